import { components, groupBy, MINUTE, SECOND, sortedBy, type Instant } from '../base/index.js';
import type { Condition, ConditionNature, ConditionType } from '../model/index.js';
import type { Case } from '../world/index.js';
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
  const { incidents, before } = apart(c, stories);
  return {
    incidents: sortedBy(
      incidents,
      (s) => -weight(s),
      (s) => s.faultAt,
      (s) => s.conditions[0]?.id ?? '',
    ),
    before,
    rest: sortedBy(
      rest,
      (x) => x.onset.lo,
      (x) => x.id,
    ),
  };
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

function weight(s: Story): number {
  const top = s.tops[0];
  if (!top) return 0;
  return rankOfTop(top) * 100 + top.severity * 20 + Math.min(s.conditions.length, 15);
}

function apart(c: Case, stories: readonly Story[]): { incidents: Story[]; before: Story[] } {
  const main = sortedBy(
    stories,
    (s) => -weight(s),
    (s) => s.faultAt,
  )[0];
  if (!main) return { incidents: [], before: [] };
  const incidents: Story[] = [];
  const before: Story[] = [];
  const aftermath: Condition[] = [];
  for (const s of stories) {
    if (s !== main && wasThereBefore(c, s, main)) before.push(s);
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
  const begun = s.tops.every((x) => x.onset.lo < main.faultAt);
  return begun && s.tops.every((x) => neverHealthy(c, x));
}

/** A workload that is not up this long after it was made has not been well since. */
const START = 2 * MINUTE;

/** How long a log or event stream runs before its first word can count as "seen healthy before". */
const FIRST_WORDS = 30 * SECOND;

/** True when nothing in the capture shows the thing well before: bad since it was made, or since we look. */
function neverHealthy(c: Case, x: Condition): boolean {
  const made = c.entity(x.entity)?.created?.hi ?? -Infinity;
  return x.onset.lo <= Math.max(made + START, beginning(c) + FIRST_WORDS);
}

/** First time that the capture itself speaks of (events, logs), not what objects remember. */
function beginning(c: Case): Instant {
  const first = Math.min(c.events[0]?.first.lo ?? Infinity, c.messages[0]?.at.lo ?? Infinity);
  return Number.isFinite(first) ? first : -Infinity;
}
