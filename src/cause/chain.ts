import type { Condition } from '../model/index.js';
import type { Graph } from './graph.js';
import type { Link } from './link.js';
import { inOrder } from './search.js';
import type { Story } from './story.js';

/** Chains of a story from its roots to the worst effect, each as strong as its weakest link. */
export class Chains {
  readonly #story: Story;
  readonly #graph: Graph;
  /** The links in the order of the story, and the numbers of their ends. */
  readonly #links: readonly Link[];
  readonly #causes: Int32Array;
  readonly #effects: Int32Array;
  /** Strength of the best chain to each condition, and the last link of that chain. */
  readonly #least: Float64Array;
  readonly #via: Int32Array;

  constructor(story: Story, graph: Graph) {
    this.#story = story;
    this.#graph = graph;
    this.#links = inOrder(story.links);
    this.#causes = Int32Array.from(this.#links, (l) => graph.place(l.cause));
    this.#effects = Int32Array.from(this.#links, (l) => graph.place(l.effect));
    this.#least = new Float64Array(graph.conditions.length);
    this.#via = new Int32Array(graph.conditions.length);
  }

  /** The chain from a root to the worst top that it leads to whose weakest link is strongest. */
  from(root: Condition): Link[] {
    const start = this.#graph.place(root);
    this.#spread(start);
    const top = this.#story.tops.find((t) => t.id !== root.id && this.#reached(this.#graph.place(t)));
    const chain: Link[] = [];
    for (let at = top ? this.#graph.place(top) : start; at !== start;) {
      const via = this.#via[at] ?? -1;
      const link = this.#links[via];
      if (!link) break;
      chain.unshift(link);
      at = this.#causes[via] ?? start;
    }
    return chain;
  }

  #reached(place: number): boolean {
    return (this.#least[place] ?? 0) > 0;
  }

  #spread(start: number): void {
    const [least, via] = [this.#least, this.#via];
    least.fill(0);
    least[start] = Infinity;
    for (let i = 0; i < this.#links.length; i += 1) {
      const before = least[this.#causes[i] ?? 0] ?? 0;
      const effect = this.#effects[i] ?? 0;
      if (before === 0 || effect === start) continue;
      const strength = Math.min(before, this.#links[i]?.strength ?? 0);
      if (strength <= (least[effect] ?? 0)) continue;
      least[effect] = strength;
      via[effect] = i;
    }
  }
}
