import { deploymentUnavailable } from '../../../../src/detect/detectors/workload/deployment-unavailable.js';
import { testDetector } from '../../../support/detector-tester.js';
import { deployment, podOf, pod, replicaSet, stack } from '../../../support/objects.js';

const ready = (status: string, since: string) => [
  { type: 'Ready', status, lastTransitionTime: `2026-03-04T${since}Z` },
];
const DOWN = {
  status: {
    conditions: ready('False', '11:00:00'),
    containerStatuses: [
      { name: 'web', ready: false, restartCount: 3, state: { waiting: { reason: 'CrashLoopBackOff' } } },
    ],
  },
};
const SHORT = {
  status: {
    readyReplicas: 0,
    availableReplicas: 0,
    conditions: [{ type: 'Available', status: 'False', lastTransitionTime: '2026-03-04T11:00:00Z' }],
  },
};

testDetector(deploymentUnavailable, {
  fires: [
    {
      name: 'its only pod turned unready',
      given: { objects: stack('shop/web', { pod: DOWN, deployment: SHORT }) },
      expect: [
        {
          type: 'deployment-unavailable',
          entity: 'Deployment/shop/web',
          onset: '11:00:00',
          open: true,
          severity: 3,
          says: ['0 of 1'],
          attrs: { desired: 1, available: 0 },
          names: [podOf('shop/web')],
        },
      ],
    },
    {
      name: 'down for a time between two snapshots',
      given: {
        objects: stack('shop/web', { pod: { status: { conditions: ready('True', '11:05:00') } } }),
        snapshots: stack('shop/web', { pod: DOWN, deployment: SHORT }).map((object) => ({
          object,
          at: '11:02:00',
        })),
      },
      expect: [
        {
          type: 'deployment-unavailable',
          entity: 'Deployment/shop/web',
          onset: '11:00:00',
          open: false,
          severity: 3,
        },
      ],
    },
    {
      name: 'described only: one of three is missing',
      given: {
        snapshots: [
          {
            object: deployment(
              'shop/web',
              { replicas: 3 },
              { status: { availableReplicas: 2, readyReplicas: undefined } },
            ),
            shape: 'described',
          },
        ],
      },
      expect: [
        { type: 'deployment-unavailable', entity: 'Deployment/shop/web', severity: 2, says: ['2 of 3'] },
      ],
    },
  ],
  silent: [
    { name: 'all are there', given: { objects: stack('shop/web') } },
    { name: 'scaled to zero', given: { objects: [deployment('shop/web', { replicas: 0 })] } },
    {
      name: 'a start that took a minute',
      given: {
        objects: [
          deployment('shop/web'),
          replicaSet('shop/web-7d4b9c5f6d', 'web'),
          pod('shop/web-7d4b9c5f6d-x7k2p', 'ReplicaSet/web-7d4b9c5f6d', {
            status: { conditions: ready('True', '08:01:00') },
          }),
        ],
      },
    },
  ],
});
