import type { CausalRule } from '../rule.js';
import { POD_TROUBLE } from './service.js';

/** What monitoring was woken by. An alert is a sign and leads to nothing. */
export const alertRules: readonly CausalRule[] = [
  {
    id: 'alert-tells-of-workload',
    effect: ['alert-firing'],
    cause: [
      ...POD_TROUBLE,
      'deployment-unavailable', 'statefulset-stuck', 'rollout-stuck', 'service-no-endpoints', 'image-not-found', 'chronic-job-failure',
      'app-dependency-refused', 'app-dependency-timeout', 'app-dependency-unresolved', 'app-upstream-5xx', 'app-request-error', 'app-pool-exhausted', 'app-panic', 'app-tls-failed', 'app-overloaded', 'tls-cert-expired', 'db-leader-demoted', 'node-uninitialized',
      'app-unauthorized', 'app-config-invalid', 'cr-failed', 'helm-release-failed', 'callee-unresponsive', 'surface-outage', 'surface-degraded', 'ingress-upstream-timeout', 'latency-high',
    ], // prettier-ignore
    mechanism: 'the alert watches what fails',
    paths: [
      'named',
      'named selects family',
      'named family',
      'named ~routes-to',
      'named family ~selects ~routes-to',
    ],
    lag: { min: -30, max: 3600, source: 'rules of the packs in use wait up to 15 min, some up to an hour' },
    strength: 0.8,
  },
  {
    id: 'alert-tells-of-namespace',
    effect: ['alert-firing'],
    cause: [
      'surface-outage', 'surface-degraded', 'deployment-unavailable', 'service-no-endpoints', 'crashloop', 'app-dependency-refused', 'app-dependency-timeout',
      'app-upstream-5xx', 'app-request-error', 'app-pool-exhausted', 'ingress-upstream-timeout', 'latency-high',
      'db-read-only', 'db-leader-demoted', 'db-too-many-connections', 'app-overloaded',
    ], // prettier-ignore
    mechanism: 'the alert watches the namespace that this is in',
    paths: ['named ~in-namespace', 'named ~in-namespace ~routes-to'],
    lag: { min: -30, max: 1800, source: 'rules of the packs in use wait up to 15 min' },
    strength: 0.5,
    standing: false,
  },
  {
    id: 'alert-tells-of-node',
    effect: ['alert-firing'],
    cause: [
      'node-not-ready', 'node-unreachable', 'node-memory-pressure', 'node-disk-pressure', 'node-pid-pressure', 'disk-full', 'pleg-unhealthy', 'host-clock-unsync', 'host-clock-changed',
      'node-flapping', 'systemd-unit-failed', 'kernel-oom', 'fs-remount-readonly', 'disk-io-error',
    ], // prettier-ignore
    mechanism: 'the alert watches what fails',
    paths: ['named'],
    lag: { min: -30, max: 3600, source: 'rules of the packs in use wait up to 15 min, some up to an hour' },
    strength: 0.8,
  },
  {
    id: 'alert-tells-of-control-plane',
    effect: ['alert-firing'],
    cause: [
      'etcd-leader-loss', 'etcd-quorum-loss', 'etcd-slow-fsync', 'etcd-slow-apply', 'etcd-heartbeat-late', 'etcd-peer-unreachable', 'etcd-member-down', 'etcd-nospace-alarm',
      'apiserver-unavailable', 'apiserver-request-timeout', 'apiserver-etcd-timeout', 'apiserver-overload', 'apiserver-unhealthy', 'control-plane-leader-lost',
      'webhook-fail-closed', 'client-cert-rejected', 'coredns-down', 'cluster-dns-unreachable', 'coredns-overloaded', 'coredns-upstream-timeout',
    ], // prettier-ignore
    mechanism: 'the alert watches what fails',
    paths: ['named', 'named ~part-of', 'named selects family'],
    lag: { min: -30, max: 3600, source: 'rules of the packs in use wait up to 15 min, some up to an hour' },
    strength: 0.8,
  },
];
