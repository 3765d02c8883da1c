import { describe, expect, it } from 'vitest';
import { Dag } from '../../src/cause/dag.js';
import { seeded } from '../support/seeded.js';

/** What leads to what, the plain way. */
function leads(edges: readonly (readonly [number, number])[], from: number, to: number): boolean {
  const seen = new Set<number>();
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
    const dag = new Dag(3);
    expect(dag.add(2, 1)).toBe(true);
    expect(dag.add(1, 0)).toBe(true);
    expect(dag.leads(2, 0)).toBe(true);
    expect(dag.add(0, 2)).toBe(false);
    expect(dag.add(0, 0)).toBe(false);
    dag.remove(2, 1);
    expect(dag.leads(2, 0)).toBe(false);
    expect(dag.add(0, 2)).toBe(true);
  });

  it('answers as a plain search does, whatever is added and removed', () => {
    for (let seed = 1; seed <= 30; seed += 1) {
      const random = seeded(seed);
      const pick = (): number => Math.floor(random.next() * 24);
      const dag = new Dag(24);
      const edges: [number, number][] = [];
      for (let step = 0; step < 120; step += 1) {
        const [from, to] = [pick(), pick()];
        const gone = random.next() < 0.2 ? edges.shift() : undefined;
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
