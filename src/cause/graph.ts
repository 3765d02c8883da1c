import { groupBy, sortedBy } from '../base/index.js';
import type { Condition } from '../model/index.js';
import { Edges } from './edges.js';
import type { Link } from './link.js';

const NONE: readonly never[] = [];

/** What a walk came upon. */
export interface Reach {
  has(id: string): boolean;
  /** In the order of the graph. */
  readonly conditions: readonly Condition[];
}

/**
 * The conditions of a story and the links between them, to be walked in both directions. Inside, conditions
 * go by number: a storm is walked once for each of its roots.
 */
export class Graph {
  readonly conditions: readonly Condition[];
  readonly #places: ReadonlyMap<string, number>;
  readonly #into: ReadonlyMap<string, readonly Link[]>;
  readonly #outOf: ReadonlyMap<string, readonly Link[]>;
  readonly #forward: Edges;
  readonly #back: Edges;

  constructor(conditions: readonly Condition[], links: readonly Link[]) {
    this.conditions = conditions;
    this.#places = new Map(conditions.map((x, place) => [x.id, place]));
    this.#into = groupBy(links, (l) => l.effect.id);
    this.#outOf = groupBy(links, (l) => l.cause.id);
    const inside = links.filter((l) => this.#places.has(l.cause.id) && this.#places.has(l.effect.id));
    const causes = inside.map((l) => this.place(l.cause));
    const effects = inside.map((l) => this.place(l.effect));
    this.#forward = new Edges(conditions.length, causes, effects);
    this.#back = new Edges(conditions.length, effects, causes);
  }

  /** Number of a condition of the graph; -1 for another one. */
  place(x: Condition): number {
    return this.#places.get(x.id) ?? -1;
  }

  /** Conditions of the graph, in its order. */
  sorted(some: readonly Condition[]): Condition[] {
    return sortedBy(
      some.filter((x) => this.#places.has(x.id)),
      (x) => this.place(x),
    );
  }

  into(x: Condition): readonly Link[] {
    return this.#into.get(x.id) ?? NONE;
  }

  outOf(x: Condition): readonly Link[] {
    return this.#outOf.get(x.id) ?? NONE;
  }

  /** What follows from a condition; itself only where it follows from itself. */
  after(x: Condition): Reach {
    return this.#reach(this.#forward.reached([this.place(x)]));
  }

  /** What leads to any of some conditions; themselves only where they lead to one another. */
  before(conditions: readonly Condition[]): Reach {
    return this.#reach(this.#back.reached(conditions.map((x) => this.place(x))));
  }

  #reach(places: Int32Array): Reach {
    const seen = new Uint8Array(this.conditions.length);
    for (const place of places) seen[place] = 1;
    const conditions: Condition[] = [];
    for (const place of places.sort()) {
      const x = this.conditions[place];
      if (x) conditions.push(x);
    }
    return { has: (id) => seen[this.#places.get(id) ?? -1] === 1, conditions };
  }
}
