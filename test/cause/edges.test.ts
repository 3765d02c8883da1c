import { describe, expect, it } from 'vitest';
import { Adjacency } from '../../src/cause/adjacency.js';
import { Edges } from '../../src/cause/edges.js';
import { seeded } from '../support/seeded.js';

const NODES = 12;

function targets(edges: Adjacency, node: number): number[] {
  const found: number[] = [];
  for (let edge = edges.first(node); edge !== 0; edge = edges.next(edge)) found.push(edges.to(edge));
  return found;
}

describe('edges that come and go', () => {
  it('are those of plain lists, however many and in whatever order they go', () => {
    const random = seeded(5);
    const edges = new Adjacency(NODES);
    const lists = Array.from({ length: NODES }, (): number[] => []);
    for (let step = 0; step < 6000; step += 1) {
      const [from, to] = [random.below(NODES), random.below(NODES)];
      const list = lists[from] ?? [];
      if (random.below(3) === 0) {
        edges.remove(from, to);
        const at = list.lastIndexOf(to);
        if (at >= 0) list.splice(at, 1);
      } else {
        edges.add(from, to);
        list.push(to);
      }
      if (step % 50 === 0) expect(targets(edges, from)).toEqual([...list].reverse());
    }
    lists.forEach((list, node) => {
      expect(targets(edges, node)).toEqual([...list].reverse());
    });
  });
});

describe('edges that stay', () => {
  it('keep their numbers in order, and are walked as plain lists are', () => {
    for (let seed = 1; seed <= 30; seed += 1) {
      const random = seeded(seed);
      const from = Array.from({ length: 18 }, () => random.below(NODES));
      const to = from.map(() => random.below(NODES));
      const edges = new Edges(NODES, from, to);
      for (let node = 0; node < NODES; node += 1) {
        const numbers = [...from.keys()].filter((i) => from[i] === node);
        expect([...edges.numbers(node)], `seed ${seed}`).toEqual(numbers);
        const seen = new Set(numbers.map((i) => to[i]));
        for (const n of seen) from.forEach((f, i) => f === n && seen.add(to[i]));
        expect(new Set(edges.reached([node])), `seed ${seed}`).toEqual(seen);
      }
    }
  });

  it('have none for a node that there is not', () => {
    const edges = new Edges(2, [0], [1]);
    expect([...edges.numbers(-1), ...edges.numbers(7)]).toEqual([]);
    expect(edges.reached([-1])).toEqual([]);
  });
});
