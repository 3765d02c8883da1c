import { jobPodsFlood } from '../../../../src/detect/detectors/job/job-pods-flood.js';
import { testDetector } from '../../../support/detector-tester.js';
import { object } from '../../../support/objects.js';

const job = (parallelism: number) =>
  object('Job', 'media/encode', { spec: { parallelism }, status: { startTime: '2026-03-04T11:00:00Z' } });
const created = (n: number) =>
  Array.from({ length: n }, (_, i) => ({
    about: 'Job/media/encode',
    reason: 'SuccessfulCreate',
    type: 'Normal' as const,
    message: `Created pod: encode-bcdf${i}`,
    first: `11:${String(Math.floor(i / 2)).padStart(2, '0')}:00`,
  }));

testDetector(jobPodsFlood, {
  fires: [
    {
      name: 'ninety at a time',
      given: { objects: [job(90)] },
      expect: [
        { type: 'job-fanout', entity: 'Job/media/encode', onset: '11:00:00', attrs: { parallelism: 90 } },
      ],
    },
    {
      name: 'what is deleted is made again',
      given: {
        objects: [job(10)],
        events: created(30),
        requests: [{ at: '11:06:00', verb: 'delete', user: 'alice', about: 'Pod/media/encode-bcdf1' }],
      },
      expect: [
        {
          type: 'job-recreate-loop',
          entity: 'Job/media/encode',
          onset: '11:05:00',
          attrs: { made: 30, parallelism: 10, deleted: 1 },
        },
      ],
    },
  ],
  silent: [
    { name: 'a small Job that makes its pods once', given: { objects: [job(10)], events: created(10) } },
  ],
});
