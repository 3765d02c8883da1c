import { sortedBy } from '../base/index.js';
import type { Condition } from '../model/index.js';
import { Edges } from './edges.js';
import type { Link } from './link.js';
import { Numbers } from './numbers.js';

/** What a walk came upon. */
export interface Reach {
  has(x: Condition): boolean;
  /** In the order of the graph. */
  readonly conditions: readonly Condition[];
}

/**
 * The conditions of a story and the links between them, to be walked in both directions, as a storm is once
 * for each of its roots.
 */
export class Graph {
  readonly numbers: Numbers;
  readonly #outOf: Edges;
  readonly #into: Edges;

  constructor(conditions: readonly Condition[], links: readonly Link[]) {
    this.numbers = new Numbers(conditions, links);
    const { causes, effects } = this.numbers;
    this.#outOf = new Edges(conditions.length, causes, effects);
    this.#into = new Edges(conditions.length, effects, causes);
  }

  /** Links into a condition, in their order. */
  into(x: Condition): readonly Link[] {
    return this.#links(this.#into, x);
  }

  /** Links out of a condition, in their order. */
  outOf(x: Condition): readonly Link[] {
    return this.#links(this.#outOf, x);
  }

  /** What follows from a condition; itself only where it follows from itself. */
  after(x: Condition): Reach {
    return this.#reach(this.#outOf.reached([this.numbers.place(x)]));
  }

  /** What leads to any of some conditions; themselves only where they lead to one another. */
  before(conditions: readonly Condition[]): Reach {
    return this.#reach(this.#into.reached(conditions.map((x) => this.numbers.place(x))));
  }

  /** Those of some conditions that are of the graph, in its order. */
  sorted(some: readonly Condition[]): Condition[] {
    const numbers = this.numbers;
    return sortedBy(
      some.filter((x) => numbers.has(x)),
      (x) => numbers.place(x),
    );
  }

  /** The parts between which no link runs, each in the order of the graph, as are the parts. */
  components(): Condition[][] {
    const groups = new Map<number, Condition[]>();
    const firstOf = joined(this.numbers);
    this.numbers.conditions.forEach((x, place) => {
      const first = firstOf(place);
      const group = groups.get(first);
      if (group) group.push(x);
      else groups.set(first, [x]);
    });
    return [...groups.values()];
  }

  #links(edges: Edges, x: Condition): readonly Link[] {
    const found: Link[] = [];
    for (const number of edges.numbers(this.numbers.place(x))) {
      const link = this.numbers.links[number];
      if (link) found.push(link);
    }
    return found;
  }

  #reach(places: readonly number[]): Reach {
    const numbers = this.numbers;
    const seen = new Uint8Array(numbers.conditions.length);
    for (const place of places) seen[place] = 1;
    const conditions: Condition[] = [];
    for (const place of Int32Array.from(places).sort()) {
      const x = numbers.conditions[place];
      if (x) conditions.push(x);
    }
    return { has: (x) => seen[numbers.place(x)] === 1, conditions };
  }
}

/** The first member of the part that each place belongs to (union-find with halved paths). */
function joined({ conditions, causes, effects }: Numbers): (place: number) => number {
  const up = Int32Array.from(conditions, (_, place) => place);
  const find = (place: number): number => {
    let at = place;
    for (let next = up[at] ?? at; next !== at; next = up[at] ?? at) {
      up[at] = up[next] ?? next;
      at = next;
    }
    return at;
  };
  causes.forEach((cause, i) => {
    const [a, b] = [find(cause), find(effects[i] ?? cause)];
    up[Math.max(a, b)] = Math.min(a, b);
  });
  return find;
}
