import { groupBy, MINUTE } from '../../../base/index.js';
import { keyOf, labelOf, type EventRecord } from '../../../model/index.js';
import { cite, earliest, jobs, latest, podsOf, type Case, type JobView } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

/** From here on a Job counts as a flood, by its pods in a short time. */
const MANY = 50;

/** Jobs that fill the cluster with pods, or make the same pods again and again. */
export const jobPodsFlood: Detector = {
  id: 'job-pods-flood',
  layer: 'job',
  what: 'A Job creates dozens or hundreds of pods within minutes (job-fanout) and takes what the nodes have left. When its pods are deleted or cannot run, the controller makes new ones at once, again and again (job-recreate-loop): deleting pods does not stop it, suspending the Job does.',
  lookAlikes:
    'Parallel Jobs on a cluster with room do no harm: this is load, and a cause only together with full nodes.',
  sources: [
    'signatures.md 14 job-fanout, job-recreate-loop',
    'batch/v1 Job spec.parallelism; Event SuccessfulCreate',
  ],
  emits: [
    { id: 'job-fanout', nature: 'load', title: 'Job with many pods' },
    { id: 'job-recreate-loop', nature: 'symptom', title: 'Job makes its pods again and again' },
  ],
  *detect(c) {
    for (const j of jobs(c)) {
      if (j.parallelism < MANY || j.suspended) continue;
      yield fanout(c, j);
    }
    const created = c.eventsOf('SuccessfulCreate').filter((e) => e.about.kind === 'Job');
    for (const list of groupBy(created, (e) => keyOf(e.about)).values()) yield* recreated(c, list);
  },
};

function fanout(c: Case, j: JobView): Finding {
  const pods = podsOf(c, j.ref).length;
  return {
    type: 'job-fanout',
    entity: j.ref,
    onset: j.started ?? { ...c.asOf, grade: 'X' },
    ...(j.completed ? { end: j.completed } : {}),
    severity: 1,
    statement: `${labelOf(j.ref)} runs ${j.parallelism} pods at a time${pods > 0 ? ` (${pods} seen)` : ''}.`,
    evidence: [cite(j.snapshot, 'spec', 'parallelism')],
    attrs: { parallelism: j.parallelism, pods },
  };
}

function* recreated(c: Case, list: readonly EventRecord[]): Iterable<Finding> {
  const first = list[0];
  const job = first && jobs(c).find((j) => keyOf(j.ref) === keyOf(first.about));
  if (!first || !job || list.length < 10) return;
  const deleted = c.requests.filter(
    (r) => r.verb === 'delete' && r.about.kind === 'Pod' && r.about.name.startsWith(`${job.ref.name}-`),
  );
  const wanted = job.parallelism;
  const made = list.reduce((n, e) => n + e.count, 0);
  const onset = earliest(list.slice(wanted).map((e) => e.first));
  const end = latest(list.map((e) => e.last));
  if (made < wanted * 1.5 || !onset || !end || (deleted.length === 0 && end.lo - onset.lo < MINUTE)) return;
  yield {
    type: 'job-recreate-loop',
    entity: job.ref,
    onset,
    end,
    severity: 1,
    statement: `${labelOf(job.ref)} made ${made} pods for ${wanted} that it runs at a time: what is deleted or fails is made again.`,
    evidence: list.slice(-3).map((e) => c.citeEvent(e)),
    attrs: { made, parallelism: wanted, deleted: deleted.length },
  };
}
