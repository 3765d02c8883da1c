import { nodeReclaimed } from '../../../../src/detect/detectors/node/node-reclaimed.js';
import { node } from '../../../support/objects.js';
import { testDetector } from '../../../support/detector-tester.js';

const event = (reason: string, message: string) => ({
  about: 'Node/node-1',
  reason,
  message,
  component: 'aws-node-termination-handler',
  first: '11:20:00',
});

testDetector(nodeReclaimed, {
  fires: [
    {
      name: 'notice of a spot interruption',
      given: {
        objects: [node('node-1')],
        events: [
          event(
            'SpotInterruption',
            'Spot ITN received. Instance will be interrupted at 2026-03-04T11:22:00Z',
          ),
        ],
      },
      expect: [{ type: 'node-reclaimed', entity: 'Node/node-1', onset: '11:20:00', says: ['Spot ITN'] }],
    },
    {
      name: 'only the taint is left',
      given: {
        objects: [
          node('node-1', {
            spec: {
              taints: [
                {
                  key: 'aws-node-termination-handler/spot-itn',
                  effect: 'NoSchedule',
                  timeAdded: '2026-03-04T11:20:00Z',
                },
              ],
            },
          }),
        ],
      },
      expect: [{ type: 'node-reclaimed', entity: 'Node/node-1', onset: '11:20:00' }],
    },
  ],
  silent: [
    {
      name: 'advice to rebalance',
      given: {
        objects: [node('node-1')],
        events: [event('RebalanceRecommendation', 'Rebalance recommendation received.')],
      },
    },
    { name: 'a node as it should be', given: { objects: [node('node-1')] } },
  ],
});
