import { byNumber } from '../base/index.js';
import type { Condition } from '../model/index.js';
import { Edges } from './edges.js';
import type { Graph } from './graph.js';
import type { Link } from './link.js';
import type { Numbers } from './numbers.js';
import type { Story } from './story.js';

/** Chains of a story from its roots to the worst effect, each as strong as its weakest link. */
export class Chains {
  readonly #tops: readonly Condition[];
  readonly #numbers: Numbers;
  readonly #order: Int32Array;
  /** Strength of the best chain to each condition, and the last link of that chain. */
  readonly #least: Float64Array;
  readonly #via: Int32Array;

  constructor(story: Story, { numbers }: Graph) {
    this.#tops = story.tops;
    this.#numbers = numbers;
    this.#order = inOrder(this.#numbers);
    this.#least = new Float64Array(story.conditions.length);
    this.#via = new Int32Array(story.conditions.length);
  }

  /** The chain from a root to the worst top that it leads to whose weakest link is strongest. */
  from(root: Condition): Link[] {
    const { links, causes } = this.#numbers;
    const start = this.#numbers.place(root);
    this.#spread(start);
    const places = this.#tops.map((t) => this.#numbers.place(t));
    const chain: Link[] = [];
    let at = places.find((place) => place !== start && (this.#least[place] ?? 0) > 0) ?? start;
    while (at !== start) {
      const via = this.#via[at] ?? 0;
      chain.push(...links.slice(via, via + 1));
      at = causes[via] ?? start;
    }
    return chain.reverse();
  }

  #spread(start: number): void {
    const { links, causes, effects } = this.#numbers;
    const least = this.#least.fill(0);
    least[start] = Infinity;
    for (const i of this.#order) {
      const before = least[causes[i] ?? 0] ?? 0;
      const effect = effects[i] ?? 0;
      if (before === 0 || effect === start) continue;
      const strength = Math.min(before, links[i]?.strength ?? 0);
      if (strength <= (least[effect] ?? 0)) continue;
      least[effect] = strength;
      this.#via[effect] = i;
    }
  }
}

/** Numbers of links so that each comes after all links into its cause; in waves, each in order of its effects. */
export function inOrder({ conditions, causes, effects }: Numbers): Int32Array {
  const outOf = new Edges(conditions.length, causes, effects);
  const open = new Int32Array(conditions.length);
  for (const effect of effects) open[effect] = (open[effect] ?? 0) + 1;
  const order: number[] = [];
  let ready = [...conditions.keys()].filter((place) => open[place] === 0);
  while (ready.length > 0) {
    const wave = ready.flatMap((place) => [...outOf.numbers(place)]);
    const rank = (i: number): number => (effects[i] ?? 0) * conditions.length + (causes[i] ?? 0);
    wave.sort((a, b) => byNumber(rank(a), rank(b)));
    ready = [];
    for (const i of wave) {
      order.push(i);
      const effect = effects[i] ?? 0;
      const left = (open[effect] ?? 0) - 1;
      open[effect] = left;
      if (left === 0) ready.push(effect);
    }
  }
  return Int32Array.from(order);
}
