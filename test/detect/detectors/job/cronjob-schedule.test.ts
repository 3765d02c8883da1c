import { cronjobSchedule } from '../../../../src/detect/detectors/job/cronjob-schedule.js';
import { testDetector } from '../../../support/detector-tester.js';
import { object } from '../../../support/objects.js';

const cron = (suspend = false) =>
  object('CronJob', 'ops/sync', { spec: { schedule: '*/5 * * * *', suspend } });
const event = (reason: string, message: string) => ({
  about: 'CronJob/ops/sync',
  reason,
  message,
  first: '11:00:00',
});

testDetector(cronjobSchedule, {
  fires: [
    {
      name: 'missed',
      given: {
        objects: [cron()],
        events: [
          event('MissSchedule', 'Missed scheduled time to start a job: Wed, 04 Mar 2026 10:55:00 UTC'),
        ],
      },
      expect: [{ type: 'cronjob-missed', entity: 'CronJob/ops/sync', onset: '11:00:00', severity: 1 }],
    },
    {
      name: 'unreadable',
      given: { objects: [cron()], events: [event('UnparseableSchedule', 'unparseable schedule: */5 * * *')] },
      expect: [{ type: 'cronjob-schedule-invalid', entity: 'CronJob/ops/sync', open: true, severity: 2 }],
    },
    {
      name: 'overlap',
      given: {
        objects: [cron()],
        events: [
          event(
            'JobAlreadyActive',
            'Not starting job because prior execution is running and concurrency policy is Forbid',
          ),
        ],
      },
      expect: [{ type: 'cronjob-overlap', entity: 'CronJob/ops/sync', severity: 0 }],
    },
  ],
  silent: [
    {
      name: 'suspended',
      given: {
        objects: [cron(true)],
        events: [event('MissSchedule', 'Missed scheduled time to start a job')],
      },
    },
  ],
});
