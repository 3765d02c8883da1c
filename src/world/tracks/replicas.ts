import { dig, digNumber, MINUTE } from '../../base/index.js';
import { keyOf, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import type { Entity } from '../entity.js';
import { podsOf } from '../facts/pods.js';
import { agreeing, levelsOf, sumOf, type Mark, type Part, type Track } from './level.js';
import { podReadiness } from './readiness.js';

const REPLICATED: readonly string[] = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
];

/** Workloads that keep pods running, without those that another of them owns. */
export function replicated(c: Case): readonly Entity[] {
  return c.fact(allReplicated);
}

function allReplicated(c: Case): readonly Entity[] {
  return REPLICATED.flatMap((kind) =>
    c.all(kind).filter((e) => !c.to(e.ref, 'owns').some((r) => c.entity(r.from) !== undefined)),
  );
}

/** Ready replicas of each workload over time, the sum of its pods' readiness. */
export function readyReplicas(c: Case): readonly Track[] {
  return c.fact(allReady);
}

function allReady(c: Case): readonly Track[] {
  const readiness = podReadiness(c);
  return replicated(c).flatMap((workload) => {
    const parts = podsOf(c, workload.ref).flatMap((pod) => readiness.get(keyOf(pod)) ?? []);
    const stated = statedReady(workload);
    if (parts.length === 0) {
      const levels = levelsOf(stated, { lo: 0, hi: Infinity });
      return levels.length > 0 ? [{ entity: workload.ref, levels }] : [];
    }
    const sum = sumOf(workload.ref, withForerunners(c, parts, workload));
    const track = { entity: workload.ref, levels: startKnown(sum, workload) };
    return [hasUnseenPods(c, workload.ref) ? agreeing(track, stated) : track];
  });
}

/**
 * Whether some pod was never shown in full. Of such the controller knows more than their traces tell; of the
 * others their own conditions are fresher, as while no controller runs.
 */
function hasUnseenPods(c: Case, workload: Ref): boolean {
  return podsOf(c, workload).some((pod) => {
    const entity = c.entity(pod);
    if (!entity || entity.deleted) return false;
    return !entity.snapshots.some((s) => s.shape === 'full' || s.shape === 'described');
  });
}

/**
 * A pod that came long after its workload took the place of another, which may have been ready until then.
 * Where the capture does not know that one, its place may have been filled.
 */
function withForerunners(c: Case, parts: readonly Part[], workload: Entity): readonly Part[] {
  const since = workload.created?.hi;
  const wanted =
    digNumber(workload.object, 'spec', 'replicas') ??
    digNumber(workload.object, 'status', 'desiredNumberScheduled');
  if (since === undefined || wanted === undefined) return parts;
  const births = parts.map((p) => c.entity(p.entity)?.created?.lo);
  return parts.map((p, i) => {
    const born = births[i];
    if (born === undefined || born - since <= FIRST_PODS) return p;
    // those that the capture knows to have been there before it account for every place
    const before = births.filter((t) => t === undefined || t < born).length;
    return before >= wanted ? p : { ...p, before: { lo: 0, hi: 1 } };
  });
}

/** Pods that come into being this soon after their workload are its first. */
const FIRST_PODS = 5 * MINUTE;

/**
 * Before a workload existed it had no replicas, and its first pods come soon after it. Where the oldest pod
 * that is known of is much younger, others have been there before it, and nothing is known of that time.
 */
function startKnown(track: Track, workload: Entity): Track['levels'] {
  const { created } = workload;
  if (!created) return track.levels;
  const later = track.levels.filter((l) => l.from >= created.lo);
  const first = later[0];
  if (!first || first.from === created.lo || first.from - created.hi > FIRST_PODS) return later;
  return [{ from: created.lo, lo: 0, hi: 0 }, ...later];
}

function statedReady(workload: Entity): Mark[] {
  return workload.snapshots.flatMap((s): Mark[] => {
    const status = dig(s.object, 'status');
    if (status === undefined || s.shape === 'manifest' || s.shape === 'deleted') return [];
    const ready = digNumber(status, 'readyReplicas') ?? digNumber(status, 'numberReady');
    if (ready !== undefined) return [{ kind: 'is', at: s.at, value: ready }];
    // `kubectl describe` prints the available ones; in an object a count of none is left out
    const printed = digNumber(status, 'availableReplicas');
    if (printed !== undefined) return [{ kind: 'is', at: s.at, value: printed }];
    const total = digNumber(status, 'replicas') ?? digNumber(status, 'desiredNumberScheduled');
    return total === undefined ? [] : [{ kind: 'is', at: s.at, value: 0 }];
  });
}

/** Declared replicas of each workload over time: snapshots, and changes of spec.replicas where seen. */
export function desiredReplicas(c: Case): readonly Track[] {
  return c.fact(allDesired);
}

function allDesired(c: Case): readonly Track[] {
  return replicated(c).flatMap((workload) => {
    const marks = workload.snapshots.flatMap((s): Mark[] => {
      const value =
        digNumber(s.object, 'spec', 'replicas') ?? digNumber(s.object, 'status', 'desiredNumberScheduled');
      return value === undefined || s.shape === 'deleted' ? [] : [{ kind: 'is', at: s.at, value }];
    });
    if (marks.length === 0) return [];
    marks.push(...scaled(c, workload.ref));
    const first = marks.reduce((a, b) => (b.at.lo < a.at.lo ? b : a));
    const before = initialReplicas(c, workload.ref) ?? first.value;
    const at = workload.created?.lo ?? first.at.lo;
    marks.push({
      kind: 'set',
      at: { lo: Math.min(at, first.at.lo), hi: Math.min(at, first.at.lo) },
      value: before,
    });
    return [{ entity: workload.ref, levels: levelsOf(marks, { lo: 0, hi: Infinity }) }];
  });
}

function scaled(c: Case, workload: Ref): Mark[] {
  return c.changes.flatMap((x): Mark[] => {
    const after = x.values['spec.replicas']?.[1];
    if (after === undefined || keyOf(x.entity) !== keyOf(workload) || !/^\d+$/.test(after)) return [];
    return [{ kind: 'set', at: x.at, value: Number(after) }];
  });
}

function initialReplicas(c: Case, workload: Ref): number | undefined {
  const first = c.changes.find(
    (x) => x.values['spec.replicas'] !== undefined && keyOf(x.entity) === keyOf(workload),
  );
  const before = first?.values['spec.replicas']?.[0];
  return before !== undefined && /^\d+$/.test(before) ? Number(before) : undefined;
}
