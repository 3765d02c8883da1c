import { groupBy, sortedBy } from '../base/index.js';
import type { ConditionEntry, LinkEntry } from '../model/index.js';
import type { IncidentCase } from './case.js';
import { spanOf } from './prose/time.js';

/** A condition of a chain with the accepted links that led to it. */
export interface ChainStep {
  readonly id: string;
  readonly links: readonly LinkEntry[];
}

function isGoal(x: ConditionEntry): boolean {
  return x.entity.kind === 'Surface' && x.role === 'symptom';
}

/** What can be reached from a set of conditions along links, itself included. */
function reach(
  from: readonly string[],
  next: ReadonlyMap<string, readonly LinkEntry[]>,
  end: 'from' | 'to',
): Set<string> {
  const seen = new Set(from);
  const queue = [...from];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const l of next.get(at) ?? []) {
      if (seen.has(l[end])) continue;
      seen.add(l[end]);
      queue.push(l[end]);
    }
  }
  return seen;
}

/**
 * What lies between a cause and the users: every condition on some accepted path from it to a surface
 * (or, where no surface is known, everything it led to), causes before effects. Where two branches had
 * to meet, both are there.
 */
export function chainFrom(c: IncidentCase, root: string): readonly ChainStep[] {
  const forward = reach([root], groupBy(c.accepted, (l) => l.from), 'to');
  const goals = c.incident.conditions.filter((x) => isGoal(x) && forward.has(x.id)).map((x) => x.id);
  const backward = goals.length === 0 ? forward : reach(goals, groupBy(c.accepted, (l) => l.to), 'from');
  const inside = c.accepted.filter((l) => forward.has(l.from) && backward.has(l.from) && forward.has(l.to) && backward.has(l.to));
  const into = groupBy(inside.filter((l) => l.to !== root), (l) => l.to);
  const waiting = new Set([...forward].filter((id) => backward.has(id)));
  const steps: ChainStep[] = [];
  const early = (id: string) => spanOf(c.condition(id)?.onset)?.lo ?? Infinity;
  while (waiting.size > 0) {
    const all = sortedBy(waiting, (id) => (id === root ? 0 : 1), early, (id) => id);
    // A loop has no first member: then the earliest one is taken.
    const id = all.find((x) => x === root || (into.get(x) ?? []).every((l) => !waiting.has(l.from))) ?? all[0];
    if (id === undefined) break;
    waiting.delete(id);
    steps.push({ id, links: into.get(id) ?? [] });
  }
  return steps;
} // prettier-ignore

/** One path from the cause to what users met: the one whose weakest link is strongest, then the longest. */
export function mainPath(c: IncidentCase, from: string): readonly LinkEntry[] {
  const out = groupBy(c.accepted, (l) => l.from);
  const goals = new Set(c.incident.conditions.filter(isGoal).map((x) => x.id));
  const paths: LinkEntry[][] = [];
  const walk = (at: string, path: LinkEntry[], seen: ReadonlySet<string>): void => {
    if (paths.length >= 400) return;
    const next = (out.get(at) ?? []).filter((l) => !seen.has(l.to));
    if (goals.has(at) || next.length === 0) {
      if (path.length > 0) paths.push(path);
      return;
    }
    for (const l of sortedBy(next, (x) => -x.strength, (x) => x.id)) walk(l.to, [...path, l], new Set([...seen, l.to])); // prettier-ignore
  };
  walk(from, [], new Set([from]));
  const weakest = (p: readonly LinkEntry[]) => Math.min(...p.map((l) => l.strength));
  const reaches = (p: readonly LinkEntry[]) => (goals.has(p.at(-1)?.to ?? '') ? 0 : 1);
  return sortedBy(paths, reaches, (p) => -weakest(p), (p) => -p.length)[0] ?? []; // prettier-ignore
}

/** Accepted links whose effect no chain has told, in the order in which the effects began. */
export function sideLinks(c: IncidentCase, told: ReadonlySet<string>): readonly LinkEntry[] {
  return sortedBy(
    c.accepted.filter((l) => !told.has(l.to)),
    (l) => spanOf(c.condition(l.to)?.onset)?.lo ?? Infinity,
    (l) => l.id,
  );
}
