import { labelOf, type EventRecord } from '../../../model/index.js';
import { cite, cronJobs, earliest, latest } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** Runs of a CronJob that did not begin. */
export const cronjobSchedule: Detector = {
  id: 'cronjob-schedule',
  layer: 'job',
  what: 'A CronJob missed its time: the controller was late or could not create the Job, the schedule cannot be read, or the run before still goes on and overlap is forbidden.',
  lookAlikes:
    'A suspended CronJob misses nothing. JobAlreadyActive under concurrencyPolicy Forbid is the policy at work; it matters when the run before hangs.',
  sources: ['signatures.md 14 cronjob-missed, cronjob-overlap', 'kubernetes pkg/controller/cronjob'],
  emits: [
    { id: 'cronjob-missed', nature: 'symptom', title: 'Scheduled run missed' },
    {
      id: 'cronjob-schedule-invalid',
      nature: 'fault',
      title: 'Schedule cannot be read',
      selfExplaining: true,
    },
    { id: 'cronjob-overlap', nature: 'symptom', title: 'Run before still goes on' },
  ],
  *detect(c) {
    for (const cj of cronJobs(c)) {
      if (cj.suspended) continue;
      const events = c.eventsAbout(cj.ref);
      for (const [type, reasons, words, severity] of [
        ['cronjob-missed', ['MissSchedule', 'TooManyMissedTimes', 'FailedCreate'], 'missed a run', 1],
        [
          'cronjob-schedule-invalid',
          ['UnparseableSchedule', 'InvalidSchedule', 'UnknownTimeZone'],
          'has a schedule that cannot be read',
          2,
        ],
        [
          'cronjob-overlap',
          ['JobAlreadyActive'],
          'did not begin a run because the one before still goes on',
          0,
        ],
      ] as const) {
        const list = events.filter((e) => (reasons as readonly string[]).includes(e.reason));
        const first = list[0];
        const onset = earliest(list.map((e) => e.first));
        const end = latest(list.map((e) => e.last));
        if (!first || !onset || !end) continue;
        yield {
          type,
          entity: cj.ref,
          onset,
          ...(type === 'cronjob-schedule-invalid' || (type === 'cronjob-missed' && isStuck(events))
            ? {}
            : { end }),
          severity,
          statement: `${labelOf(cj.ref)} ${words}: ${first.message.replace(/\s+/g, ' ').replace(/\.$/, '').slice(0, 200)}.`,
          evidence: [...list.slice(0, 3).map((e) => c.citeEvent(e)), cite(cj.snapshot, 'spec', 'schedule')],
          attrs: { schedule: cj.schedule ?? '' },
        };
      }
    }
  },
};

/** After more than a hundred missed times the controller begins no run until someone changes the object. */
function isStuck(events: readonly EventRecord[]): boolean {
  const last = latest(events.flatMap((e) => (e.reason === 'TooManyMissedTimes' ? [e.last] : [])));
  return last !== undefined && !events.some((e) => e.reason === 'SuccessfulCreate' && e.last.lo >= last.lo);
}
