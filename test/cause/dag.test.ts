import { describe, expect, it } from 'vitest';
import { Dag } from '../../src/cause/dag.js';

/** A small seeded generator (mulberry32), so that a failure can be repeated. */
function random(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** What leads to what, the plain way. */
function leads(edges: readonly (readonly [string, string])[], from: string, to: string): boolean {
  const seen = new Set<string>();
  const queue = [from];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const [a, b] of edges) {
      if (a !== at || seen.has(b)) continue;
      seen.add(b);
      queue.push(b);
    }
  }
  return seen.has(to);
}

describe('a graph that stays acyclic', () => {
  it('refuses the edge that would close a cycle, and that one alone', () => {
    const dag = new Dag(['a', 'b', 'c']);
    expect(dag.add('c', 'b')).toBe(true);
    expect(dag.add('b', 'a')).toBe(true);
    expect(dag.leads('c', 'a')).toBe(true);
    expect(dag.add('a', 'c')).toBe(false);
    expect(dag.add('a', 'a')).toBe(false);
    dag.remove('c', 'b');
    expect(dag.leads('c', 'a')).toBe(false);
    expect(dag.add('a', 'c')).toBe(true);
  });

  it('answers as a plain search does, whatever is added and removed', () => {
    for (let seed = 1; seed <= 30; seed += 1) {
      const next = random(seed);
      const ids = Array.from({ length: 24 }, (_, i) => `n${i}`);
      const pick = (): string => ids[Math.floor(next() * ids.length)] ?? '';
      const dag = new Dag(ids);
      const edges: [string, string][] = [];
      for (let step = 0; step < 120; step += 1) {
        const [from, to] = [pick(), pick()];
        const gone = next() < 0.2 ? edges.shift() : undefined;
        if (gone) dag.remove(...gone);
        const fits = from !== to && !leads(edges, to, from);
        expect(dag.add(from, to), `seed ${seed} step ${step}`).toBe(fits);
        if (fits) edges.push([from, to]);
        const [a, b] = [pick(), pick()];
        if (a !== b) expect(dag.leads(a, b), `seed ${seed} step ${step}`).toBe(leads(edges, a, b));
      }
    }
  });
});
