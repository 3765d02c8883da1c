import { digObject, sortedBy, SECOND, shift, type Interval, type Stamp } from '../../base/index.js';
import { keyOf, type EntityKey, type EventRecord, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import type { Entity } from '../entity.js';
import { podSnapshots, type PodView } from '../facts/pods.js';
import { levelsOf, type Mark, type Track } from './level.js';

/**
 * Whether each pod was ready, over time: 1 ready, 0 not. Put together from what leaves a trace: the Ready
 * condition and its transition time in every snapshot, starts and ends of containers, events of the
 * kubelet, creation and deletion. A started container with a readiness probe may be ready at any time
 * from then on until something tells.
 */
export function podReadiness(c: Case): ReadonlyMap<EntityKey, Track> {
  return c.fact(allReadiness);
}

/** A container without a readiness probe counts as ready in the status update after its start. */
const STATUS_UPDATE = 3 * SECOND;

function allReadiness(c: Case): ReadonlyMap<EntityKey, Track> {
  const views = new Map<EntityKey, PodView[]>();
  for (const view of podSnapshots(c)) {
    const list = views.get(view.entity.key);
    if (list) list.push(view);
    else views.set(view.entity.key, [view]);
  }
  const removed = removals(c);
  const out = new Map<EntityKey, Track>();
  for (const pod of c.all('Pod')) {
    const seen = views.get(pod.key) ?? [];
    const marks = [
      ...seen.flatMap(fromSnapshot),
      ...fromEvents(c.eventsAbout(pod.ref), startMark(seen.at(-1))),
      ...fromLife(pod, removed.get(pod.key)),
    ];
    if (marks.length > 0) out.set(pod.key, { entity: pod.ref, levels: levelsOf(marks, { lo: 0, hi: 1 }) });
  }
  return out;
}

function fromSnapshot(pod: PodView): Mark[] {
  const marks: Mark[] = [];
  const ready = pod.conditions.find((x) => x.type === 'Ready');
  if (ready) {
    const value = ready.status === 'True' ? 1 : 0;
    if (ready.since) marks.push({ kind: 'became', at: ready.since, value });
    marks.push({ kind: 'is', at: pod.snapshot.at, value });
  }
  for (const x of pod.containers) {
    if (x.init) continue;
    for (const end of [x.last, x.terminated]) {
      if (end?.finished) marks.push({ kind: 'set', at: end.finished, value: 0 });
    }
    if (x.runningSince && ready?.status !== 'True') marks.push(startMark(pod)(x.runningSince));
  }
  return marks;
}

/** What a container's start says of readiness: ready soon when nothing else is asked, else nothing. */
function startMark(pod: PodView | undefined): (at: Interval) => Mark {
  const containers = (pod?.containers ?? []).filter((x) => !x.init);
  const spec = containers.length === 1 ? containers[0]?.spec : undefined;
  const unprobed = spec !== undefined && digObject(spec, 'readinessProbe') === undefined;
  return (at) =>
    unprobed
      ? { kind: 'set', at: { lo: at.lo, hi: at.hi + STATUS_UPDATE }, value: 1 }
      : { kind: 'unsure', at, value: 0 };
}

function fromEvents(events: readonly EventRecord[], started: (at: Interval) => Mark): Mark[] {
  return events.flatMap((e): Mark[] => {
    const init = e.fieldPath?.includes('initContainers') === true;
    switch (e.reason) {
      case 'Scheduled':
        return [{ kind: 'set', at: e.first, value: 0 }];
      case 'Started':
        return init ? [] : each(e).map(started);
      case 'Unhealthy':
        return /readiness/i.test(e.message) ? [{ kind: 'unsure', at: e.first, value: 0 }] : [];
      case 'Killing':
        // "Stopping container": the pod is being deleted and has left its endpoints a moment before
        return /^Stopping container/.test(e.message)
          ? [{ kind: 'set', at: { lo: e.first.lo - SECOND, hi: e.first.hi }, value: 0 }]
          : each(e).map((at): Mark => ({ kind: 'unsure', at, value: 0 }));
      case 'Evicted':
      case 'Preempted':
        return [{ kind: 'set', at: shift(e.first, SECOND), value: 0 }];
      default:
        return [];
    }
  });
}

/** First and last of a repeated event: those in between carry no stamp. */
function each(e: EventRecord): Stamp[] {
  return e.last.lo > e.first.lo ? [e.first, e.last] : [e.first];
}

function fromLife(pod: Entity, removed: Interval | undefined): Mark[] {
  const marks: Mark[] = [];
  if (pod.created) marks.push({ kind: 'set', at: { lo: pod.created.lo, hi: pod.created.lo }, value: 0 });
  const gone = removed ?? (pod.deleted?.grade === 'X' ? undefined : pod.deleted);
  if (gone) marks.push({ kind: 'set', at: gone, value: 0 });
  return marks;
}

/** Pods that a controller says it deleted, and when. */
function removals(c: Case): ReadonlyMap<EntityKey, Interval> {
  const out = new Map<EntityKey, Interval>();
  for (const e of sortedBy(c.eventsOf('SuccessfulDelete'), (x) => x.first.lo)) {
    const name = /^Deleted pod: ([a-z0-9.-]+)/.exec(e.message)?.[1];
    if (name === undefined || e.about.namespace === undefined) continue;
    const pod: Ref = { kind: 'Pod', namespace: e.about.namespace, name };
    out.set(keyOf(pod), e.first);
  }
  return out;
}
