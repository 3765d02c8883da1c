import { groupBy, SECOND, sortedBy, type Instant, type Interval } from '../../base/index.js';
import { keyOf, type EntityKey, type EventRecord, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { podSnapshots, type PodView } from '../facts/pods.js';

/** A stretch in which a container of a pod was seen waiting, and why. */
export interface WaitingSpan extends Interval {
  readonly pod: Ref;
  /** Waiting reason as the kubelet writes it: CrashLoopBackOff, ImagePullBackOff, ContainerCreating ... */
  readonly reason: string;
}

/**
 * When containers were waiting and why: snapshots show it at their time (since the last run ended, where
 * that is known), events of the kubelet from their first to their last stamp.
 */
export function waitingSpans(c: Case): readonly WaitingSpan[] {
  return c.fact(allWaiting);
}

function allWaiting(c: Case): readonly WaitingSpan[] {
  const seen = podSnapshots(c).flatMap(fromSnapshot);
  const told = c.eventsOf('BackOff', 'Failed', 'FailedCreatePodSandBox', 'FailedMount').flatMap(fromEvent);
  const spans = groupBy([...seen, ...told], (s) => `${keyOf(s.pod)} ${s.reason}`);
  return [...spans.values()].flatMap(joined);
}

function fromSnapshot(pod: PodView): WaitingSpan[] {
  return pod.containers.flatMap((x): WaitingSpan[] => {
    if (!x.waiting) return [];
    // an init container that ran before says nothing of when it began to wait again
    const since = (x.init ? undefined : x.last?.finished?.lo) ?? pod.snapshot.at.lo;
    return [
      {
        pod: pod.ref,
        reason: x.waiting.reason,
        lo: Math.min(since, pod.snapshot.at.lo),
        hi: pod.snapshot.at.hi,
      },
    ];
  });
}

function fromEvent(e: EventRecord): WaitingSpan[] {
  const reason = waitingReason(e);
  if (reason === undefined || e.about.kind !== 'Pod') return [];
  return [{ pod: e.about, reason, lo: e.first.lo, hi: e.last.hi }];
}

function waitingReason(e: EventRecord): string | undefined {
  if (e.reason === 'BackOff')
    return /pulling image/.test(e.message) ? 'ImagePullBackOff' : 'CrashLoopBackOff';
  if (e.reason === 'Failed') return /^Error: ([A-Z]\w+)$/.exec(e.message)?.[1];
  return 'ContainerCreating';
}

/** Spans of one pod and reason that touch or overlap, as one. */
function joined(spans: readonly WaitingSpan[]): WaitingSpan[] {
  const out: WaitingSpan[] = [];
  for (const s of sortedBy(
    spans,
    (x) => x.lo,
    (x) => x.hi,
  )) {
    const last = out.at(-1);
    if (last && s.lo <= last.hi + SECOND) out[out.length - 1] = { ...last, hi: Math.max(last.hi, s.hi) };
    else out.push(s);
  }
  return out;
}

/** Starts of containers of one pod, as far as stamped: events, status of every snapshot. */
export interface Restarts {
  readonly pod: Ref;
  readonly starts: readonly Instant[];
  /** Highest restart count that any snapshot shows. */
  readonly count: number;
}

/** Container starts per pod: what restart counters count. */
export function restarts(c: Case): readonly Restarts[] {
  return c.fact(allRestarts);
}

function allRestarts(c: Case): readonly Restarts[] {
  const starts = new Map<EntityKey, Set<Instant>>();
  const counts = new Map<EntityKey, number>();
  const add = (pod: Ref, at: Interval | undefined): void => {
    const key = keyOf(pod);
    const list = starts.get(key) ?? new Set<Instant>();
    starts.set(key, list);
    if (at) list.add(Math.floor(at.lo / SECOND) * SECOND);
  };
  for (const pod of podSnapshots(c)) {
    for (const x of pod.containers) {
      if (x.init) continue;
      for (const at of [x.runningSince, x.last?.started, x.terminated?.started]) add(pod.ref, at);
      counts.set(keyOf(pod.ref), Math.max(counts.get(keyOf(pod.ref)) ?? 0, x.restarts));
    }
  }
  for (const e of c.eventsOf('Started')) {
    if (e.about.kind !== 'Pod' || e.fieldPath?.includes('initContainers') === true) continue;
    add(e.about, e.first);
    if (e.last.lo > e.first.lo) add(e.about, e.last);
  }
  return c.all('Pod').flatMap((pod) => {
    const list = starts.get(pod.key);
    if (!list) return [];
    return [{ pod: pod.ref, starts: [...list].sort((a, b) => a - b), count: counts.get(pod.key) ?? 0 }];
  });
}
