import { schedulingStorm } from '../../../../src/detect/detectors/scheduling/scheduling-storm.js';
import { testDetector } from '../../../support/detector-tester.js';

const waits = (n: number) =>
  Array.from({ length: n }, (_, i) => ({
    about: `Pod/shop/web-${i}`,
    reason: 'FailedScheduling',
    message: '0/3 nodes are available: 3 Insufficient cpu.',
    first: '11:00:00',
    last: '11:05:00',
  }));

testDetector(schedulingStorm, {
  fires: [
    {
      name: 'a hundred and twenty pods wait',
      given: { events: waits(120) },
      expect: [
        {
          type: 'scheduling-storm',
          entity: 'Cluster/cluster',
          onset: '11:00:00',
          open: true,
          attrs: { pods: 120 },
        },
      ],
    },
  ],
  silent: [{ name: 'a few wait', given: { events: waits(8) } }],
});
