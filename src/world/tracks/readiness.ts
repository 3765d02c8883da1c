import {
  dig,
  digNumber,
  digObject,
  MINUTE,
  sortedBy,
  SECOND,
  shift,
  stampOf,
  type Instant,
  type Interval,
  type Stamp,
} from '../../base/index.js';
import { keyOf, type EntityKey, type EventRecord, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import type { Entity } from '../entity.js';
import { conditionsOf, podSnapshots, workloadOf, type PodView } from '../facts/pods.js';
import { loopBegan } from '../facts/restarts.js';
import { containersOf, templateFor } from '../facts/templates.js';
import { levelsOf, type Mark, type Part, type Track } from './level.js';
import { nodeReadiness } from './nodes.js';

/**
 * Whether each pod was ready, over time: 1 ready, 0 not. Put together from what leaves a trace: the Ready
 * condition and its transition time in every snapshot, starts and ends of containers, events of the
 * kubelet, creation and deletion.
 */
export function podReadiness(c: Case): ReadonlyMap<EntityKey, Part> {
  return c.fact(allReadiness);
}

/** A container without a readiness probe counts as ready in the status update after its start. */
const STATUS_UPDATE = 3 * SECOND;

function allReadiness(c: Case): ReadonlyMap<EntityKey, Part> {
  const views = new Map<EntityKey, PodView[]>();
  for (const view of podSnapshots(c)) {
    const list = views.get(view.entity.key);
    if (list) list.push(view);
    else views.set(view.entity.key, [view]);
  }
  const removed = removals(c);
  const silences = new Map(nodeReadiness(c).map((t) => [t.entity.name, lostWith(t)]));
  const out = new Map<EntityKey, Part>();
  for (const pod of c.all('Pod')) {
    const seen = views.get(pod.key) ?? [];
    const events = c.eventsAbout(pod.ref);
    const started = startMark(onlyContainer(c, pod, seen.at(-1)), events);
    const held = seen.flatMap(heldIn);
    const told = fromEvents(events, started);
    const shown = [
      ...seen.flatMap((view) => fromSnapshot(view, started)),
      ...told,
      ...(seen.length === 0 ? fromRows(pod, told.length === 0) : []),
      ...loops(c, seen.at(-1)),
    ];
    const kept = seen.flatMap(keptIn);
    const marks = [...shown, ...fromLife(pod, removed.get(pod.key), shown)].filter((m) =>
      m.value === 0 ? m.kind !== 'waning' || !liesIn(kept, m.at) : !liesIn(held, m.at),
    );
    if (marks.length === 0) continue;
    const born = marks.reduce((t, m) => Math.min(t, m.at.lo), Infinity);
    const lost = silences.get(seen.at(-1)?.node ?? '') ?? [];
    marks.push(...lost.filter((m) => m.at.lo > born));
    const before = bornWithin(pod, events) ? { lo: 0, hi: 0 } : { lo: 0, hi: 1 };
    out.set(pod.key, { entity: pod.ref, before, levels: levelsOf(marks, { lo: 0, hi: 1 }) });
  }
  return out;
}

/** Not ready from its last transition to the snapshot: whatever started in between did not become ready. */
function heldIn(pod: PodView): Interval[] {
  const since = pod.conditions.find((x) => x.type === 'Ready' && x.status !== 'True')?.since;
  return since ? [{ lo: since.hi, hi: pod.snapshot.at.lo }] : [];
}

/** Ready from its last transition to the snapshot: probes that failed in between were too few to take it away. */
function keptIn(pod: PodView): Interval[] {
  const since = pod.conditions.find((x) => x.type === 'Ready' && x.status === 'True')?.since;
  return since ? [{ lo: since.hi, hi: pod.snapshot.at.lo }] : [];
}

function liesIn(spans: readonly Interval[], at: Interval): boolean {
  return spans.some((h) => at.lo > h.lo && at.hi < h.hi);
}

function fromSnapshot(pod: PodView, started: (at: Interval) => Mark): Mark[] {
  const marks: Mark[] = [];
  const ready = pod.conditions.find((x) => x.type === 'Ready');
  if (ready) {
    const value = ready.status === 'True' ? 1 : 0;
    if (ready.since)
      marks.push({
        kind: value === 1 || ranBefore(pod, ready.since) ? 'became' : 'set',
        at: ready.since,
        value,
      });
    marks.push({ kind: 'is', at: pod.snapshot.at, value });
    // ready again after a restart: it may have been so before, from its first run on
    const { created } = pod.entity;
    const again = pod.containers.some((x) => !x.init && x.restarts > 0);
    if (value === 1 && again && created)
      marks.push({ kind: 'unsure', at: { lo: created.hi, hi: created.hi }, value: 0 });
  }
  if (!ready && pod.phase === 'Failed') marks.push(...ended(pod));
  for (const x of pod.containers) {
    if (x.init) continue;
    for (const end of [x.last, x.terminated]) {
      if (end?.finished) marks.push({ kind: 'set', at: end.finished, value: 0 });
    }
    if (x.runningSince && ready?.status !== 'True') marks.push(started(x.runningSince));
  }
  return marks;
}

/**
 * A pod that ended (evicted, refused, cut off) may keep no Ready condition: it may have been ready until
 * then. The condition DisruptionTarget tells when the kubelet ended it.
 */
function ended(pod: PodView): Mark[] {
  const { created } = pod.entity;
  const target = pod.conditions.find((x) => x.type === 'DisruptionTarget' && x.status === 'True');
  return [
    ...(created ? [{ kind: 'unsure' as const, at: { lo: created.hi, hi: created.hi }, value: 0 }] : []),
    ...(target?.since ? [{ kind: 'set' as const, at: target.since, value: 0 }] : []),
    { kind: 'is', at: pod.snapshot.at, value: 0 },
  ];
}

/** Where only rows of a table show a pod: READY at the time of the table, and of the time before what events tell. */
function fromRows(pod: Entity, alone: boolean): Mark[] {
  return pod.snapshots.flatMap((s): Mark[] => {
    const ready = s.shape === 'row' ? conditionsOf(s.object).find((x) => x.type === 'Ready') : undefined;
    if (!ready) return [];
    const is: Mark = { kind: 'is', at: s.at, value: ready.status === 'True' ? 1 : 0 };
    return alone && pod.created
      ? [{ kind: 'unsure', at: { lo: pod.created.lo, hi: pod.created.lo }, value: 0 }, is]
      : [is];
  });
}

/** A container that has run for so long without an end is taken to have been ready. */
const LONG_RUN = 15 * MINUTE;

/**
 * A container that ends again and again may have taken the pod's readiness away at its first end; where it
 * had run for long before, it was ready until then.
 */
function loops(c: Case, pod: PodView | undefined): Mark[] {
  return (pod?.containers ?? []).flatMap((x): Mark[] => {
    const began = x.init || !pod ? undefined : loopBegan(c, pod.ref, x.name);
    if (!began || !pod) return [];
    const lost: Mark = { kind: 'waning', at: { lo: began.lo, hi: began.lo }, value: 0 };
    const born = pod.entity.created?.hi;
    if (born === undefined || pod.containers.length !== 1 || began.lo - born < LONG_RUN) return [lost];
    const before = began.lo - SECOND;
    return [
      { kind: 'unsure', at: { lo: born, hi: born }, value: 0 },
      { kind: 'set', at: { lo: before, hi: before }, value: 1 },
      lost,
    ];
  });
}

/** When a node stops being Ready the node controller may take the readiness of its pods away. */
function lostWith(node: Track): Mark[] {
  return node.levels
    .filter((l, i) => l.hi === 0 && i > 0)
    .map((l) => ({ kind: 'waning', at: { lo: l.from, hi: l.from }, value: 0 }));
}

/** Not ready since before any container ran is no change: the condition was only written down then. */
function ranBefore(pod: PodView, at: Stamp): boolean {
  const began = stampOf(dig(pod.snapshot.object, 'status', 'startTime'));
  if (began && at.lo <= began.hi) return false;
  return pod.containers.some((x) => {
    const starts = [x.runningSince, x.last?.started, x.terminated?.started];
    return !x.init && (x.restarts > 1 || starts.some((s) => s !== undefined && s.lo < at.lo));
  });
}

/** True when the beginning of the pod is known, so that it was not ready before. */
function bornWithin(pod: Entity, events: readonly EventRecord[]): boolean {
  return (
    pod.created !== undefined ||
    events.some((e) => e.reason === 'Scheduled' || e.reason === 'FailedScheduling')
  );
}

/**
 * What a container's start says of readiness. Without a probe it is ready in the next status update; with
 * one, after the first probe that can succeed. While the kubelet goes on complaining of failed probes it
 * is not; its silence within a period of the last complaint says that a probe succeeded.
 */
function startMark(spec: unknown, events: readonly EventRecord[]): (at: Interval) => Mark {
  const probe = digObject(spec, 'readinessProbe');
  const period = (digNumber(probe, 'periodSeconds') ?? 10) * SECOND;
  const failures = events.filter((e) => e.reason === 'Unhealthy' && /readiness/i.test(e.message));
  return (at) => {
    if (spec === undefined) return { kind: 'unsure', at, value: 0 };
    const first = at.hi + firstProbe(probe);
    const last = lastComplaint(failures, at.lo, first + STATUS_UPDATE, 2 * period + STATUS_UPDATE);
    if (last === undefined) return { kind: 'set', at: { lo: at.lo, hi: first + STATUS_UPDATE }, value: 1 };
    return { kind: 'set', at: { lo: last, hi: last + period + STATUS_UPDATE }, value: 1 };
  };
}

/** The last failure of an unbroken row of them that begins with the start. */
function lastComplaint(
  failures: readonly EventRecord[],
  from: Instant,
  until: Instant,
  gap: number,
): Instant | undefined {
  let last: Instant | undefined;
  for (const e of sortedBy(
    failures,
    (x) => x.first.lo,
    (x) => x.last.lo,
  )) {
    if (e.last.lo < from || e.first.lo > (last === undefined ? until : last + gap)) continue;
    const spacing = e.count > 1 ? (e.last.lo - e.first.lo) / (e.count - 1) : 0;
    const reached = spacing <= gap ? e.last.hi : e.first.hi;
    last = Math.max(last ?? reached, reached);
  }
  return last;
}

/** The declared container of a pod that has one; of its workload's template where no snapshot shows the pod. */
function onlyContainer(c: Case, pod: Entity, view: PodView | undefined): unknown {
  const own = view?.containers.filter((x) => !x.init).map((x) => x.spec);
  const declared = own ?? templateContainers(c, pod);
  return declared.length === 1 ? declared[0] : undefined;
}

function templateContainers(c: Case, pod: Entity): readonly unknown[] {
  const template = templateFor(c, workloadOf(c, pod.ref));
  return template ? containersOf(template).flatMap((x) => (x.init ? [] : [x.spec])) : [];
}

/** Longest time from a start to the first success of a probe (kubelet defaults where nothing is set). */
function firstProbe(probe: unknown): number {
  if (probe === undefined) return 0;
  const delay = digNumber(probe, 'initialDelaySeconds') ?? 0;
  const period = digNumber(probe, 'periodSeconds') ?? 10;
  const needed = digNumber(probe, 'successThreshold') ?? 1;
  return (delay + period * needed + (digNumber(probe, 'timeoutSeconds') ?? 1)) * SECOND;
}

function fromEvents(events: readonly EventRecord[], started: (at: Interval) => Mark): Mark[] {
  const unseen = ranUnseen(events);
  return events.flatMap((e): Mark[] => {
    const init = e.fieldPath?.includes('initContainers') === true;
    switch (e.reason) {
      case 'Scheduled':
      case 'FailedScheduling':
        return [{ kind: unseen ? 'unsure' : 'set', at: e.first, value: 0 }];
      case 'Started':
        return init ? [] : each(e).map(started);
      case 'Unhealthy':
        return /readiness/i.test(e.message) ? [{ kind: 'waning', at: e.first, value: 0 }] : [];
      case 'Killing':
        // "Stopping container": the pod is being deleted and has left its endpoints a moment before
        return /^Stopping container/.test(e.message)
          ? [{ kind: 'set', at: { lo: e.first.lo - SECOND, hi: e.first.hi }, value: 0 }]
          : each(e).map((at): Mark => ({ kind: 'waning', at, value: 0 }));
      case 'NodeNotReady':
        return [{ kind: 'set', at: e.first, value: 0 }];
      case 'Evicted':
      case 'Preempted':
        return [{ kind: 'set', at: shift(e.first, SECOND), value: 0 }];
      default:
        return [];
    }
  });
}

/** A container that the kubelet stopped has run: where no event tells of its start, it may have been ready since. */
function ranUnseen(events: readonly EventRecord[]): boolean {
  return (
    events.some((e) => e.reason === 'Killing' && /^Stopping container/.test(e.message)) &&
    !events.some((e) => e.reason === 'Started' && e.fieldPath?.includes('initContainers') !== true)
  );
}

/** First and last of a repeated event: those in between carry no stamp. */
function each(e: EventRecord): Stamp[] {
  return e.last.lo > e.first.lo ? [e.first, e.last] : [e.first];
}

/** Its beginning and its end; it was not gone while anything shows it alive. */
function fromLife(pod: Entity, removed: Interval | undefined, shown: readonly Mark[]): Mark[] {
  const marks: Mark[] = [];
  if (pod.created) marks.push({ kind: 'set', at: { lo: pod.created.lo, hi: pod.created.lo }, value: 0 });
  const gone = removed ?? (pod.deleted?.grade === 'X' ? undefined : pod.deleted);
  if (!gone) return marks;
  const alive = shown.reduce((t, m) => (m.at.hi <= gone.hi ? Math.max(t, m.at.hi) : t), gone.lo);
  marks.push({ kind: 'set', at: { lo: alive, hi: gone.hi }, value: 0 });
  return marks;
}

/** Pods that a controller says it deleted, or that somebody deleted through the API, and when. */
function removals(c: Case): ReadonlyMap<EntityKey, Interval> {
  const out = new Map<EntityKey, Interval>();
  for (const e of sortedBy(c.eventsOf('SuccessfulDelete'), (x) => x.first.lo)) {
    const name = /^Deleted pod: ([a-z0-9.-]+)/.exec(e.message)?.[1];
    if (name === undefined || e.about.namespace === undefined) continue;
    const pod: Ref = { kind: 'Pod', namespace: e.about.namespace, name };
    out.set(keyOf(pod), e.first);
  }
  for (const x of c.changes)
    if (x.verb === 'delete' && x.entity.kind === 'Pod') out.set(keyOf(x.entity), x.at);
  return out;
}
