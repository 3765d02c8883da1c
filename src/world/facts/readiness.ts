import {
  dig,
  digList,
  digNumber,
  digStrings,
  digText,
  MINUTE,
  SECOND,
  stampOf,
  type Interval,
} from '../../base/index.js';
import { WORKLOAD_KINDS, type Evidence, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { cite, type Entity, type Snapshot } from '../entity.js';

/** A time in which a Service had no ready endpoint for certain, and what shows it. */
export interface Unready extends Interval {
  readonly evidence: readonly Evidence[];
}

const TRIGGER = 'endpoints.kubernetes.io/last-change-trigger-time';

/**
 * When a Service certainly had no ready endpoint. Two readings say so: endpoints without a ready address,
 * from their last change (as they state it) to the snapshot; and pods: while none of those that the
 * Service selects was ready. A time that no reading covers is not in the list.
 */
export function unreadyTimes(c: Case, service: Ref): readonly Unready[] {
  return [...fromEndpoints(c, service), ...fromPods(c, service)].filter((u) => u.hi > u.lo);
}

function fromEndpoints(c: Case, service: Ref): Unready[] {
  const slices = c
    .all('EndpointSlice')
    .filter(
      (e) =>
        e.ref.namespace === service.namespace &&
        digStrings(e.object, 'metadata', 'labels')['kubernetes.io/service-name'] === service.name,
    );
  const sources = slices.length > 0 ? slices : [c.entity({ ...service, kind: 'Endpoints' })];
  if (sources.length !== 1) return [];
  return (sources[0]?.snapshots ?? []).flatMap((s) => {
    if (s.shape !== 'full' || hasReady(s)) return [];
    const since = stampOf(digText(s.object, 'metadata', 'annotations', TRIGGER));
    return [{ lo: since?.hi ?? s.at.lo, hi: certainUntil(s), evidence: [cite(s, 'metadata', 'name')] }];
  });
}

/** Until when what a snapshot shows held for certain: of a time known by the minute, to its beginning only. */
function certainUntil({ at }: Snapshot): number {
  return at.hi - at.lo <= SECOND ? at.hi : at.lo;
}

function hasReady(s: Snapshot): boolean {
  const inSlice = digList(s.object, 'endpoints').some((e) => dig(e, 'conditions', 'ready') !== false);
  const inSubset = digList(s.object, 'subsets').some((x) => digList(x, 'addresses').length > 0);
  return inSlice || inSubset;
}

interface PodLife extends Interval {
  /** Times in the life at which the pod was not ready for certain. */
  readonly unready: readonly Interval[];
  readonly evidence: readonly Evidence[];
}

/** Times at which all pods known to live were unready and made up what the workload declares. */
function fromPods(c: Case, service: Ref): Unready[] {
  const selected = c.targets(service, 'selects');
  const lives = selected.flatMap((e) => (e.ref.kind === 'Pod' ? (lifeOf(c, e) ?? []) : []));
  const declared = selected.reduce(
    (n, e) => n + (WORKLOAD_KINDS.has(e.ref.kind) ? (digNumber(e.object, 'spec', 'replicas') ?? 1) : 0),
    0,
  );
  const marks = [...new Set(lives.flatMap((l) => [l.lo, l.hi, ...l.unready.flatMap((u) => [u.lo, u.hi])]))];
  marks.sort((a, b) => a - b);
  return joined(
    marks.slice(1).flatMap((hi, i): Unready[] => {
      const lo = marks[i] ?? hi;
      const alive = lives.filter((l) => l.lo <= lo && hi <= l.hi);
      const down = alive.filter((l) => l.unready.some((u) => u.lo <= lo && hi <= u.hi));
      if (down.length === 0 || down.length < Math.max(alive.length, declared)) return [];
      return [{ lo, hi, evidence: down.flatMap((l) => l.evidence).slice(0, 3) }];
    }),
  );
}

function lifeOf(c: Case, pod: Entity): PodLife | undefined {
  if (!pod.created) return undefined;
  const snapshots = pod.snapshots.filter((s) => s.shape === 'full');
  const unready = snapshots.flatMap((s) => unreadyIn(pod, s));
  const evidence = snapshots.slice(-1).map((s) => cite(s, 'status', 'conditions'));
  return { lo: pod.created.lo, hi: pod.deleted?.lo ?? c.asOf.hi, unready, evidence };
}

/** What one snapshot says for certain: not ready since the last transition, or not until the first start. */
function unreadyIn(pod: Entity, s: Snapshot): Interval[] {
  const ready = digList(s.object, 'status', 'conditions').find((x) => digText(x, 'type') === 'Ready');
  const since = stampOf(dig(ready, 'lastTransitionTime'));
  if (!ready || !since || !pod.created) return [];
  if (digText(ready, 'status') !== 'True') return [{ lo: since.hi, hi: certainUntil(s) }];
  const statuses = digList(s.object, 'status', 'containerStatuses');
  if (statuses.some((x) => (digNumber(x, 'restartCount') ?? 0) > 0)) return [];
  const started = statuses.flatMap((x) => stampOf(dig(x, 'state', 'running', 'startedAt')) ?? []);
  const last = Math.max(pod.created.lo, ...started.map((x) => x.lo));
  // Ready soon after its only start: before that it had never been.
  return since.lo - last <= 2 * MINUTE ? [{ lo: pod.created.lo, hi: since.lo }] : [];
}

/** Neighbours become one. */
function joined(times: readonly Unready[]): Unready[] {
  const out: Unready[] = [];
  for (const t of times) {
    const last = out.at(-1);
    if (last && last.hi === t.lo) out[out.length - 1] = { ...last, hi: t.hi };
    else out.push(t);
  }
  return out;
}
