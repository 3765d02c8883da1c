import type { MessagePattern } from '../../log-line.js';

/** What clients of the API say of kinds that it does not serve, or cannot convert. */
export const apiKindMessages: readonly MessagePattern[] = [
  {
    id: 'api-kind-missing',
    anchor: ['no matches for kind', 'CRD is installed on the destination cluster'],
    pattern:
      /no matches for kind \\*"(?<kind>\w+)\\*" in (?:version|group) \\*"(?<version>[\w.\/-]*)\\*"|could not find (?<version2>[\w.-]+)\/(?<kind2>\w+) for requested resource/,
    take: { application: 'application', release: 'HelmRelease.name', namespace: 'HelmRelease.namespace' },
    severity: 'error',
    origin: 'apimachinery pkg/api/meta/errors.go; helm pkg/kube; gitops-engine pkg/sync/sync_context.go',
    samples: [
      '2026-07-01T19:22:41.123Z	ERROR	setup	unable to create controller	{"controller": "Widget", "error": "no matches for kind \\"Widget\\" in version \\"example.io/v1\\""}',
      'Error: UPGRADE FAILED: resource mapping not found for name: "web" namespace: "" from "": no matches for kind "PodDisruptionBudget" in version "policy/v1beta1"',
      'time="2026-07-01T19:22:41Z" level=info msg="The Kubernetes API could not find monitoring.example.io/Probe for requested resource shop/web. Make sure the \\"Probe\\" CRD is installed on the destination cluster." application=shop',
    ],
    gives: { kind: 'Widget', version: 'example.io/v1' },
  },
  {
    id: 'api-kind-missing',
    anchor: 'the server could not find the requested resource',
    pattern:
      /ailed to (?:list|watch) \*(?<version>[\w.-]+)\.(?<kind>[A-Z]\w*):[^]*the server could not find the requested resource/,
    severity: 'error',
    origin: 'client-go tools/cache/reflector.go',
    samples: [
      'E0701 19:22:41.123456       1 reflector.go:140] pkg/mod/k8s.io/client-go/tools/cache/reflector.go:169: Failed to watch *v1beta1.CronJob: failed to list *v1beta1.CronJob: the server could not find the requested resource',
    ],
    gives: { kind: 'CronJob', version: 'v1beta1' },
  },
  {
    id: 'conversion-webhook-failed',
    anchor: 'conversion webhook for ',
    pattern:
      /conversion webhook for (?<group>[\w.-]+)\/(?<version>\w+), Kind=(?<kind>\w+) failed: (?<why>[^\n]{0,240})/,
    severity: 'error',
    origin: 'apiextensions-apiserver pkg/apiserver/conversion/webhook_converter.go',
    samples: [
      'E0701 19:22:41.123456       1 reflector.go:150] Failed to watch *v1beta1.Widget: failed to list *v1beta1.Widget: conversion webhook for example.io/v1, Kind=Widget failed: Post "https://widgets.shop.svc:443/convert?timeout=30s": service "widgets" not found',
    ],
    gives: { group: 'example.io', version: 'v1', kind: 'Widget' },
  },
];
