import { eventStorm } from '../../../../src/detect/detectors/control-plane/event-storm.js';
import { testDetector } from '../../../support/detector-tester.js';

const warnings = (n: number, count: number) =>
  Array.from({ length: n }, (_, i) => ({
    about: `Pod/shop/web-${i}`,
    reason: 'FailedScheduling',
    message: '0/3 nodes are available: 3 Insufficient cpu.',
    first: '10:05:00',
    last: '10:06:00',
    count,
  }));

testDetector(eventStorm, {
  fires: [
    {
      name: 'four hundred pods, each told of several times in a minute',
      given: { events: warnings(400, 4) },
      expect: [{ type: 'event-storm', entity: 'Cluster/cluster', onset: '10:05:00', attrs: { count: 1600 } }],
    },
  ],
  silent: [
    { name: 'a few pods that wait', given: { events: warnings(5, 12) } },
    {
      name: 'one event that was counted over days',
      given: {
        events: [
          {
            about: 'Pod/shop/web-0',
            reason: 'BackOff',
            message: 'Back-off restarting failed container',
            first: '2026-03-01T10:00:00Z',
            last: '2026-03-04T11:00:00Z',
            count: 19000,
          },
        ],
      },
    },
  ],
});
