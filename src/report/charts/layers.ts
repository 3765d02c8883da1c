import { groupBy, sortedBy } from '../../base/index.js';
import type { GraphNode } from './graph.js';

type Pairs = readonly (readonly [string, string])[];

/** More nodes side by side do not fit a page at a size that can be read. */
const MOST_ABREAST = 5;

/** Moves effects down until each stands below its causes. */
function settle(layer: Map<string, number>, pairs: Pairs): void {
  for (let round = 0; round <= layer.size; round++) {
    let moved = false;
    for (const [a, b] of pairs) {
      const least = (layer.get(a) ?? 0) + 1;
      if ((layer.get(b) ?? 0) >= least) continue;
      layer.set(b, least);
      moved = true;
    }
    if (!moved) return;
  }
}

/** How many nodes a node leads to: what carries the story stays where it is. */
function followers(nodes: readonly GraphNode[], pairs: Pairs): ReadonlyMap<string, number> {
  const out = groupBy(pairs, ([a]) => a);
  const count = (id: string): number => {
    const seen = new Set([id]);
    const queue = [id];
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      for (const [, b] of out.get(at) ?? []) {
        if (seen.has(b)) continue;
        seen.add(b);
        queue.push(b);
      }
    }
    return seen.size;
  };
  return new Map(nodes.map((n) => [n.id, count(n.id)] as const));
}

/** A layer that is too wide hands those who lead to least down to the next (after Coffman and Graham). */
function narrow(layer: Map<string, number>, nodes: readonly GraphNode[], pairs: Pairs): void {
  const weight = followers(nodes, pairs);
  for (let at = 0; at <= nodes.length; at++) {
    const here = nodes.filter((n) => layer.get(n.id) === at);
    if (here.length === 0 && nodes.every((n) => (layer.get(n.id) ?? 0) <= at)) return;
    const ranked = sortedBy(here, (n) => -(weight.get(n.id) ?? 0), (n) => n.onset, (n) => n.id); // prettier-ignore
    for (const n of ranked.slice(MOST_ABREAST)) layer.set(n.id, at + 1);
    settle(layer, pairs);
  }
}

/**
 * The layer of each node: as far from a source as its longest way, no layer too wide; what has no cause
 * of its own stands just above its first effect.
 */
export function layersOf(nodes: readonly GraphNode[], pairs: Pairs): ReadonlyMap<string, number> {
  const layer = new Map<string, number>(nodes.map((n) => [n.id, 0]));
  settle(layer, pairs);
  const hasCause = new Set(pairs.map(([, b]) => b));
  const effects = groupBy(pairs, ([a]) => a);
  for (const n of nodes) {
    const below = effects.get(n.id) ?? [];
    if (hasCause.has(n.id) || below.length === 0 || n.role === 'root-cause') continue;
    layer.set(n.id, Math.min(...below.map(([, b]) => layer.get(b) ?? 1)) - 1);
  }
  narrow(layer, nodes, pairs);
  return layer;
}
