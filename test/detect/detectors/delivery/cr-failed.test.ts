import { crFailed } from '../../../../src/detect/detectors/delivery/cr-failed.js';
import { testDetector } from '../../../support/detector-tester.js';

const custom = (kind: string, status: object) => ({
  apiVersion: 'ops.example/v1',
  kind,
  metadata: { namespace: 'infra', name: 'core-01', creationTimestamp: '2026-01-01T00:00:00Z' },
  status,
});
const ready = (status: string, reason: string, message: string) => ({
  type: 'Ready',
  status,
  reason,
  message,
  lastTransitionTime: '2026-03-04T10:05:00Z',
});

testDetector(crFailed, {
  fires: [
    {
      name: 'a phase and the condition that dates it',
      given: {
        objects: [
          custom('Host', {
            phase: 'Failed',
            lastDeployedRevision: '9f1c2ab',
            conditions: [ready('False', 'ActivationFailed', 'activation failed: exit status 4')],
          }),
        ],
      },
      expect: [
        {
          type: 'cr-failed',
          entity: 'Host/infra/core-01',
          onset: '10:05:00',
          open: true,
          attrs: { phase: 'Failed', revision: '9f1c2ab', reason: 'ActivationFailed' },
          says: ['exit status 4'],
        },
      ],
    },
    {
      name: 'only a condition, which speaks of a failure',
      given: {
        objects: [
          custom('Database', {
            conditions: [ready('False', 'ClusterIsNotReady', 'backup failed: connection refused')],
          }),
        ],
      },
      expect: [{ type: 'cr-failed', entity: 'Database/infra/core-01', onset: '10:05:00' }],
    },
  ],
  silent: [
    {
      name: 'all is well',
      given: { objects: [custom('Host', { phase: 'Deployed', conditions: [ready('True', 'Done', '')] })] },
    },
    {
      name: 'still being made',
      given: {
        objects: [
          custom('Host', {
            phase: 'Pending',
            conditions: [ready('False', 'Provisioning', 'creating the host')],
          }),
        ],
      },
    },
    {
      name: 'objects of Kubernetes itself have detectors of their own',
      given: {
        objects: [{ kind: 'Pod', metadata: { namespace: 'shop', name: 'web' }, status: { phase: 'Failed' } }],
      },
    },
  ],
});
