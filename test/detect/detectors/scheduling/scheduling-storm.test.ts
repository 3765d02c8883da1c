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
  silent: [
    { name: 'a few wait', given: { events: waits(8) } },
    {
      name: 'as many wait, one after the other',
      given: {
        events: Array.from({ length: 120 }, (_, i) => {
          const at = (minute: number) =>
            `1${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}:00`;
          const about = `Pod/shop/web-${i}`;
          return [
            {
              about,
              reason: 'FailedScheduling',
              message: '0/3 nodes are available: 3 Insufficient cpu.',
              first: at(i),
            },
            {
              about,
              reason: 'Scheduled',
              message: `Successfully assigned shop/web-${i} to a`,
              first: at(i + 1),
            },
          ];
        }).flat(),
      },
    },
  ],
});
