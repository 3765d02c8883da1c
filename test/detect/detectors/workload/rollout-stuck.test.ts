import { rolloutStuck } from '../../../../src/detect/detectors/workload/rollout-stuck.js';
import { testDetector } from '../../../support/detector-tester.js';
import { deployment } from '../../../support/objects.js';

const progressing = (status: string, reason: string) =>
  deployment(
    'shop/web',
    { replicas: 2 },
    {
      status: {
        conditions: [{ type: 'Progressing', status, reason, lastTransitionTime: '2026-03-04T11:00:00Z' }],
      },
    },
  );

testDetector(rolloutStuck, {
  fires: [
    {
      name: 'deadline exceeded, the old revision serves',
      given: { objects: [progressing('False', 'ProgressDeadlineExceeded')] },
      expect: [
        {
          type: 'rollout-stuck',
          entity: 'Deployment/shop/web',
          onset: '11:00:00',
          says: ['2 replicas still serve'],
        },
      ],
    },
  ],
  silent: [{ name: 'on its way', given: { objects: [progressing('True', 'ReplicaSetUpdated')] } }],
});
