import { capacityWeakness } from '../../../../src/detect/detectors/autoscaling/capacity-weakness.js';
import { testDetector } from '../../../support/detector-tester.js';
import { node, object, stack, template, waiting } from '../../../support/objects.js';

const SPEC = template({
  containers: [{ name: 'web', image: 'web:1', resources: { requests: { cpu: '1' } } }],
});
const HPA = object('HorizontalPodAutoscaler', 'shop/web', {
  spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, maxReplicas: 50 },
});

testDetector(capacityWeakness, {
  fires: [
    {
      name: 'the maximum is more than all nodes together',
      given: {
        objects: [
          ...waiting('shop/web', '0/1 nodes are available: 1 Insufficient cpu.', SPEC),
          HPA,
          node('node-1'),
        ],
      },
      expect: [
        {
          type: 'hpa-max-beyond-capacity',
          entity: 'HorizontalPodAutoscaler/shop/web',
          severity: 0,
          attrs: { max: 50, room: 4 },
        },
      ],
    },
    {
      name: 'no quota where many wait',
      given: {
        objects: [object('Namespace', 'shop'), object('ResourceQuota', 'other/q')],
        events: Array.from({ length: 25 }, (_, i) => ({
          about: `Pod/shop/web-7d4b9c5f6d-bcdf${String(i)}`,
          reason: 'FailedScheduling',
          message: '0/1 nodes are available: 1 Insufficient cpu.',
          first: '11:00:00',
          last: '11:30:00',
        })).concat([]),
        snapshots: [...stack('shop/web').slice(0, 2)].map((object_) => ({ object: object_ })),
      },
      expect: [],
    },
  ],
  silent: [
    {
      name: 'room enough for all',
      given: { objects: [...stack('shop/web', { spec: SPEC }), HPA, node('node-1')] },
    },
  ],
});
