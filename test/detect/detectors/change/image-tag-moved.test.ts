import { imageTagMoved } from '../../../../src/detect/detectors/change/image-tag-moved.js';
import { testDetector } from '../../../support/detector-tester.js';
import { deployment, pod, replicaSet } from '../../../support/objects.js';

const running = (digest: string, born: string, node: string) => ({
  metadata: { creationTimestamp: born },
  spec: { nodeName: node },
  status: {
    startTime: born,
    containerStatuses: [
      {
        name: 'web',
        ready: true,
        restartCount: 0,
        imageID: `registry.example.com/web@sha256:${digest.repeat(64)}`,
        state: { running: { startedAt: born } },
      },
    ],
  },
});
const two = (newer: string) => [
  deployment('shop/web', { replicas: 2 }),
  replicaSet('shop/web-7d4b9c5f6d', 'web', { spec: { replicas: 2 } }),
  pod('shop/web-7d4b9c5f6d-aaaaa', 'ReplicaSet/web-7d4b9c5f6d', running('a', '2026-03-01T08:00:00Z', 'n1')),
  pod('shop/web-7d4b9c5f6d-bbbbb', 'ReplicaSet/web-7d4b9c5f6d', running(newer, '2026-03-04T10:05:00Z', 'n2')),
];

testDetector(imageTagMoved, {
  fires: [
    {
      name: 'the pod that was made later runs another digest under the same name',
      given: { objects: two('b') },
      expect: [
        {
          type: 'image-tag-moved',
          entity: 'Deployment/shop/web',
          onset: '10:05:00',
          says: ['registry.example.com/web:1.4.2', 'web-7d4b9c5f6d-bbbbb'],
          evidence: 'sha256:bbb',
        },
      ],
    },
  ],
  silent: [{ name: 'all pods run the same digest', given: { objects: two('a') } }],
});
