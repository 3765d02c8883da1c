import { replicasetCreateFailed } from '../../../../src/detect/detectors/admission/replicaset-create-failed.js';
import { testDetector } from '../../../support/detector-tester.js';
import { deployment, replicaSet } from '../../../support/objects.js';

const OWNER = 'ReplicaSet/shop/web-7d4b9c5f6d';
const SHORT = [
  deployment('shop/web', {}, { status: { availableReplicas: 0, readyReplicas: 0, replicas: 0 } }),
  replicaSet('shop/web-7d4b9c5f6d', 'web', { status: { replicas: 0, readyReplicas: 0 } }),
];
const refused = (message: string, last = '11:50:00') => ({
  about: OWNER,
  reason: 'FailedCreate',
  message,
  first: '11:00:00',
  last,
  count: 15,
  component: 'replicaset-controller',
});
const QUOTA =
  'Error creating: pods "web-7d4b9c5f6d-x7k2p" is forbidden: exceeded quota: q, requested: pods=1, used: pods=10, limited: pods=10';

testDetector(replicasetCreateFailed, {
  fires: [
    {
      name: 'refused and still short',
      given: { objects: SHORT, events: [refused(QUOTA)] },
      expect: [
        {
          type: 'replicaset-create-failed',
          entity: 'Deployment/shop/web',
          onset: '11:00:00',
          open: true,
          severity: 3,
          says: ['exceeded quota'],
          attrs: { kind: 'quota', count: 15 },
          names: [OWNER],
        },
      ],
    },
    {
      name: 'only the condition is left, the events have expired',
      given: {
        objects: [
          SHORT[0],
          replicaSet('shop/web-7d4b9c5f6d', 'web', {
            status: {
              replicas: 0,
              conditions: [
                {
                  type: 'ReplicaFailure',
                  status: 'True',
                  reason: 'FailedCreate',
                  message: QUOTA,
                  lastTransitionTime: '2026-03-04T09:00:00Z',
                },
              ],
            },
          }),
        ],
      },
      expect: [
        { type: 'replicaset-create-failed', entity: 'Deployment/shop/web', onset: '09:00:00', open: true },
      ],
    },
  ],
  silent: [
    {
      name: 'the account came moments later',
      given: {
        objects: [
          deployment('shop/web'),
          replicaSet('shop/web-7d4b9c5f6d', 'web', { status: { replicas: 1 } }),
        ],
        events: [
          refused(
            'Error creating: pods "web-" is forbidden: error looking up service account shop/web: serviceaccount "web" not found',
            '11:00:00',
          ),
          {
            about: OWNER,
            reason: 'SuccessfulCreate',
            message: 'Created pod: web-7d4b9c5f6d-x7k2p',
            type: 'Normal',
            first: '11:00:02',
          },
        ],
      },
    },
    {
      name: 'a retry',
      given: { objects: SHORT, events: [refused('Error creating: pods "web-0" already exists')] },
    },
    {
      name: 'a machine controller with the same reason',
      given: {
        events: [
          {
            about: 'Machine/openshift-machine-api/m-1',
            reason: 'FailedCreate',
            message: 'reconciler failed to Create machine',
            first: '11:00:00',
          },
        ],
      },
    },
  ],
});
