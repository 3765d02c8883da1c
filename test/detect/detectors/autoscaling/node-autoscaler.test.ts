import { nodeAutoscaler } from '../../../../src/detect/detectors/autoscaling/node-autoscaler.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, waiting } from '../../../support/objects.js';

const WORLD = waiting('shop/web', '0/3 nodes are available: 3 Insufficient cpu.');
const event = (
  reason: string,
  message: string,
  about = podOf('shop/web'),
  component = 'cluster-autoscaler',
) => ({ about, reason, message, first: '11:10:00', last: '11:50:00', component });

testDetector(nodeAutoscaler, {
  fires: [
    {
      name: 'limits of the group',
      given: {
        objects: WORLD,
        events: [event('NotTriggerScaleUp', "pod didn't trigger scale-up: 2 max node group size reached")],
      },
      expect: [
        {
          type: 'cluster-autoscaler-blocked',
          entity: 'Deployment/shop/web',
          onset: '11:10:00',
          open: true,
          severity: 2,
          says: ['max node group size reached'],
        },
      ],
    },
    {
      name: 'Karpenter',
      given: {
        objects: WORLD,
        events: [
          event(
            'FailedScheduling',
            'Failed to schedule pod, no instance type met all requirements',
            podOf('shop/web'),
            'karpenter',
          ),
        ],
      },
      expect: [{ type: 'karpenter-no-capacity', entity: 'Deployment/shop/web' }],
    },
    {
      name: 'nodes come and go',
      given: {
        objects: WORLD,
        events: [
          event('TriggeredScaleUp', 'pod triggered scale-up: [{group 3->4 (max: 5)}]'),
          event('ScaleDown', 'marked the node as toBeDeleted/unschedulable', 'Node/node-3'),
        ],
      },
      expect: [
        { type: 'node-scale-up', entity: 'Deployment/shop/web', severity: 0 },
        { type: 'node-scale-down', entity: 'Node/node-3', severity: 0 },
      ],
    },
  ],
  silent: [
    {
      name: 'the scheduler itself',
      given: {
        objects: WORLD,
        events: [
          event('FailedScheduling', '0/3 nodes are available', podOf('shop/web'), 'default-scheduler'),
        ],
      },
    },
  ],
});
