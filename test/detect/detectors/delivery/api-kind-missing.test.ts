import { apiKindMissing } from '../../../../src/detect/detectors/delivery/api-kind-missing.js';
import { testDetector } from '../../../support/detector-tester.js';
import { deployment, object } from '../../../support/objects.js';

const text =
  'resource mapping not found for name: "web" namespace: "" from "": no matches for kind "PodDisruptionBudget" in version "policy/v1beta1"\nensure CRDs are installed first';

const release = (message: string, status = 'False') =>
  object('HelmRelease', 'shop/web', {
    status: {
      conditions: [
        {
          type: 'Ready',
          status,
          reason: 'UpgradeFailed',
          message,
          lastTransitionTime: '2026-03-04T11:30:00Z',
        },
      ],
    },
  });
const app = object('Application', 'argocd/web', {
  status: {
    operationState: {
      phase: 'Failed',
      finishedAt: '2026-03-04T11:30:00Z',
      message: 'one or more synchronization tasks completed unsuccessfully',
      syncResult: {
        resources: [
          {
            kind: 'Probe',
            status: 'SyncFailed',
            message:
              'The Kubernetes API could not find monitoring.example.io/Probe for requested resource shop/web. Make sure the "Probe" CRD is installed on the destination cluster.',
          },
        ],
      },
    },
  },
});
const line = (at: string) => ({
  id: 'api-kind-missing',
  text: 'no matches for kind "Widget" in version "example.io/v1"',
  fields: { kind: 'Widget', version: 'example.io/v1' },
  at,
  pod: 'Pod/shop/widgets-7d4b9c5f6d-x7k2p',
});
const operator = (available: number) =>
  deployment('shop/widgets', {}, { status: { availableReplicas: available } });

testDetector(apiKindMissing, {
  fires: [
    {
      name: 'a chart of before the upgrade',
      given: { objects: [release(`Helm upgrade failed: ${text}`)] },
      expect: [
        {
          type: 'api-kind-missing',
          entity: 'HelmRelease/shop/web',
          onset: '11:30:00',
          open: true,
          attrs: { kind: 'PodDisruptionBudget', version: 'policy/v1beta1' },
        },
      ],
    },
    {
      name: 'one resource of a sync',
      given: { objects: [app] },
      expect: [{ type: 'api-kind-missing', entity: 'Application/argocd/web', says: ['Probe'] }],
    },
    {
      name: 'an operator without its definitions, which ends',
      given: { objects: [operator(0)], messages: [line('11:59:00')] },
      expect: [{ type: 'api-kind-missing', entity: 'Deployment/shop/widgets', open: true }],
    },
    {
      name: 'a log of nobody that is known',
      given: {
        messages: ['11:55:00', '11:56:00', '11:57:00'].map((at) => ({
          ...line(at),
          pod: undefined as never,
          program: 'deploy',
        })),
      },
      expect: [{ type: 'api-kind-missing', entity: 'APIService/v1.example.io' }],
    },
  ],
  silent: [
    {
      name: 'an operator that looks for an optional kind and goes on',
      given: { objects: [operator(1)], messages: ['11:55:00', '11:56:00', '11:57:00', '11:58:00'].map(line) },
    },
    { name: 'a release that is well', given: { objects: [release('Helm upgrade succeeded', 'True')] } },
  ],
});
