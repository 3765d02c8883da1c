import { components, groupBy, MINUTE, sortedBy, type Instant } from '../base/index.js';
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
    else stories.push({ conditions: members, links, tops, faultAt: faultAt(members, nature) });
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

/** Worth an incident: an impact of weight, or a severe condition that something else does not already show. */
function topsOf(
  members: readonly Condition[],
  links: readonly Link[],
  nature: (x: Condition) => ConditionNature,
): Condition[] {
  const causes = new Set(links.map((l) => l.cause.id));
  const impacts = members.filter((x) => nature(x) === 'impact' && x.severity >= 2);
  const severe = members.filter(
    (x) =>
      x.severity >= 3 &&
      nature(x) !== 'weakness' &&
      nature(x) !== 'change' &&
      nature(x) !== 'load' &&
      !causes.has(x.id),
  );
  const tops = impacts.length > 0 ? impacts : severe;
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

function faultAt(members: readonly Condition[], nature: (x: Condition) => ConditionNature): Instant {
  const abnormal = members.filter(
    (x) => nature(x) !== 'weakness' && nature(x) !== 'change' && x.severity >= 2,
  );
  return Math.min(...(abnormal.length > 0 ? abnormal : members).map((x) => x.onset.lo));
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
  for (const s of stories) (s !== main && wasThereBefore(c, s, main) ? before : incidents).push(s);
  return { incidents, before };
}

function wasThereBefore(c: Case, s: Story, main: Story): boolean {
  if (s.tops.some((x) => rankOfTop(x) >= rankOfTop(main.tops[0] ?? x) && rankOfTop(x) >= 3)) return false;
  const latestOnset = Math.max(...s.conditions.filter((x) => x.severity >= 2).map((x) => x.onset.hi));
  if (latestOnset < main.faultAt - LONGEST_LAG) return true;
  const firstSeen = Math.min(...s.conditions.map((x) => x.onset.lo));
  const neverHealthy = firstSeen < beginning(c) + LONGEST_LAG;
  return neverHealthy && firstSeen < main.faultAt;
}

/** First time that the capture itself speaks of (events, logs), not what objects remember. */
function beginning(c: Case): Instant {
  const first = Math.min(c.events[0]?.first.lo ?? Infinity, c.messages[0]?.at.lo ?? Infinity);
  return Number.isFinite(first) ? first : -Infinity;
}
