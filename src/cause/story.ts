import { groupBy, sortedBy, type Instant } from '../base/index.js';
import type { Condition, ConditionNature, ConditionType } from '../model/index.js';
import type { Link } from './link.js';

/** A connected part of the story. */
export interface Story {
  readonly conditions: readonly Condition[];
  readonly links: readonly Link[];
  /** What users or the platform feel. */
  readonly tops: readonly Condition[];
  /** Beginning of the first abnormal condition that leads to a top. */
  readonly faultAt: Instant;
  /** What responders set off elsewhere while they worked on it: pods deleted, a rollout restarted. */
  readonly aftermath?: readonly Condition[];
}

/** True where a fault that a person should look at explains itself. */
export function isExplained(s: Story, types: ReadonlyMap<string, ConditionType>): boolean {
  return s.conditions.some((x) => x.severity >= 2 && types.get(x.type)?.selfExplaining === true);
}

/**
 * What makes a group worth an incident: impacts of weight; without any, a severe condition, and then what
 * it led to last is what was felt.
 */
export function topsOf(
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

/** Rank of what the platform does for all: the control plane. */
export const PLATFORM = 3;

/** A surface that users come through weighs most, then what the platform does for all, then one workload. */
export function rankOfTop(x: Condition): number {
  const rank: Readonly<Record<string, number>> = {
    Surface: 4,
    Cluster: PLATFORM,
    Component: PLATFORM,
    Namespace: 2,
    Node: 2,
  };
  return rank[x.entity.kind] ?? 1;
}

/** Beginning of the first abnormal condition on the way to the worst effect; side stories do not count. */
export function faultAt(
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
