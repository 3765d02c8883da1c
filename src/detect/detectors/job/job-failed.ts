import { inWords } from '../../../base/index.js';
import { groupBy } from '../../../base/index.js';
import { keyOf, labelOf } from '../../../model/index.js';
import { jobs, latest, type Case, type JobView } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

/** So many failures of one family in a row are a habit. */
const CHRONIC = 3;

/** Jobs that were given up. */
export const jobFailed: Detector = {
  id: 'job-failed',
  layer: 'job',
  what: 'A Job was given up: its pods failed more often than backoffLimit allows, or it ran longer than its deadline. A family of Jobs that fails at every run, and did so before, is chronic: it tells nothing about the incident at hand.',
  lookAlikes:
    'A Job whose retry succeeded is complete. Failed pods of a Job that still tries are no failed Job. Failed Jobs stay until someone deletes them and keep their alert firing.',
  sources: [
    'signatures.md 14 job-backoff-exceeded, job-deadline-exceeded, chronic-job-failure',
    'batch/v1 Job condition Failed',
  ],
  emits: [
    { id: 'job-backoff-exceeded', nature: 'symptom', title: 'Job failed too often' },
    { id: 'job-deadline-exceeded', nature: 'symptom', title: 'Job ran too long' },
    { id: 'chronic-job-failure', nature: 'weakness', title: 'Job fails at every run' },
  ],
  *detect(c) {
    for (const family of groupBy(jobs(c), (j) => familyOf(j)).values()) {
      const failed = family.filter((j) => j.failed !== undefined);
      const chronic = isChronic(family, failed);
      if (chronic) yield habit(c, failed);
      for (const j of failed) yield* ofJob(c, j, chronic, family);
    }
  },
};

/** The CronJob, or the name without the number or hash at its end. */
function familyOf(j: JobView): string {
  if (j.owner.kind === 'CronJob') return keyOf(j.owner);
  return `${j.ref.namespace ?? ''}/${j.ref.name.replace(/-(?:\d{6,}|[a-z0-9]{5})$/, '')}`;
}

/** At least three failures and no success since the first of them. */
function isChronic(family: readonly JobView[], failed: readonly JobView[]): boolean {
  if (failed.length < CHRONIC) return false;
  const first = Math.min(...failed.map((j) => j.started?.lo ?? Infinity));
  return !family.some((j) => j.completed !== undefined && j.completed.lo > first);
}

function habit(c: Case, failed: readonly JobView[]): Finding {
  const sorted = [...failed].sort((a, b) => (a.started?.lo ?? 0) - (b.started?.lo ?? 0));
  const first = sorted[0];
  const owner = first?.owner.kind === 'CronJob' ? first.owner : (first?.ref ?? { kind: 'Job', name: '' });
  const span = (sorted.at(-1)?.started?.lo ?? 0) - (first?.started?.lo ?? 0);
  return {
    type: 'chronic-job-failure',
    entity: owner,
    onset: first?.started ?? { ...c.asOf, grade: 'X' },
    severity: 0,
    statement: `Runs of ${labelOf(owner)} have failed ${sorted.length} times in a row over ${inWords(span)}.`,
    evidence: sorted.flatMap((j) => j.failed?.evidence ?? []).slice(0, 4),
    episodes: sorted.flatMap((j) => j.failed?.at ?? []),
    attrs: { count: sorted.length },
    names: sorted.slice(0, 10).map((j) => j.ref),
  };
}

function* ofJob(c: Case, j: JobView, chronic: boolean, family: readonly JobView[]): Iterable<Finding> {
  if (!j.failed) return;
  const type = j.failed.reason === 'DeadlineExceeded' ? 'job-deadline-exceeded' : 'job-backoff-exceeded';
  const later = latest(
    family.map((x) => (x.completed && x.completed.lo > (j.failed?.at?.lo ?? 0) ? x.completed : undefined)),
  );
  yield {
    type,
    entity: j.ref,
    onset: j.failed.at ?? j.started ?? { ...c.asOf, grade: 'X' },
    ...(later ? { end: later } : {}),
    severity: chronic || later ? 0 : 1,
    statement:
      `${labelOf(j.ref)} was given up${type === 'job-deadline-exceeded' ? ' at its deadline' : ` after ${j.failures || 'its'} failures`}${j.failed.message === undefined ? '' : `: ${j.failed.message}`}.`.replace(
        /\.\.$/,
        '.',
      ),
    evidence: [j.failed.evidence],
    attrs: { failures: j.failures, chronic: chronic ? 1 : 0 },
    names: j.owner.kind === 'CronJob' ? [j.owner] : [],
  };
}
