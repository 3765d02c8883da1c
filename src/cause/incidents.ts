import { components, groupBy, HOUR, MINUTE, SECOND, sortedBy, type Instant } from '../base/index.js';
import { keyOf, type Condition, type ConditionNature, type ConditionType } from '../model/index.js';
import { endpointsReady, readyReplicas, workloadOf, type Case, type Track } from '../world/index.js';
import type { Link } from './rule.js';
import type { Derivation } from './search.js';

/** A connected part of the story. */
export interface Story {
  readonly conditions: readonly Condition[];
  readonly links: readonly Link[];
  /** What users or the platform feel. */
  readonly tops: readonly Condition[];
  /** Beginning of the first abnormal condition that leads to a top. */
  readonly faultAt: Instant;
}

export interface Split {
  readonly incidents: readonly Story[];
  /** Stories that were running before anything else broke and kept running. */
  readonly before: readonly Story[];
  /** What is left: conditions that hang together with nothing that matters. */
  readonly rest: readonly Condition[];
}

/** Longest lag that ties a fault to its first effect under default settings (taint eviction, 5 min). */
const LONGEST_LAG = 5 * MINUTE;

/**
 * Splits the conditions into incidents along accepted links only: happening at the same time never joins.
 * A story that was never seen healthy and began before another incident's first fault, without a surface
 * of its own going down, was there before and is told as such.
 */
export function splitIncidents(
  c: Case,
  conditions: readonly Condition[],
  d: Derivation,
  types: ReadonlyMap<string, ConditionType>,
): Split {
  const nature = (x: Condition): ConditionNature => types.get(x.type)?.nature ?? 'symptom';
  const story = d.accepted.all.filter((l) => nature(l.cause) !== 'weakness');
  const groups = components(
    conditions.map((x) => x.id),
    story.map((l) => [l.cause.id, l.effect.id] as const),
  );
  const byId = new Map(conditions.map((x) => [x.id, x]));
  const linksOf = groupBy(story, (l) => l.effect.id);
  const stories: Story[] = [];
  const rest: Condition[] = [];
  for (const ids of groups) {
    const members = ids.flatMap((id) => byId.get(id) ?? []);
    const links = ids.flatMap((id) => linksOf.get(id) ?? []);
    const tops = topsOf(members, links, nature);
    if (tops.length === 0) rest.push(...members);
    else stories.push({ conditions: members, links, tops, faultAt: faultAt(members, links, tops, nature) });
  }
  const batches = batchesOf(rest, nature);
  stories.push(...batches);
  const explained = stories.some((s) => isExplained(s, types));
  stories.push(...standing(rest, story, types).filter((s) => !explained || isLasting(s)));
  if (stories.length === 0) stories.push(...minor(rest, story, nature));
  const inBatch = new Set(stories.flatMap((s) => s.conditions.map((x) => x.id)));
  const { incidents, before } = apart(c, stories, types);
  return {
    incidents: sortedBy(
      incidents,
      (s) => -weight(s, types),
      (s) => s.faultAt,
      (s) => s.conditions[0]?.id ?? '',
    ),
    before,
    rest: sortedBy(
      rest.filter((x) => !inBatch.has(x.id)),
      (x) => x.onset.lo,
      (x) => x.id,
    ),
  };
}

function isExplained(s: Story, types: ReadonlyMap<string, ConditionType>): boolean {
  return s.conditions.some((x) => x.severity >= 2 && types.get(x.type)?.selfExplaining === true);
}

/** A fault that goes on and has led to something is told even beside a greater story; jobs fail by the day. */
function isLasting(s: Story): boolean {
  const recurring = s.tops.some((x) => ['Job', 'CronJob'].includes(x.entity.kind));
  return !recurring && s.links.length > 0 && s.tops.every((x) => x.end === undefined);
}

/**
 * Where no story has an explanation, a fault that explains itself and that a person should look at is told
 * as a story of its own, with whatever minor effects it had.
 */
function standing(
  rest: readonly Condition[],
  links: readonly Link[],
  types: ReadonlyMap<string, ConditionType>,
): Story[] {
  const known = new Map(rest.map((x) => [x.id, x]));
  const between = links.filter((l) => known.has(l.cause.id) && known.has(l.effect.id));
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
    const inside = between.filter((l) => ids.includes(l.effect.id));
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
function minor(
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

/** As many things of one kind failing in the same way within this time have something in common. */
const BATCH = 3;
const AT_ONCE = 2 * SECOND;

/**
 * Faults without any link that struck several objects of one kind in the same way at once: one story, whose
 * common cause the capture does not show. The only place where time joins, and only like with like.
 */
function batchesOf(rest: readonly Condition[], nature: (x: Condition) => ConditionNature): Story[] {
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

/**
 * What makes a group worth an incident: impacts of weight; without any, a severe condition, and then what
 * it led to last is what was felt.
 */
function topsOf(
  members: readonly Condition[],
  links: readonly Link[],
  nature: (x: Condition) => ConditionNature,
): Condition[] {
  const abnormal = members.filter((x) => !['weakness', 'change', 'load'].includes(nature(x)));
  const impacts = abnormal.filter((x) => nature(x) === 'impact' && x.severity >= 2);
  const causes = new Set(links.map((l) => l.cause.id));
  const last = abnormal.filter((x) => x.severity >= 2 && !causes.has(x.id));
  const severe = abnormal.some((x) => x.severity >= 3);
  const tops = impacts.length > 0 ? impacts : severe ? last : [];
  return sortedBy(
    tops,
    (x) => -rankOfTop(x),
    (x) => -x.severity,
    (x) => x.onset.lo,
    (x) => x.id,
  );
}

/** A surface that users come through weighs most, then what the platform does for all, then one workload. */
export function rankOfTop(x: Condition): number {
  const rank: Readonly<Record<string, number>> = {
    Surface: 4,
    Cluster: 3,
    Component: 3,
    Namespace: 2,
    Node: 2,
  };
  return rank[x.entity.kind] ?? 1;
}

/** Beginning of the first abnormal condition on the way to the worst effect; side stories do not count. */
function faultAt(
  members: readonly Condition[],
  links: readonly Link[],
  tops: readonly Condition[],
  nature: (x: Condition) => ConditionNature,
): Instant {
  const into = groupBy(links, (l) => l.effect.id);
  const way = new Map<string, Condition>();
  const queue = tops.slice(0, 1);
  for (let at = queue.pop(); at; at = queue.pop()) {
    if (way.has(at.id)) continue;
    way.set(at.id, at);
    for (const l of into.get(at.id) ?? []) queue.push(l.cause);
  }
  const abnormal = [...way.values()].filter(
    (x) => nature(x) !== 'change' && nature(x) !== 'load' && x.onset.grade !== 'X',
  );
  const known = abnormal.length > 0 ? abnormal : members;
  return known.reduce((first, x) => Math.min(first, x.onset.lo), Infinity);
}

/**
 * An explained story comes before an unexplained one unless that was felt further out: below the surfaces
 * and the control plane, clusters carry long-standing trouble that no capture explains.
 */
const EXPLAINED = 150;

/**
 * How much a story matters: what users or the platform feel before what only looks bad, then how severe,
 * then whether it has an explanation at all, then how far it reaches.
 */
function weight(s: Story, types: ReadonlyMap<string, ConditionType>): number {
  const top = s.tops[0];
  if (!top) return 0;
  const felt = types.get(top.type)?.nature === 'impact' ? rankOfTop(top) * 100 : rankOfTop(top) * 10;
  const explained = isExplained(s, types);
  return felt + top.severity * 20 + (explained ? EXPLAINED : 0) + Math.min(s.conditions.length, 15);
}

function apart(
  c: Case,
  stories: readonly Story[],
  types: ReadonlyMap<string, ConditionType>,
): { incidents: Story[]; before: Story[] } {
  const main = sortedBy(
    stories,
    (s) => -weight(s, types),
    (s) => s.faultAt,
  )[0];
  if (!main) return { incidents: [], before: [] };
  const incidents: Story[] = [];
  const before: Story[] = [];
  const aftermath: Condition[] = [];
  for (const s of stories) {
    if (s !== main && wasThereBefore(c, s, main) && !isOwn(c, s, main, types)) before.push(s);
    else if (s !== main && isAftermath(s, main)) aftermath.push(...s.conditions);
    else incidents.push(s);
  }
  const told = incidents.map((s) =>
    s === main ? { ...main, conditions: [...main.conditions, ...aftermath] } : s,
  );
  return { incidents: told, before };
}

/** What responders do to get something going again, without changing what is declared. */
const RESTARTS: ReadonlySet<string> = new Set(['manual-pod-delete', 'rollout-restart']);

/**
 * What responders set off while they worked on an incident (pods deleted, a rollout restarted) is part of
 * its story, not an incident of its own.
 */
function isAftermath(s: Story, main: Story): boolean {
  if (s.tops.some((x) => rankOfTop(x) >= 3)) return false;
  const fed = new Set(s.links.map((l) => l.effect.id));
  const sources = s.conditions.filter((x) => !fed.has(x.id) && x.severity >= 1);
  const until = main.conditions.reduce((last, x) => Math.max(last, x.end?.hi ?? Infinity), -Infinity);
  return (
    sources.length > 0 &&
    sources.every(
      (x) => RESTARTS.has(x.type) && x.onset.lo > main.faultAt && x.onset.lo <= until + LONGEST_LAG,
    )
  );
}

function wasThereBefore(c: Case, s: Story, main: Story): boolean {
  if (s.tops.some((x) => rankOfTop(x) >= rankOfTop(main.tops[0] ?? x) && rankOfTop(x) >= 3)) return false;
  const latestOnset = Math.max(...s.conditions.filter((x) => x.severity >= 2).map((x) => x.onset.hi));
  if (latestOnset < main.faultAt - LONGEST_LAG) return true;
  // the first fault may be known within wide bounds only: at the latest it was there when it was felt
  const felt = Math.max(main.faultAt, main.tops[0]?.onset.lo ?? -Infinity);
  const begun = s.tops.every((x) => x.onset.lo < felt);
  return begun && s.tops.every((x) => neverHealthy(c, x));
}

/** What began longer before the main incident than this is not told beside it. */
const SAME_DAY = 2 * HOUR;

/**
 * A story with an explanation that still goes on, began in the same hours and was seen healthy before is an
 * incident of its own, not something that was always broken.
 */
function isOwn(c: Case, s: Story, main: Story, types: ReadonlyMap<string, ConditionType>): boolean {
  return (
    isExplained(s, types) &&
    s.faultAt > main.faultAt - SAME_DAY &&
    s.tops.some((x) => x.end === undefined && types.get(x.type)?.nature === 'impact' && !neverHealthy(c, x))
  );
}

/** How long a log or event stream runs before its first word can count as "seen healthy before". */
const FIRST_WORDS = 30 * SECOND;

/** True when nothing in the capture shows the thing well before: no ready pod or endpoint ever, or bad since we look. */
function neverHealthy(c: Case, x: Condition): boolean {
  const key = keyOf(workloadOf(c, x.entity));
  const known = c.fact(readinessByEntity);
  const tracks = [...new Set([key, keyOf(x.entity)])].flatMap((k) => known.get(k) ?? []);
  if (tracks.some((t) => t.levels.some((l) => l.lo > 0 && l.from < x.onset.lo))) return false;
  return tracks.length > 0 || x.onset.lo <= beginning(c) + FIRST_WORDS;
}

function readinessByEntity(c: Case): ReadonlyMap<string, readonly Track[]> {
  return groupBy([...readyReplicas(c), ...endpointsReady(c)], (t) => keyOf(t.entity));
}

/** First time that the capture itself speaks of (events, logs), not what objects remember. */
function beginning(c: Case): Instant {
  const first = Math.min(c.events[0]?.first.lo ?? Infinity, c.messages[0]?.at.lo ?? Infinity);
  return Number.isFinite(first) ? first : -Infinity;
}
