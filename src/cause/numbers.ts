import type { Condition } from '../model/index.js';
import type { Link } from './link.js';

/**
 * Conditions and the links between them by number, each its place in its list: what a storm is searched and
 * walked with. Links that lead out of the conditions are left out.
 */
export class Numbers {
  readonly conditions: readonly Condition[];
  readonly links: readonly Link[];
  /** Place of the cause, and of the effect, of each link. */
  readonly causes: Int32Array;
  readonly effects: Int32Array;
  readonly #places: ReadonlyMap<Condition, number>;

  constructor(conditions: readonly Condition[], links: readonly Link[]) {
    this.conditions = conditions;
    this.#places = new Map(conditions.map((x, place) => [x, place]));
    const causes = Int32Array.from(links, (l) => this.place(l.cause));
    const effects = Int32Array.from(links, (l) => this.place(l.effect));
    const isInside = (_: unknown, i: number): boolean => (causes[i] ?? -1) >= 0 && (effects[i] ?? -1) >= 0;
    this.links = links.filter(isInside);
    this.causes = causes.filter(isInside);
    this.effects = effects.filter(isInside);
  }

  has(x: Condition): boolean {
    return this.#places.has(x);
  }

  /** Place of a condition; -1 where it is not among them. */
  place(x: Condition): number {
    return this.#places.get(x) ?? -1;
  }
}
