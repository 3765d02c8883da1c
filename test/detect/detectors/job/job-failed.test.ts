import { jobFailed } from '../../../../src/detect/detectors/job/job-failed.js';
import { testDetector } from '../../../support/detector-tester.js';
import { object } from '../../../support/objects.js';

const CRON = object('CronJob', 'ops/sync', { spec: { schedule: '* * * * *' } });
const run = (n: number, outcome: 'failed' | 'complete', reason = 'BackoffLimitExceeded') =>
  object('Job', `ops/sync-2900000${n}`, {
    metadata: {
      creationTimestamp: `2026-03-04T11:0${n}:00Z`,
      ownerReferences: [{ kind: 'CronJob', name: 'sync', controller: true }],
    },
    status:
      outcome === 'failed'
        ? {
            startTime: `2026-03-04T11:0${n}:00Z`,
            failed: 1,
            conditions: [
              {
                type: 'Failed',
                status: 'True',
                reason,
                message: 'Job has reached the specified backoff limit',
                lastTransitionTime: `2026-03-04T11:0${n}:20Z`,
              },
            ],
          }
        : { startTime: `2026-03-04T11:0${n}:00Z`, completionTime: `2026-03-04T11:0${n}:10Z`, succeeded: 1 },
  });

testDetector(jobFailed, {
  fires: [
    {
      name: 'of which only an event tells',
      given: {
        events: [
          {
            about: 'Job/ops/import-29000001',
            reason: 'BackoffLimitExceeded',
            message: 'Job has reached the specified backoff limit',
            first: '11:40:00',
          },
        ],
      },
      expect: [{ type: 'job-backoff-exceeded', entity: 'Job/ops/import-29000001', onset: '11:40:00' }],
    },
    {
      name: 'one run',
      given: { objects: [CRON, run(1, 'failed')] },
      expect: [
        {
          type: 'job-backoff-exceeded',
          entity: 'Job/ops/sync-29000001',
          onset: '11:01:20',
          open: true,
          severity: 1,
          names: ['CronJob/ops/sync'],
        },
      ],
    },
    {
      name: 'a deadline',
      given: { objects: [CRON, run(1, 'failed', 'DeadlineExceeded')] },
      expect: [{ type: 'job-deadline-exceeded', entity: 'Job/ops/sync-29000001' }],
    },
    {
      name: 'a family that failed for a time and then came back',
      given: {
        objects: [
          CRON,
          run(0, 'complete'),
          run(1, 'failed'),
          run(2, 'failed'),
          run(3, 'failed'),
          run(4, 'complete'),
        ],
      },
      expect: [
        {
          type: 'job-backoff-exceeded',
          entity: 'CronJob/ops/sync',
          onset: '11:01:20',
          open: false,
          attrs: { count: 3 },
        },
      ],
      never: ['chronic-job-failure'],
    },
    {
      name: 'a family that never succeeded',
      given: { objects: [CRON, run(1, 'failed'), run(2, 'failed'), run(3, 'failed')] },
      expect: [
        {
          type: 'chronic-job-failure',
          entity: 'CronJob/ops/sync',
          onset: '11:01:00',
          severity: 0,
          attrs: { count: 3 },
        },
      ],
      never: ['job-backoff-exceeded'],
    },
  ],
  silent: [
    {
      name: 'events of run after run are a habit',
      given: {
        events: [1, 2, 3].map((n) => ({
          about: `Job/ops/import-2900000${n}`,
          reason: 'BackoffLimitExceeded',
          message: 'Job has reached the specified backoff limit',
          first: `11:4${n}:00`,
        })),
      },
    },
    { name: 'runs that complete', given: { objects: [CRON, run(1, 'complete'), run(2, 'complete')] } },
  ],
});
