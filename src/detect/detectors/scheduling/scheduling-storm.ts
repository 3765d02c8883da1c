import { counted, groupBy, listed, sortedBy } from '../../../base/index.js';
import { keyOf, labelOf, ref } from '../../../model/index.js';
import { earliest, latest, unscheduled, type Unscheduled } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** From here on waiting pods load the scheduler, the API server and etcd by themselves. */
const MANY = 100;

/** Hundreds of pods that cannot be placed at once. */
export const schedulingStorm: Detector = {
  id: 'scheduling-storm',
  layer: 'scheduling',
  what: 'Hundreds of pods wait at the same time. Each is tried again and again, every try writes an event and a status, and every change of a node wakes them all: the queue becomes a load of its own for scheduler, API server and etcd.',
  lookAlikes: 'A few waiting pods with high event counts are an ordinary shortage.',
  sources: ['signatures.md 9 scheduling-storm', 'kubernetes pkg/scheduler/backend/queue'],
  emits: [{ id: 'scheduling-storm', nature: 'symptom', title: 'Hundreds of pods wait for nodes' }],
  *detect(c) {
    const waits = atOnce(unscheduled(c));
    const onset = earliest(waits.map((w) => w.since));
    if (waits.length < MANY || !onset) return;
    const groups = groupBy(waits, (w) => keyOf(w.workload));
    const owners = sortedBy(
      groups,
      ([, own]) => -own.length,
      ([key]) => key,
    ).flatMap(([, own]) => own[0]?.workload ?? []);
    const open = waits.some((w) => w.end === undefined);
    const end = latest(waits.map((w) => w.end));
    yield {
      type: 'scheduling-storm',
      entity: ref('Cluster', undefined, 'cluster'),
      onset,
      ...(open || !end ? {} : { end }),
      severity: 2,
      statement: `${counted(waits.length, 'pod')} waited for a node at the same time, most of ${listed(owners.slice(0, 3).map(labelOf))}.`,
      evidence: waits.slice(0, 4).flatMap((w) => w.evidence.slice(0, 1)),
      attrs: { pods: waits.length },
      names: owners.slice(0, 10),
    };
  },
};

/** Those that waited at the moment when most did. */
function atOnce(waits: readonly Unscheduled[]): readonly Unscheduled[] {
  const steps = sortedBy(
    waits.flatMap((w) => [{ at: w.since.lo, by: 1 }, ...(w.end ? [{ at: w.end.hi, by: -1 }] : [])]),
    (s) => s.at,
    (s) => -s.by,
  );
  let now = 0;
  let most = { n: 0, at: 0 };
  for (const s of steps) {
    now += s.by;
    if (now > most.n) most = { n: now, at: s.at };
  }
  return waits.filter((w) => w.since.lo <= most.at && (w.end?.hi ?? Infinity) >= most.at);
}
