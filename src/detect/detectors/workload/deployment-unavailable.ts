import { DAY, MINUTE, type Stamp } from '../../../base/index.js';
import { keyOf, labelOf, type Evidence } from '../../../model/index.js';
import {
  cite,
  conditionSince,
  podSnapshots,
  podsOf,
  shortages,
  workloads,
  type Case,
  type Shortage,
  type WorkloadView,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

/** A workload has fewer serving replicas than it should. */
export const deploymentUnavailable: Detector = {
  id: 'deployment-unavailable',
  layer: 'workload',
  what: 'A Deployment, StatefulSet or DaemonSet has fewer available replicas than it declares. With none left whatever it serves is down.',
  lookAlikes:
    'A rollout in progress and a start-up in its first minute are short for a moment. Replicas set to zero are not short. A DaemonSet counts the nodes that it should cover.',
  sources: [
    'signatures.md 11 deployment-unavailable',
    'apps/v1 status.availableReplicas, condition Available',
  ],
  emits: [{ id: 'deployment-unavailable', nature: 'impact', title: 'Replicas missing' }],
  *detect(c) {
    for (const w of workloads(c)) {
      const spells = shortages(c).get(w.entity.key) ?? [];
      for (const s of spells) if (!isStarting(c, w, s) && !grew(s)) yield told(c, w, s);
      if (!spells.some((s) => s.end === undefined)) yield* now(c, w);
    }
  },
};

function told(c: Case, w: WorkloadView, s: Shortage): Finding {
  const stated = w.conditions.find((x) => x.type === 'Available' && x.status === 'False');
  const open = s.end === undefined;
  const began = open ? turnedSince(s, stated?.since) : undefined;
  return {
    type: 'deployment-unavailable',
    entity: w.ref,
    onset: began ?? (open ? narrowed(s, stated?.since) : s.onset),
    ...(s.end ? { end: s.end } : {}),
    severity: isPast(c, s) || isGrowing(c, w, s) || isReplaced(w, s) ? 1 : s.ready === 0 ? 3 : 2,
    statement: `${labelOf(w.ref)} ${open ? 'has' : 'had'} ${s.ready} of ${s.desired} replicas ready${s.fromStart && !began ? ' since it was created' : ''}.`,
    evidence: [
      ...shownBy(c, w, s),
      ...(open && stated ? [cite(w.snapshot, ...stated.path)] : []),
      cite(w.snapshot, 'status'),
    ].slice(0, 4),
    attrs: { desired: s.desired, available: s.ready },
    names: w.pods
      .filter((p) => p.ready === false)
      .slice(0, 20)
      .map((p) => p.ref),
  };
}

/** Some serve, and for another the autoscaler was adding a node: that is how a workload grows. */
function isGrowing(c: Case, w: WorkloadView, s: Shortage): boolean {
  if (s.end === undefined || s.ready === 0) return false;
  const { lo } = s.onset;
  const until = s.end.hi;
  return podsOf(c, w.ref).some((p) =>
    c.eventsAbout(p).some((e) => e.reason === 'TriggeredScaleUp' && e.first.hi >= lo && e.first.lo <= until),
  );
}

/** A pod that takes the place of another is pulled, started and ready within this; probes wait for a minute or two. */
const REPLACED = 5 * MINUTE;

/** At least half went on serving while a pod was replaced by one that came up at its first start. */
function isReplaced(w: WorkloadView, s: Shortage): boolean {
  if (s.end === undefined || s.ready * 2 < s.desired || s.end.hi - s.onset.hi > REPLACED) return false;
  const { hi } = s.end;
  const born = w.pods.filter((p) => {
    const at = p.entity.created;
    return at !== undefined && at.lo >= s.onset.lo - MINUTE && at.lo <= hi;
  });
  return (
    born.length > 0 && w.pods.every((p) => p.ready === true && p.containers.every((x) => x.restarts === 0))
  );
}

/** What ended a day before anything that the capture was taken for is what objects happen to remember. */
function isPast(c: Case, s: Shortage): boolean {
  const spoken = Math.min(c.events[0]?.first.lo ?? Infinity, c.messages[0]?.at.lo ?? Infinity, c.asOf.lo);
  return s.end !== undefined && s.end.hi < spoken && c.asOf.lo - s.end.hi > DAY;
}

/** Short from its creation on by the pods that are left, and yet once available by the controller's word. */
function turnedSince(s: Shortage, stated: Stamp | undefined): Stamp | undefined {
  return s.fromStart && stated && stated.lo > s.onset.hi + MINUTE ? stated : undefined;
}

/** The controller's own stamp, where it falls into what the pods leave open. */
function narrowed(s: Shortage, stated: Stamp | undefined): Stamp {
  const within = stated !== undefined && stated.lo >= s.onset.lo && stated.lo <= s.onset.hi;
  return within && s.onset.hi - s.onset.lo > MINUTE ? stated : s.onset;
}

/** Ready conditions of the pods that turned in that time. */
function shownBy(c: Case, w: WorkloadView, s: Shortage): Evidence[] {
  const until = s.end?.hi ?? c.asOf.hi;
  const own = new Set(podsOf(c, w.ref).map(keyOf));
  return podSnapshots(c)
    .filter((p) => own.has(p.entity.key))
    .flatMap((p) =>
      p.conditions.flatMap((x) =>
        x.type === 'Ready' && x.since && x.since.hi >= s.onset.lo && x.since.lo <= until
          ? [cite(p.snapshot, ...x.path)]
          : [],
      ),
    )
    .slice(0, 2);
}

/** A new workload is not whole before its images are pulled and its pods are ready; progressDeadline is 10 min. */
const STARTS = 3 * MINUTE;

/** More were wanted, none was lost, and they came as soon as pods start. */
function grew(s: Shortage): boolean {
  return s.grows && s.ready > 0 && s.end !== undefined && s.end.hi - s.onset.lo <= STARTS;
}

function isStarting(c: Case, w: WorkloadView, s: Shortage): boolean {
  const born = w.entity.created;
  return (
    s.end === undefined &&
    born !== undefined &&
    c.asOf.lo - born.hi < STARTS &&
    !w.pods.some((p) => hurt(c, p))
  );
}

/** Short by the newest reading, where nothing tells of the time before. */
function* now(c: Case, w: WorkloadView): Iterable<Finding> {
  if (w.desired === undefined || w.available === undefined || w.available >= w.desired) return;
  const onset = since(c, w);
  const young = c.asOf.hi - onset.lo < STARTS && !w.pods.some((p) => hurt(c, p));
  if (young) return;
  yield {
    type: 'deployment-unavailable',
    entity: w.ref,
    onset,
    severity: w.available === 0 ? 3 : 2,
    statement: `${labelOf(w.ref)} has ${w.available} of ${w.desired} replicas available.`,
    evidence: [
      cite(w.snapshot, 'status'),
      ...w.conditions.flatMap((x) =>
        x.type === 'Available' && x.status === 'False' ? [cite(w.snapshot, ...x.path)] : [],
      ),
    ],
    attrs: { desired: w.desired, available: w.available },
    names: w.pods
      .filter((p) => p.ready === false)
      .slice(0, 20)
      .map((p) => p.ref),
  };
}

/** A pod that is more than just starting. */
function hurt(c: Case, p: WorkloadView['pods'][number]): boolean {
  if (p.conditions.some((x) => x.type === 'PodScheduled' && x.status === 'False')) return true;
  if (c.eventsAbout(p.ref).some((e) => e.type === 'Warning')) return true;
  return p.containers.some(
    (x) =>
      x.restarts > 0 ||
      x.terminated !== undefined ||
      (x.waiting !== undefined && !/Creating|Initializing/.test(x.waiting.reason)),
  );
}

/**
 * When it became so: the condition's transition; else the last pod that turned unready; else the newest
 * change of scale or template that the events tell of.
 */
function since(c: Case, w: WorkloadView): Stamp {
  const stated = conditionSince(w, 'Available', 'False');
  if (stated) return stated;
  const turned = w.pods.flatMap((p) => {
    if (p.ready === true) return [];
    const ready = p.ready === false ? p.conditions.filter((x) => x.type === 'Ready') : [];
    // a pod without a node has no word of readiness yet
    const unplaced = p.conditions.filter((x) => x.type === 'PodScheduled' && x.status === 'False');
    return (ready.length > 0 ? ready : unplaced).flatMap((x) => x.since ?? []);
  });
  const first = turned.reduce<Stamp | undefined>((a, s) => (!a || s.lo < a.lo ? s : a), undefined);
  if (first) return first;
  const scaled = c
    .eventsAbout(w.ref)
    .filter((e) => e.reason === 'ScalingReplicaSet')
    .at(-1);
  const lo = scaled?.first.lo ?? w.entity.created?.lo;
  return lo === undefined ? { ...c.asOf, grade: 'X' } : { lo, hi: c.asOf.hi, grade: 'B' };
}
