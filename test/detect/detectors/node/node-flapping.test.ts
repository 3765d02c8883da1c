import { nodeFlapping } from '../../../../src/detect/detectors/node/node-flapping.js';
import { testDetector } from '../../../support/detector-tester.js';

const change = (reason: string, first: string, last = first, count = 1) => ({
  about: 'Node/node-a',
  reason,
  component: reason === 'NodeReady' ? 'kubelet' : 'node-controller',
  message: `Node node-a status is now: ${reason}`,
  first,
  last,
  count,
});
const loss = (at: string, back: string) => [change('NodeNotReady', at), change('NodeReady', back)];

testDetector(nodeFlapping, {
  fires: [
    {
      name: 'three times in a quarter of an hour',
      given: {
        events: [
          change('NodeNotReady', '10:00:00', '10:10:00', 3),
          change('NodeReady', '10:01:00', '10:11:00', 3),
        ],
      },
      expect: [
        { type: 'node-flapping', entity: 'Node/node-a', onset: '10:00:00', open: false, attrs: { times: 3 } },
      ],
    },
  ],
  silent: [{ name: 'lost once and back', given: { events: loss('10:00:00', '10:20:00') } }],
});
