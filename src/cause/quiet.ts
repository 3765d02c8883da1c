import { components, groupBy, HOUR, MINUTE, SECOND } from '../base/index.js';
import {
  keyOf,
  WORKLOAD_KINDS,
  type Condition,
  type ConditionNature,
  type ConditionType,
  type Ref,
} from '../model/index.js';
import { harmTo, isMaintained, workloadOf, type Case } from '../world/index.js';
import type { Link } from './link.js';
import { faultAt, type Story } from './story.js';

/**
 * Where no story has an explanation, a fault that explains itself and that a person should look at is told
 * as a story of its own, with whatever minor effects it had.
 */
export function standing(
  rest: readonly Condition[],
  links: readonly Link[],
  types: ReadonlyMap<string, ConditionType>,
): Story[] {
  const known = new Map(rest.map((x) => [x.id, x]));
  const between = links.filter((l) => known.has(l.cause.id) && known.has(l.effect.id));
  const into = groupBy(between, (l) => l.effect.id);
  const groups = components(
    [...known.keys()],
    between.map((l) => [l.cause.id, l.effect.id] as const),
  );
  const told = groups.flatMap((ids): Story[] => {
    const members = ids.flatMap((id) => known.get(id) ?? []);
    const faults = members.filter(
      (x) =>
        x.severity >= 2 &&
        types.get(x.type)?.selfExplaining === true &&
        types.get(x.type)?.nature === 'fault',
    );
    if (faults.length === 0) return [];
    const inside = ids.flatMap((id) => into.get(id) ?? []);
    const faultAt = faults.reduce((first, x) => Math.min(first, x.onset.lo), Infinity);
    return [{ conditions: members, links: inside, tops: faults, faultAt }];
  });
  return byEntity(told);
}

/** Faults of one thing are one story, also where no rule ties them. */
function byEntity(stories: readonly Story[]): Story[] {
  return [...groupBy(stories, (s) => (s.tops[0] ? keyOf(s.tops[0].entity) : '')).values()].map((g) => ({
    conditions: g.flatMap((s) => s.conditions),
    links: g.flatMap((s) => s.links),
    tops: g.flatMap((s) => s.tops),
    faultAt: g.reduce((first, s) => Math.min(first, s.faultAt), Infinity),
  }));
}

/** What is gone for good is as firm a beginning as a fault. */
const DELETIONS: ReadonlySet<string> = new Set(['namespace-deleted', 'service-deleted', 'workload-deleted']);

/**
 * Where nothing else is told, a fault together with what it led to is worth telling even when none of it is
 * severe, as long as it still holds: a pod that no node has room for, a job whose target refuses it.
 */
export function minor(
  rest: readonly Condition[],
  links: readonly Link[],
  nature: (x: Condition) => ConditionNature,
): Story[] {
  const weighs = (x: Condition): boolean =>
    DELETIONS.has(x.type) || (x.severity >= 2 && ['fault', 'symptom'].includes(nature(x)));
  const known = new Map(rest.filter(weighs).map((x) => [x.id, x]));
  const between = links.filter((l) => known.has(l.cause.id) && known.has(l.effect.id));
  const into = groupBy(between, (l) => l.effect.id);
  const groups = components(
    [...known.keys()],
    between.map((l) => [l.cause.id, l.effect.id] as const),
  );
  return groups.flatMap((ids): Story[] => {
    const conditions = ids.flatMap((id) => known.get(id) ?? []);
    const inside = ids.flatMap((id) => into.get(id) ?? []);
    const source = conditions.some((x) => nature(x) === 'fault' || DELETIONS.has(x.type));
    if (inside.length === 0 || !source) return [];
    const causes = new Set(inside.map((l) => l.cause.id));
    const tops = conditions.filter((x) => !causes.has(x.id));
    if (!conditions.some((x) => x.end === undefined && x.severity >= 2)) return [];
    return [{ conditions, links: inside, tops, faultAt: faultAt(conditions, inside, tops, nature) }];
  });
}

/** An alert is a sign of something else; it is told with what it is about. */
export const ALERT = 'alert-firing';

/** Alerts of severity info call nobody, and those that have fired for long call nobody any more. */
function calls(alert: Condition): boolean {
  return alert.attrs['chronic'] !== 1 && !/^(?:info|none)$/i.test(String(alert.attrs['severity'] ?? ''));
}

/** A message that carries what it was sent about (events, logs) is about that, whatever the clocks say. */
function carries(c: Case, alert: Condition, x: Condition): boolean {
  const own = new Set(alert.evidence.map((e) => e.source));
  return x.evidence.some((e) => own.has(e.source) && c.sources[e.source]?.format === FINDING);
}

const FINDING = 'alert-finding';

/** Rules wait for up to an hour: what went on when the alert was raised, or began not long before it ended. */
function isAbout(alert: Condition, x: Condition): boolean {
  const begun = x.onset.lo <= (alert.end?.hi ?? Infinity);
  return begun && (x.end?.hi ?? Infinity) >= alert.onset.lo - HOUR;
}

/**
 * Where nothing else is told, what an alert was raised about is: someone was called for it. The troubles of
 * the thing that the alert names are the story, however small each looks.
 */
export function alerted(
  c: Case,
  rest: readonly Condition[],
  links: readonly Link[],
  nature: (x: Condition) => ConditionNature,
): Story[] {
  const thing = (at: Ref): string => keyOf(workloadOf(c, at));
  const alerts = rest.filter((x) => x.type === ALERT);
  const named = groupBy(
    alerts.flatMap((x) => x.names.map((r) => ({ alert: x, key: thing(r) }))),
    (x) => x.key,
  );
  const members = rest.filter(
    (x) =>
      x.type !== ALERT &&
      x.severity >= 1 &&
      ['fault', 'symptom', 'impact'].includes(nature(x)) &&
      !(x.entity.kind === 'Node' && isMaintained(c, x.entity.name, x.onset)) &&
      (named.get(thing(x.entity)) ?? []).some(
        ({ alert }) => carries(c, alert, x) || (calls(alert) && isAbout(alert, x)),
      ),
  );
  return [...groupBy(members, (x) => thing(x.entity)).values()].map((conditions) => {
    const ids = new Set(conditions.map((x) => x.id));
    const inside = links.filter((l) => ids.has(l.cause.id) && ids.has(l.effect.id));
    const causes = new Set(inside.map((l) => l.cause.id));
    const tops = conditions.filter((x) => !causes.has(x.id));
    return { conditions, links: inside, tops, faultAt: faultAt(conditions, inside, tops, nature) };
  });
}

/** Where all that the capture holds is alerts, each that calls someone is a trouble of which no more is known. */
export function lone(c: Case, rest: readonly Condition[]): Story[] {
  const isBare = c.entities().every((e) => e.snapshots.length === 0);
  if (!isBare || c.events.length + c.messages.length + c.access.length > 0) return [];
  const alerts = rest.filter((x) => x.type === ALERT && x.severity >= 2 && x.end === undefined && calls(x));
  return alerts.map((x) => ({ conditions: [x], links: [], tops: [x], faultAt: x.onset.lo }));
}

/** A pod that a listing shows stuck says it once, and means it; it is told where nothing complains. */
const STUCK = 'pod-not-running';

/** As many lines or events are no accident of a start. */
const AGAIN = 3;

/**
 * Where not even an alert tells of anything, a thing that is not whole and complains again and again to the
 * last, or has a fault of its own, is told, with the little that is known; so is one that is whole and that turned
 * to complaints.
 */
export function complaining(
  c: Case,
  rest: readonly Condition[],
  nature: (x: Condition) => ConditionNature,
): Story[] {
  const found = rest.filter(
    (x) =>
      x.type !== ALERT &&
      x.end === undefined &&
      ['symptom', 'fault'].includes(nature(x)) &&
      (turnedUp(c, x) ||
        (x.severity >= 2 &&
          (nature(x) === 'fault'
            ? WORKLOAD_KINDS.has(x.entity.kind)
            : x.type === STUCK || Number(x.attrs['count'] ?? 0) >= AGAIN) &&
          harmTo(c, workloadOf(c, x.entity)) > 1)),
  );
  const complain = found.filter((x) => x.type !== STUCK);
  const told = complain.length > 0 ? complain : found;
  // who complains of the same thing complains of one trouble
  return [...groupBy(told, (x) => (x.names[0] ? keyOf(x.names[0]) : x.id)).values()].map((list) => ({
    conditions: list,
    links: [],
    tops: list,
    faultAt: list.reduce((first, x) => Math.min(first, x.onset.lo), Infinity),
  }));
}

/** What programs say in their own logs of calls that fail. */
export const SAID = /^(?:app|db|redis|dependency|dns-server)-/;
const MANY = 10;
/** A line that announces another try tells of no failure yet. */
const TRIES_AGAIN = /\bretry(?:ing)? (?:in|after|attempt)\b|\bwill retry\b|\battempt \d+ (?:of|\/) ?\d+/i;
const LASTS = 3 * MINUTE;
const WELL = 5 * MINUTE;

/**
 * A log that was well for minutes, and from then on complains to its end. Probes seldom ask what a request
 * needs, so that the pods stay ready while their requests fail; what complains from its first line on is how
 * it lives.
 */
function turnedUp(c: Case, x: Condition): boolean {
  if (x.severity < 2 && x.evidence.some((e) => TRIES_AGAIN.test(e.excerpt))) return false;
  if (!SAID.test(x.type) || Number(x.attrs['count'] ?? 0) < MANY || x.onset.grade === 'X') return false;
  const span = x.evidence[0] && c.sources[x.evidence[0].source]?.span;
  if (!span || c.asOf.lo - x.onset.lo < LASTS) return false;
  return x.onset.lo - span.lo >= WELL && span.hi - x.onset.lo >= LASTS;
}

/** As many things of one kind failing in the same way within this time have something in common. */
const BATCH = 3;
const AT_ONCE = 2 * SECOND;

/**
 * Faults without any link that struck several objects of one kind in the same way at once: one story, whose
 * common cause the capture does not show. The only place where time joins, and only like with like.
 */
export function batchesOf(rest: readonly Condition[], nature: (x: Condition) => ConditionNature): Story[] {
  const faults = rest.filter((x) => nature(x) === 'fault' && x.severity >= 2 && x.onset.grade !== 'X');
  const groups = groupBy(faults, (x) => `${x.type} ${x.entity.kind} ${Math.floor(x.onset.lo / AT_ONCE)}`);
  return [...groups.values()]
    .filter((g) => g.length >= BATCH)
    .map((g) => ({
      conditions: g,
      links: [],
      tops: g,
      faultAt: g.reduce((first, x) => Math.min(first, x.onset.lo), Infinity),
    }));
}
