import { describe, expect, it } from 'vitest';
import { components } from '../../src/base/index.js';
import { Chains } from '../../src/cause/chain.js';
import { Graph } from '../../src/cause/graph.js';
import { Link } from '../../src/cause/link.js';
import type { CausalRule } from '../../src/cause/rule.js';
import { keyOf, ref, type Condition } from '../../src/model/index.js';
import { ALWAYS } from '../../src/cause/walk.js';
import { conditionOf } from '../support/rule-tester.js';
import { seeded } from '../support/seeded.js';

const rule: CausalRule = {
  id: 'made',
  effect: ['down'],
  cause: ['down'],
  mechanism: 'made for the test',
  paths: ['self'],
  lag: { min: 0, max: 60, source: 'made for the test' },
  strength: 0.8,
};
const pod = ref('Pod', 'shop', 'web');
const conditions = Array.from({ length: 14 }, (_, i) => conditionOf('down', pod, i, { id: `x${i}` }));

function link(cause: Condition, effect: Condition, strength = 0.8): Link {
  return new Link({ rule, cause, effect, way: { at: keyOf(pod), valid: ALWAYS }, strength, guards: [] });
}

/** Links that run from earlier conditions to later ones, so that there is no cycle. */
function someLinks(seed: number): Link[] {
  const random = seeded(seed);
  return Array.from({ length: 22 }, () => [random.below(14), random.below(14)])
    .filter(([a = 0, b = 0]) => a < b)
    .flatMap(([a = 0, b = 0]) => {
      const [cause, effect] = [conditions[a], conditions[b]];
      return cause && effect ? [link(cause, effect, 0.4 + random.below(6) / 10)] : [];
    });
}

/** What follows from a condition, the plain way. */
function after(links: readonly Link[], x: Condition): Set<Condition> {
  const seen = new Set(links.filter((l) => l.cause === x).map((l) => l.effect));
  for (const y of seen) for (const l of links) if (l.cause === y) seen.add(l.effect);
  return seen;
}

/** The strength of the weakest link on the best of all ways, by trying them all. */
function best(links: readonly Link[], from: Condition, to: Condition): number {
  if (from === to) return Infinity;
  return links
    .filter((l) => l.cause === from)
    .reduce((most, l) => Math.max(most, Math.min(l.strength, best(links, l.effect, to))), 0);
}

describe('the graph of a story', () => {
  it('finds what a plain search finds, in both directions', () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const links = someLinks(seed);
      const graph = new Graph(conditions, links);
      for (const x of conditions) {
        const follows = after(links, x);
        expect(graph.after(x).conditions, `seed ${seed}`).toEqual(conditions.filter((y) => follows.has(y)));
        expect(conditions.filter((y) => graph.after(x).has(y))).toEqual([...graph.after(x).conditions]);
        const leading = conditions.filter((y) => after(links, y).has(x));
        expect(graph.before([x]).conditions).toEqual(leading);
        expect(graph.into(x)).toEqual(links.filter((l) => l.effect === x));
        expect(graph.outOf(x)).toEqual(links.filter((l) => l.cause === x));
      }
    }
  });

  it('falls into the parts that no link joins', () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const links = someLinks(seed).slice(0, 8);
      const parts = new Graph(conditions, links).components().map((part) => part.map((x) => x.id));
      const pairs = links.map((l) => [l.cause.id, l.effect.id] as const);
      expect(parts, `seed ${seed}`).toEqual(
        components(
          conditions.map((x) => x.id),
          pairs,
        ),
      );
    }
  });

  it('leaves out links to what is not of the story, and knows nothing of a stranger', () => {
    const [a, b, c] = conditions;
    if (!a || !b || !c) throw new Error('three conditions are needed');
    const graph = new Graph([a, b], [link(a, b), link(b, c)]);
    expect(graph.outOf(b)).toEqual([]);
    expect(graph.after(a).conditions).toEqual([b]);
    expect(graph.into(c)).toEqual([]);
    expect(graph.before([c]).conditions).toEqual([]);
    expect(graph.sorted([c, b, a])).toEqual([a, b]);
  });
});

describe('the chain from a root', () => {
  it('is as strong as the best of all ways to the worst top that there is a way to', () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const links = someLinks(seed);
      const tops = conditions.slice(-3).reverse();
      const story = { conditions, links, tops, faultAt: 0 };
      const chains = new Chains(story, new Graph(conditions, links));
      for (const root of conditions.slice(0, 10)) {
        const chain = chains.from(root);
        const top = tops.find((t) => after(links, root).has(t));
        const least = chain.reduce((worst, l) => Math.min(worst, l.strength), Infinity);
        expect(chain.at(-1)?.effect, `seed ${seed}`).toBe(top);
        if (!top) continue;
        expect(chain[0]?.cause).toBe(root);
        chain.forEach((l, i) => {
          if (i > 0) expect(l.cause).toBe(chain[i - 1]?.effect);
        });
        expect(least).toBe(best(links, root, top));
      }
    }
  });
});
