import {
  digNumber,
  digText,
  groupBy,
  middle,
  MINUTE,
  SECOND,
  type Instant,
  type Stamp,
} from '../../base/index.js';
import { keyOf, refOfKey, type EntityKey, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { endpointsReady } from '../tracks/endpoints.js';
import { podsOf, workloadOf } from './pods.js';
import type { Level, Track } from '../tracks/level.js';
import { desiredReplicas, readyReplicas } from '../tracks/replicas.js';

/** A time in which a workload certainly had fewer ready replicas than it declares. */
export interface Shortage {
  readonly workload: Ref;
  readonly onset: Stamp;
  /** Undefined while it still lasted at the end of knowledge. */
  readonly end: Stamp | undefined;
  readonly desired: number;
  /** Most replicas that can have been ready at the worst of it. */
  readonly ready: number;
  /** True when it began with the workload itself. */
  readonly fromStart: boolean;
  /** True when more were wanted and none was lost: it grows. */
  readonly grows: boolean;
}

/** Shorter ones are rounding of stamps, or a pod of a rollout. */
const LEAST = 2 * SECOND;
/** What is over so soon after the first reading is part of the start. A start that succeeded at last is no shortage. */
const START = 2 * MINUTE;

/** Shortages of all workloads, from what pods and workloads state over time; starts that succeeded left out. */
export function shortages(c: Case): ReadonlyMap<EntityKey, readonly Shortage[]> {
  return c.fact(allShortages);
}

function allShortages(c: Case): ReadonlyMap<EntityKey, readonly Shortage[]> {
  const wanted = new Map(desiredReplicas(c).map((t) => [keyOf(t.entity), t]));
  const found = readyReplicas(c).flatMap((ready) => {
    const desired = scaledTo(c, ready.entity) ?? wanted.get(keyOf(ready.entity));
    return desired ? spells(c, ready, desired) : [];
  });
  return groupBy(found, (s) => keyOf(s.workload));
}

/** Times in which a Service had no ready endpoint at all, by Service. */
export function outages(c: Case): ReadonlyMap<EntityKey, readonly Shortage[]> {
  return c.fact(allOutages);
}

function allOutages(c: Case): ReadonlyMap<EntityKey, readonly Shortage[]> {
  const found = endpointsReady(c).flatMap((ready) =>
    spells(c, ready, { entity: ready.entity, levels: [{ from: -Infinity, lo: 1, hi: 1 }] }),
  );
  return groupBy(found, (s) => keyOf(s.workload));
}

/** Replicas over time by the controller's own events, where they speak of one ReplicaSet only. */
function scaledTo(c: Case, workload: Ref): Track | undefined {
  const steps = c.eventsAbout(workload).flatMap((e) => {
    const m = /^Scaled (?:up|down) replica set (\S+) (?:from (\d+) )?to (\d+)/.exec(e.message);
    const before = m?.[2] === undefined ? undefined : Number(m[2]);
    return m ? [{ set: m[1], at: e.first.lo, before, value: Number(m[3]) }] : [];
  });
  const first = steps[0];
  if (!first || steps.some((x) => x.set !== first.set)) return undefined;
  return {
    entity: workload,
    levels: [
      ...(first.before === undefined ? [] : [{ from: -Infinity, lo: first.before, hi: first.before }]),
      ...steps.map((x, i) => ({
        from: i === 0 && first.before === undefined ? -Infinity : x.at,
        lo: x.value,
        hi: x.value,
      })),
    ],
  };
}

function spells(c: Case, ready: Track, desired: Track): Shortage[] {
  const out: Shortage[] = [];
  // What was before belongs to an object of the same name that is gone.
  const born = c.entity(ready.entity)?.created;
  const steps = cut(ready, desired).filter((l) => l.from <= c.asOf.hi);
  for (let i = 0; i < steps.length; i += 1) {
    const first = steps[i];
    if (!first || !short(first, desired)) continue;
    const last = lastOf(steps, i, desired);
    const run = steps.slice(i, last + 1).filter((l) => short(l, desired));
    const end = endOf(steps, last, desired);
    const fromStart = i === 0;
    const over = end ? end.hi : c.asOf.hi;
    const started = end !== undefined && (fromStart || isStart(end, [steps[0]?.from, born && middle(born)]));
    const earlier = isBefore(end, born);
    // one restart, of the pod or of its node, out of a time that nothing tells of
    const began = beganBy(steps, i, desired, () => startOf(c, ready.entity, born, first.from));
    const restart = isRestart(began, first.from, end);
    if (over - first.from >= LEAST && !started && !earlier && !restart) {
      out.push({
        workload: ready.entity,
        onset: {
          lo: Math.max(began, earliestByBirth(c, ready.entity, first.from)),
          hi: latestByBirth(c, ready.entity, first.from),
          grade: fromStart && began > -Infinity ? 'A' : 'B',
        },
        end,
        desired: at(desired, first.from)?.lo ?? 1,
        ready: Math.min(...run.map((l) => l.hi)),
        fromStart: fromStart && !(born && first.from > born.hi),
        grows: isGrowth(i, run, at(desired, Math.min(began, first.from) - 1)),
      });
    }
    i = last;
  }
  return out;
}

function isBefore(end: Stamp | undefined, born: Stamp | undefined): boolean {
  return end !== undefined && born !== undefined && end.lo < born.lo;
}

/** The last step that belongs to the shortage that begins with one. */
function lastOf(steps: readonly Level[], from: number, desired: Track): number {
  const before = steps[from - 1];
  let last = from;
  for (let next = steps[from + 1]; next && isWithin(next, desired); next = steps[last + 1]) {
    if (isLongDoubt(steps, last + 1, desired)) break;
    if (isRestored(before, next) && !short(next, desired)) break;
    last += 1;
  }
  return last;
}

/** As many as before it, as far as is known: what went has been replaced. */
function isRestored(before: Level | undefined, now: Level): boolean {
  return before !== undefined && now.lo >= before.lo && now.hi >= before.hi;
}

/** True when no fewer were ready than were wanted before. */
function isGrowth(place: number, run: readonly Level[], before: Level | undefined): boolean {
  return place > 0 && before !== undefined && run.every((l) => l.lo >= before.lo);
}

/** A shortage that was over soon after the first that is known. */
function isStart(end: Stamp, begun: readonly (Instant | undefined)[]): boolean {
  return begun.some((t) => t !== undefined && middle(end) - t < START);
}

function isRestart(began: Instant, from: Instant, end: Stamp | undefined): boolean {
  return end !== undefined && began > -Infinity && from - began > DOUBT && end.hi - from < START;
}

/** The levels of a track, also cut where the wanted number changes. */
function cut(ready: Track, desired: Track): Level[] {
  const marks = new Set([...ready.levels, ...desired.levels].map((l) => l.from));
  const first = ready.levels[0]?.from ?? Infinity;
  return [...marks]
    .filter((from) => from >= first)
    .sort((a, b) => a - b)
    .flatMap((from) => {
      const level = at(ready, from);
      return level ? [{ ...level, from }] : [];
    });
}

function at(track: Track, t: Instant): Level | undefined {
  return track.levels.findLast((l) => l.from <= t) ?? track.levels[0];
}

function short(l: Level, desired: Track): boolean {
  const want = at(desired, l.from);
  return want !== undefined && l.hi < want.lo;
}

/** A next step that is not known to be whole again belongs to the same shortage. */
function isWithin(l: Level | undefined, desired: Track): boolean {
  if (!l) return false;
  const want = at(desired, l.from);
  return want !== undefined && l.lo < want.lo;
}

/** What is not known for longer than this may have been whole in between. */
const DOUBT = 30 * MINUTE;

function isLongDoubt(steps: readonly Level[], i: number, desired: Track): boolean {
  const from = steps[i]?.from ?? 0;
  let next = i;
  while (
    next < steps.length &&
    isWithin(steps[next], desired) &&
    !short(steps[next] ?? { from, lo: 0, hi: 0 }, desired)
  )
    next += 1;
  return next > i && (steps[next]?.from ?? from) - from > DOUBT;
}

/** A controller replaces a pod at once: what begins with the birth of a pod began not long before it. */
function earliestByBirth(c: Case, entity: Ref, at: Instant): Instant {
  const born = bornNear(c, entity, at);
  return born.length === 0 ? -Infinity : Math.min(...born.map((p) => goneBefore(c, p, at)));
}

/** A pod of which only its age is told came into being within some time; so did the shortage that it began. */
function latestByBirth(c: Case, workload: Ref, at: Instant): Instant {
  const births = podsOf(c, workload).flatMap((p) => c.entity(p)?.created ?? []);
  return births.reduce((hi, b) => (b.lo === at ? Math.max(hi, b.hi) : hi), at);
}

/** Pods of a workload, or behind a Service, that came into being at about that time. */
function bornNear(c: Case, entity: Ref, at: Instant): Ref[] {
  const targets = entity.kind === 'Service' ? c.targets(entity, 'selects').map((e) => e.ref) : [entity];
  return targets
    .flatMap((e) => (e.kind === 'Pod' ? [e] : podsOf(c, e)))
    .filter((p) => {
      const t = c.entity(p)?.created;
      return t !== undefined && Math.abs(t.lo - at) < MINUTE;
    });
}

/** Controllers act within seconds; the stamps of deletion and creation are cut to the second. */
const AT_ONCE = 5 * SECOND;
/** terminationGracePeriodSeconds where nothing is set. */
const GRACE = 30 * SECOND;

/**
 * When at the earliest the pod before was gone. A ReplicaSet makes the next one when the last is told to go; with
 * strategy Recreate, and in sets that keep names or nodes, it comes when the last has ended. What was refused
 * has been missing for as long.
 */
function goneBefore(c: Case, pod: Ref, at: Instant): Instant {
  const workload = workloadOf(c, pod);
  const object = c.entity(workload)?.object;
  const waits = workload.kind !== 'Deployment' || digText(object, 'spec', 'strategy', 'type') === 'Recreate';
  const grace = digNumber(object, 'spec', 'template', 'spec', 'terminationGracePeriodSeconds');
  const wait = AT_ONCE + (waits ? (grace === undefined ? GRACE : grace * SECOND) : 0);
  const refused = c
    .to(pod, 'owns')
    .flatMap((r) => c.eventsAbout(refOfKey(r.from)))
    .filter((e) => e.reason === 'FailedCreate' && e.first.lo < at)
    .map((e) => e.first.lo);
  return Math.min(at, ...refused) - wait;
}

/** The first pod that is known of, of something much older, came in the place of one that went before it. */
function startOf(c: Case, entity: Ref, born: Stamp | undefined, from: Instant): Instant {
  const isOld = born !== undefined && from - born.hi > FIRST_PODS;
  return isOld && bornNear(c, entity, from).length > 0 ? -Infinity : from;
}

/** Pods that come into being this soon after their workload are its first. */
const FIRST_PODS = 5 * MINUTE;

/** It may have begun when the level before became uncertain. */
function beganBy(steps: readonly Level[], i: number, desired: Track, start: () => Instant): Instant {
  if (i === 0) return start();
  let from = i;
  while (from > 0 && isWithin(steps[from - 1], desired)) from -= 1;
  return steps[from]?.from ?? 0;
}

/** Between the last step that was short for certain and the first that was whole for certain. */
function endOf(steps: readonly Level[], last: number, desired: Track): Stamp | undefined {
  const whole = steps[last + 1];
  if (!whole) return undefined;
  let from = last;
  while (from > 0 && !short(steps[from] ?? whole, desired)) from -= 1;
  const lo = steps[from + 1]?.from ?? whole.from;
  return { lo, hi: whole.from, grade: 'B' };
}
