import { hpaScaledDown } from '../../../../src/detect/detectors/autoscaling/hpa-scaled-down.js';
import { testDetector } from '../../../support/detector-tester.js';
import { object, setOf, stack } from '../../../support/objects.js';

const hpa = object('HorizontalPodAutoscaler', 'shop/search', {
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'search' },
    minReplicas: 2,
    maxReplicas: 20,
  },
});
const rescaled = (n: number) => ({
  about: 'HorizontalPodAutoscaler/shop/search',
  reason: 'SuccessfulRescale',
  message: `New size: ${n}; reason: All metrics below target`,
  first: '11:41:10',
  type: 'Normal' as const,
});
const scaled = (from: number, to: number) => ({
  about: 'Deployment/shop/search',
  reason: 'ScalingReplicaSet',
  message: `Scaled down replica set ${setOf('search')} to ${to} from ${from}`,
  first: '11:41:10',
  type: 'Normal' as const,
});

testDetector(hpaScaledDown, {
  fires: [
    {
      name: 'twelve replicas become two',
      given: { objects: [hpa, ...stack('shop/search')], events: [rescaled(2), scaled(12, 2)] },
      expect: [
        {
          type: 'hpa-scaled-down',
          entity: 'HorizontalPodAutoscaler/shop/search',
          onset: '11:41:10',
          attrs: { from: 12, to: 2 },
          names: ['Deployment/shop/search'],
        },
      ],
    },
  ],
  silent: [
    {
      name: 'one of four goes',
      given: { objects: [hpa, ...stack('shop/search')], events: [rescaled(3), scaled(4, 3)] },
    },
    {
      name: 'from how many is not told',
      given: { objects: [hpa, ...stack('shop/search')], events: [rescaled(2)] },
    },
  ],
});
