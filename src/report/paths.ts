import { groupBy, sortedBy } from '../base/index.js';
import { spanOf } from './prose/time.js';
import type { Story, StoryLink, StoryNode } from './story.js';

/** A node of a chain with the accepted links that led to it. */
export interface ChainStep {
  readonly node: StoryNode;
  readonly links: readonly StoryLink[];
}

const early = (n: StoryNode) => spanOf(n.onset)?.lo ?? Infinity;

/** What can be reached from some nodes along links, themselves included. */
function reach(from: readonly string[], next: ReadonlyMap<string, readonly StoryLink[]>, end: 'from' | 'to'): Set<string> {
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
} // prettier-ignore

/** A node that the chain only kept going is told with what started it, and with what led to that. */
function withStarts(inside: ReadonlySet<string>, byEffect: ReadonlyMap<string, readonly StoryLink[]>): ReadonlySet<string> {
  const starts = [...inside].flatMap((id) => {
    const links = byEffect.get(id) ?? [];
    const kept = links.some((l) => inside.has(l.from)) && links.every((l) => l.keeps || !inside.has(l.from));
    return kept ? links.filter((l) => !l.keeps).map((l) => l.from) : [];
  });
  return starts.length === 0 ? inside : new Set([...inside, ...reach(starts, byEffect, 'from')]);
} // prettier-ignore

/**
 * What lies between a cause and the users: what set it off, and every node on some accepted path from
 * it to a surface (or, where no surface is known, everything it led to), causes before effects. Where
 * two branches had to meet, both are there.
 */
export function chainFrom(story: Story, root: string): readonly ChainStep[] {
  const forward = reach([root], groupBy(story.links, (l) => l.from), 'to'); // prettier-ignore
  const goals = [...story.goals].filter((id) => forward.has(id));
  const byEffect = groupBy(story.links, (l) => l.to);
  const backward = goals.length === 0 ? forward : reach(goals, byEffect, 'from');
  const before = reach([root], byEffect, 'from');
  const inside = withStarts(new Set([...before, ...[...forward].filter((id) => backward.has(id))]), byEffect);
  const into = groupBy(story.links.filter((l) => inside.has(l.from) && inside.has(l.to)), (l) => l.to); // prettier-ignore
  const waiting = new Map(story.nodes.filter((n) => inside.has(n.id)).map((n) => [n.id, n] as const));
  const steps: ChainStep[] = [];
  while (waiting.size > 0) {
    const all = sortedBy(waiting.values(), early, (n) => n.id); // prettier-ignore
    const free = (n: StoryNode) => (into.get(n.id) ?? []).every((l) => l.keeps || !waiting.has(l.from));
    // A loop has no first member: then the earliest one is taken.
    const node = all.find(free) ?? all[0];
    if (node === undefined) break;
    waiting.delete(node.id);
    steps.push({ node, links: into.get(node.id) ?? [] });
  }
  return steps;
}

/**
 * One path from the cause to what users met: the one whose weakest link is strongest, then the longest; of all links,
 * or of those alone that started something.
 */
export function mainPath(story: Story, from: string, of: 'all' | 'starts' = 'all'): readonly StoryLink[] {
  const out = groupBy(of === 'all' ? story.links : story.links.filter((l) => !l.keeps), (l) => l.from);
  const { goals } = story;
  const paths: StoryLink[][] = [];
  const walk = (at: string, path: StoryLink[], seen: ReadonlySet<string>): void => {
    if (paths.length >= 400) return;
    const next = (out.get(at) ?? []).filter((l) => !seen.has(l.to));
    if (goals.has(at) || next.length === 0) {
      if (path.length > 0) paths.push(path);
      return;
    }
    for (const l of sortedBy(next, (x) => -x.strength, (x) => x.id)) walk(l.to, [...path, l], new Set([...seen, l.to])); // prettier-ignore
  };
  walk(from, [], new Set([from]));
  const weakest = (p: readonly StoryLink[]) => Math.min(...p.map((l) => l.strength));
  const reaches = (p: readonly StoryLink[]) => (goals.has(p.at(-1)?.to ?? '') ? 0 : 1);
  return sortedBy(paths, reaches, (p) => -weakest(p), (p) => -p.length)[0] ?? []; // prettier-ignore
}

/** Accepted links whose effect no chain has told, in the order in which the effects began. */
export function sideLinks(story: Story, told: ReadonlySet<string>): readonly StoryLink[] {
  return sortedBy(
    story.links.filter((l) => !told.has(l.to)),
    (l) => spanOf(story.node(l.to)?.onset)?.lo ?? Infinity,
    (l) => l.id,
  );
}
