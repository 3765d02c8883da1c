import { nodeCordoned } from '../../../../src/detect/detectors/change/node-cordoned.js';
import { node } from '../../../support/objects.js';
import { testDetector } from '../../../support/detector-tester.js';

const cordoned = (timeAdded: string) =>
  node('node-1', {
    spec: {
      unschedulable: true,
      taints: [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule', timeAdded }],
    },
  });

testDetector(nodeCordoned, {
  fires: [
    {
      name: 'the taint tells since when',
      given: { objects: [cordoned('2026-03-04T11:30:00Z')] },
      expect: [{ type: 'node-cordon-drain', entity: 'Node/node-1', onset: '11:30:00' }],
    },
    {
      name: 'its kubelet says so',
      given: {
        objects: [node('node-1')],
        events: [
          {
            about: 'Node/node-1',
            reason: 'NodeNotSchedulable',
            message: 'Node node-1 status is now: NodeNotSchedulable',
            component: 'kubelet',
            first: '11:30:00',
          },
        ],
      },
      expect: [{ type: 'node-cordon-drain', entity: 'Node/node-1', onset: '11:30:00' }],
    },
  ],
  silent: [
    { name: 'cordoned for good', given: { objects: [cordoned('2026-01-02T08:00:00Z')] } },
    { name: 'open', given: { objects: [node('node-1')] } },
  ],
});
