import { failedScheduling } from '../../../../src/detect/detectors/scheduling/failed-scheduling.js';
import { testDetector } from '../../../support/detector-tester.js';
import { node, podOf, stack, waiting } from '../../../support/objects.js';

const MESSAGE =
  '0/3 nodes are available: 1 node(s) were unschedulable, 2 Insufficient cpu. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.';

testDetector(failedScheduling, {
  fires: [
    {
      name: 'a pod waits, by its condition',
      given: { objects: [...waiting('shop/web', MESSAGE), node('node-1')] },
      expect: [
        {
          type: 'failed-scheduling',
          entity: 'Deployment/shop/web',
          onset: '11:00:00',
          open: true,
          severity: 3,
          says: ['1 node(s) were unschedulable', '2 Insufficient cpu'],
          attrs: { waiting: 1, reasons: 'cordoned resource' },
          names: [podOf('shop/web')],
          evidence: 'Insufficient cpu',
        },
      ],
    },
    {
      name: 'a pod waited for minutes, by events alone',
      given: {
        events: [
          {
            about: 'Pod/shop/web-0',
            reason: 'FailedScheduling',
            message: MESSAGE,
            component: 'default-scheduler',
            first: '11:00:00',
            last: '11:04:00',
            count: 3,
          },
          {
            about: 'Pod/shop/web-0',
            reason: 'Scheduled',
            message: 'Successfully assigned shop/web-0 to node-1',
            type: 'Normal',
            first: '11:05:00',
          },
        ],
      },
      expect: [
        { type: 'failed-scheduling', entity: 'Pod/shop/web-0', onset: '11:00:00', open: false, severity: 1 },
      ],
    },
  ],
  silent: [
    { name: 'a pod that runs', given: { objects: [...stack('shop/web'), node('node-1')] } },
    {
      name: 'a pod that waited for a moment',
      given: {
        objects: stack('shop/web'),
        events: [
          {
            about: podOf('shop/web'),
            reason: 'FailedScheduling',
            message: MESSAGE,
            component: 'default-scheduler',
            first: '11:00:00',
          },
          {
            about: podOf('shop/web'),
            reason: 'Scheduled',
            message: 'Successfully assigned shop/x to node-1',
            type: 'Normal',
            first: '11:00:09',
          },
        ],
      },
    },
    {
      name: 'a pod on its way out',
      given: {
        events: [
          {
            about: 'Pod/shop/web-0',
            reason: 'FailedScheduling',
            message: 'skip schedule deleting pod: shop/web-0',
            component: 'default-scheduler',
            first: '11:00:00',
          },
        ],
      },
    },
  ],
});
