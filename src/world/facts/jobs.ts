import { digFlag, digList, digNumber, digText, stampOf, type Instant, type Stamp } from '../../base/index.js';
import { keyOf, type Evidence, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { cite, newest, type Entity, type Snapshot } from '../entity.js';
import { earliest } from './onset.js';
import { conditionsOf, workloadOf } from './pods.js';

/** A Job and how it went. */
export interface JobView {
  readonly ref: Ref;
  readonly entity: Entity;
  readonly snapshot: Snapshot;
  /** CronJob over it, or the Job itself. */
  readonly owner: Ref;
  readonly started: Stamp | undefined;
  readonly completed: Stamp | undefined;
  /** When and why it was given up. */
  readonly failed:
    | {
        readonly at: Stamp | undefined;
        readonly reason: string;
        readonly message: string | undefined;
        readonly evidence: Evidence;
      }
    | undefined;
  readonly failures: number;
  readonly parallelism: number;
  readonly suspended: boolean;
}

/** All Jobs that a reading of their own shows. */
export function jobs(c: Case): readonly JobView[] {
  return c.fact(allJobs);
}

function allJobs(c: Case): readonly JobView[] {
  return c.all('Job').flatMap((entity) => {
    const snapshot = newest(entity);
    if (!snapshot) return [];
    const o = snapshot.object;
    const given = conditionsOf(o).find((x) => x.type === 'Failed' && x.status === 'True');
    const event = c
      .eventsAbout(entity.ref)
      .find((e) => e.reason === 'BackoffLimitExceeded' || e.reason === 'DeadlineExceeded');
    return [
      {
        ref: entity.ref,
        entity,
        snapshot,
        owner: workloadOf(c, entity.ref),
        started: stampOf(digText(o, 'status', 'startTime')) ?? entity.created,
        completed: stampOf(digText(o, 'status', 'completionTime')),
        failed: given
          ? {
              at: given.since ?? event?.first,
              reason: given.reason ?? '',
              message: given.message,
              evidence: cite(snapshot, ...given.path),
            }
          : event
            ? { at: event.first, reason: event.reason, message: event.message, evidence: c.citeEvent(event) }
            : undefined,
        failures: digNumber(o, 'status', 'failed') ?? 0,
        parallelism: digNumber(o, 'spec', 'parallelism') ?? 1,
        suspended: digFlag(o, 'spec', 'suspend') === true,
      },
    ];
  });
}

/** A CronJob with its Jobs, oldest first. */
export interface CronJobView {
  readonly ref: Ref;
  readonly entity: Entity;
  readonly snapshot: Snapshot;
  readonly schedule: string | undefined;
  readonly suspended: boolean;
  readonly lastScheduled: Stamp | undefined;
  readonly lastSuccess: Stamp | undefined;
  readonly active: number;
  readonly jobs: readonly JobView[];
}

export function cronJobs(c: Case): readonly CronJobView[] {
  return c.fact(allCronJobs);
}

function allCronJobs(c: Case): readonly CronJobView[] {
  return c.all('CronJob').flatMap((entity) => {
    const snapshot = newest(entity);
    if (!snapshot) return [];
    const o = snapshot.object;
    return [
      {
        ref: entity.ref,
        entity,
        snapshot,
        schedule: digText(o, 'spec', 'schedule'),
        suspended: digFlag(o, 'spec', 'suspend') === true,
        lastScheduled: stampOf(digText(o, 'status', 'lastScheduleTime')),
        lastSuccess: stampOf(digText(o, 'status', 'lastSuccessfulTime')),
        active: digList(o, 'status', 'active').length,
        jobs: jobs(c)
          .filter(
            (j) =>
              j.owner.kind === 'CronJob' &&
              j.owner.name === entity.ref.name &&
              j.owner.namespace === entity.ref.namespace,
          )
          .sort((a, b) => (a.started?.lo ?? 0) - (b.started?.lo ?? 0)),
      },
    ];
  });
}

/** The first run of a CronJob that is known to have succeeded at or after an instant. */
export function succeededAfter(c: Case, cron: Ref, at: Instant): Stamp | undefined {
  const ofRuns = jobs(c).flatMap((j) => (keyOf(j.owner) === keyOf(cron) ? (j.completed ?? []) : []));
  const told = c
    .eventsAbout(cron)
    .flatMap((e) =>
      e.reason === 'SawCompletedJob' && /status: Complete/.test(e.message) ? [e.first, e.last] : [],
    );
  return earliest([...ofRuns, ...told].filter((t) => t.lo >= at));
}
