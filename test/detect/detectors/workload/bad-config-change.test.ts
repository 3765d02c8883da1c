import { badConfigChange } from '../../../../src/detect/detectors/workload/bad-config-change.js';
import { testDetector } from '../../../support/detector-tester.js';
import { deployment, pod, replicaSet } from '../../../support/objects.js';

const NEW = '2026-03-04T11:00:00Z';
const FAILS = {
  metadata: { creationTimestamp: NEW },
  status: {
    conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: NEW }],
    containerStatuses: [
      {
        name: 'web',
        ready: false,
        restartCount: 5,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: {
          terminated: {
            exitCode: 1,
            reason: 'Error',
            startedAt: '2026-03-04T11:40:00Z',
            finishedAt: '2026-03-04T11:40:01Z',
          },
        },
      },
    ],
  },
};
const world = (oldPod = {}, newPod = FAILS) => [
  deployment('shop/web'),
  replicaSet('shop/web-7d4b9c5f6d', 'web'),
  pod('shop/web-7d4b9c5f6d-x7k2p', 'ReplicaSet/web-7d4b9c5f6d', oldPod),
  replicaSet('shop/web-5f7c7d64f5', 'web', { metadata: { creationTimestamp: NEW } }),
  pod('shop/web-5f7c7d64f5-dj9xm', 'ReplicaSet/web-5f7c7d64f5', newPod),
];

testDetector(badConfigChange, {
  fires: [
    {
      name: 'new pods fail, the old one runs',
      given: { objects: world() },
      expect: [
        {
          type: 'bad-config-change',
          entity: 'Deployment/shop/web',
          onset: '11:00:00',
          severity: 2,
          attrs: { exitCode: 1 },
          names: ['Pod/shop/web-5f7c7d64f5-dj9xm'],
        },
      ],
    },
  ],
  silent: [
    { name: 'the old pod fails as well', given: { objects: world(FAILS) } },
    {
      name: 'the new pod runs',
      given: {
        objects: world(
          {},
          { metadata: { creationTimestamp: NEW }, status: { conditions: [], containerStatuses: [] } },
        ),
      },
    },
  ],
});
