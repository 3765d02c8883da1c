import {
  counted,
  DAY,
  groupBy,
  HOUR,
  inWords,
  iso,
  MINUTE,
  sortedBy,
  type Stamp,
} from '../../../base/index.js';
import { keyOf, labelOf } from '../../../model/index.js';
import { cronJobs, earliest, jobs, latest, type Case, type JobView } from '../../../world/index.js';
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
      if (isChronic(c, family, failed)) yield habit(c, failed);
      else if (failed.length > 2) yield* ofFamily(c, failed, family);
      else for (const j of failed) yield* ofJob(c, j, family);
    }
    yield* heard(c);
  },
};

/** Jobs of which the capture shows events only. More than two of one name with a number are a habit. */
function* heard(c: Case): Iterable<Finding> {
  const events = c
    .eventsOf('BackoffLimitExceeded', 'DeadlineExceeded')
    .filter((e) => e.about.kind === 'Job' && c.entity(e.about)?.object === undefined);
  const families = groupBy(events, (e) => `${e.about.namespace ?? ''}/${stem(e.about.name)}`);
  for (const list of families.values()) {
    if (new Set(list.map((e) => e.about.name)).size >= CHRONIC) continue;
    for (const e of list)
      yield {
        type: e.reason === 'DeadlineExceeded' ? 'job-deadline-exceeded' : 'job-backoff-exceeded',
        entity: e.about,
        onset: e.first,
        severity: 1,
        statement: `${labelOf(e.about)} was given up: ${e.message.replace(/\.$/, '')}.`,
        evidence: [c.citeEvent(e)],
      };
  }
}

/** The name without the number or hash at its end. */
function stem(name: string): string {
  return name.replace(/-(?:\d{6,}|[a-z0-9]{5})$/, '');
}

/** The CronJob, or the name without the number or hash at its end. */
function familyOf(j: JobView): string {
  if (j.owner.kind === 'CronJob') return keyOf(j.owner);
  return `${j.ref.namespace ?? ''}/${stem(j.ref.name)}`;
}

/** At least three failures, and no sign that a run of the family ever succeeded. */
function isChronic(c: Case, family: readonly JobView[], failed: readonly JobView[]): boolean {
  const owner = failed[0]?.owner;
  if (!owner || failed.length === 0 || family.some((j) => j.completed !== undefined)) return false;
  const cron = cronJobs(c).find((x) => keyOf(x.ref) === keyOf(owner));
  const first = Math.min(...failed.map((j) => j.started?.lo ?? Infinity));
  const before = cron?.lastSuccess;
  // of the runs that failed only the last is kept by default: the schedule tells how many came before
  const usual = cron?.schedule === undefined ? undefined : periodOf(cron.schedule);
  const missed = usual === undefined || before === undefined ? 0 : (first - before.hi) / usual;
  if (failed.length < CHRONIC && missed <= CHRONIC + 1) return false;
  const events = c
    .eventsAbout(owner)
    .some((e) => e.reason === 'SawCompletedJob' && /status: Complete/.test(e.message));
  return !events && (before === undefined || first - before.hi > DAY);
}

/** The longest usual time between two runs of a schedule; undefined where it cannot be read. */
function periodOf(schedule: string): number | undefined {
  const [minute, hour, day, , weekday] = schedule
    .replace(/^(?:CRON_)?TZ=\S+\s+/, '')
    .trim()
    .split(/\s+/);
  if (minute === undefined || hour === undefined || day === undefined || weekday === undefined)
    return undefined;
  if (day !== '*') return 31 * DAY;
  if (weekday !== '*') return 7 * DAY;
  const step = (field: string): number | undefined => {
    const m = /^\*(?:\/(\d+))?$/.exec(field);
    return m ? Number(m[1] ?? 1) : undefined;
  };
  const [hours, minutes] = [step(hour), step(minute)];
  if (hours === undefined) return DAY;
  return hours === 1 && minutes !== undefined ? minutes * MINUTE : hours * HOUR;
}

function habit(c: Case, failed: readonly JobView[]): Finding {
  const sorted = [...failed].sort((a, b) => (a.started?.lo ?? 0) - (b.started?.lo ?? 0));
  const first = sorted[0];
  const owner = first?.owner.kind === 'CronJob' ? first.owner : (first?.ref ?? { kind: 'Job', name: '' });
  const success = cronJobs(c).find((x) => keyOf(x.ref) === keyOf(owner))?.lastSuccess;
  const span = (sorted.at(-1)?.started?.lo ?? 0) - (first?.started?.lo ?? 0);
  return {
    type: 'chronic-job-failure',
    entity: owner,
    onset: first?.started ?? { ...c.asOf, grade: 'X' },
    severity: 0,
    statement:
      sorted.length < CHRONIC && success
        ? `No run of ${labelOf(owner)} has succeeded since ${iso(success.lo)}.`
        : `Runs of ${labelOf(owner)} have failed ${sorted.length} times in a row over ${inWords(span)}.`,
    evidence: sorted.flatMap((j) => j.failed?.evidence ?? []).slice(0, 4),
    episodes: sorted.flatMap((j) => j.failed?.at ?? []),
    attrs: { count: sorted.length },
    names: sorted.slice(0, 10).map((j) => j.ref),
  };
}

/** The first success after the last failure. */
function cured(failed: readonly JobView[], family: readonly JobView[]): Stamp | undefined {
  const last = latest(failed.map((j) => j.failed?.at ?? j.started));
  return earliest(
    family.map((x) => (x.completed && last && x.completed.lo >= last.lo ? x.completed : undefined)),
  );
}

function typeOf(j: JobView): string {
  return j.failed?.reason === 'DeadlineExceeded' ? 'job-deadline-exceeded' : 'job-backoff-exceeded';
}

/** Several runs of one CronJob: told once, with every run as an episode. */
function* ofFamily(c: Case, failed: readonly JobView[], family: readonly JobView[]): Iterable<Finding> {
  const sorted = sortedBy(failed, (j) => j.started?.lo ?? 0);
  const first = sorted[0];
  if (!first) return;
  const end = cured(failed, family);
  const entity = first.owner.kind === 'CronJob' ? first.owner : first.ref;
  yield {
    type: typeOf(first),
    entity,
    onset: first.failed?.at ?? first.started ?? { ...c.asOf, grade: 'X' },
    ...(end ? { end } : {}),
    severity: 1,
    statement: `${failed.length} runs of ${labelOf(entity)} were given up.`,
    evidence: sorted.flatMap((j) => j.failed?.evidence ?? []).slice(0, 4),
    episodes: sorted.flatMap((j) => j.failed?.at ?? []),
    attrs: { count: failed.length },
    names: sorted.slice(0, 10).map((j) => j.ref),
  };
}

function* ofJob(c: Case, j: JobView, family: readonly JobView[]): Iterable<Finding> {
  if (!j.failed) return;
  const type = typeOf(j);
  const end = cured([j], family);
  yield {
    type,
    entity: j.ref,
    onset: j.failed.at ?? j.started ?? { ...c.asOf, grade: 'X' },
    ...(end ? { end } : {}),
    severity: 1,
    statement:
      `${labelOf(j.ref)} was given up${type === 'job-deadline-exceeded' ? ' at its deadline' : ` after ${j.failures > 0 ? counted(j.failures, 'failure') : 'its failures'}`}${j.failed.message === undefined ? '' : `: ${j.failed.message}`}.`.replace(
        /\.\.$/,
        '.',
      ),
    evidence: [j.failed.evidence],
    attrs: { failures: j.failures },
    names: j.owner.kind === 'CronJob' ? [j.owner] : [],
  };
}
