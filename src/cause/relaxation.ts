import type { Dag } from './dag.js';
import { Edges } from './edges.js';
import type { Numbers } from './numbers.js';

/** More sweeps than this mean that costs chase each other around; the story then stands as it is. */
const SWEEPS = 60;

/** A way to hold one condition: numbers of the links that together bring it about. */
export type Mechanism = readonly number[];

/**
 * Lowers costs until nothing moves. Sweeps run along the onsets, which order most of the graph, and look
 * only at conditions one of whose causes became cheaper since. The edges of what is chosen are kept in a
 * graph without cycles, so that nothing comes to rest on itself.
 */
export class Relaxation {
  /** Cost of each condition; infinite as long as none is known. */
  readonly cost: Float64Array;
  /** The mechanism that holds each condition. */
  readonly chosen: (Mechanism | undefined)[];
  readonly #numbers: Numbers;
  readonly #ways: readonly (readonly Mechanism[])[];
  readonly #story: Dag;
  readonly #linkCost: Float64Array;
  readonly #dependents: Edges;
  readonly #dirty: Uint8Array;
  #first = 0;
  #last: number;

  /** `ways` says by which mechanisms each condition can be held; none for one that needs no cause. */
  constructor(numbers: Numbers, ways: readonly (readonly Mechanism[])[], story: Dag) {
    const { conditions, links, causes, effects } = numbers;
    this.#numbers = numbers;
    this.#ways = ways;
    this.#story = story;
    this.cost = new Float64Array(conditions.length).fill(Infinity);
    this.chosen = conditions.map(() => undefined);
    this.#linkCost = Float64Array.from(links, (l) => -Math.log(Math.max(l.strength, 1e-6)));
    this.#dependents = new Edges(conditions.length, causes, effects);
    this.#dirty = Uint8Array.from(ways, (list) => (list.length > 0 ? 1 : 0));
    this.#last = conditions.length - 1;
  }

  /** Sets the cost of a condition: what follows from it is looked at again. */
  lower(place: number, cost: number): void {
    this.cost[place] = cost;
    for (const link of this.#dependents.numbers(place)) this.#touch(this.#numbers.effects[link] ?? 0);
  }

  settle(): void {
    for (let sweep = 0, moved = true; moved && sweep < SWEEPS; sweep += 1) {
      moved = false;
      const from = this.#first;
      this.#first = this.#dirty.length;
      for (let place = from; place <= this.#last; place += 1) {
        if (this.#dirty[place] !== 1) continue;
        this.#dirty[place] = 0;
        if (this.#improve(place)) moved = true;
      }
      if (this.#first > this.#last) this.#last = -1;
    }
  }

  #touch(place: number): void {
    if (this.#ways[place]?.length === 0) return;
    this.#dirty[place] = 1;
    this.#first = Math.min(this.#first, place);
    this.#last = Math.max(this.#last, place);
  }

  #improve(place: number): boolean {
    const before = this.cost[place];
    for (const way of this.#ways[place] ?? []) {
      const price = this.#priceOf(way);
      if (price >= (this.cost[place] ?? Infinity) - 1e-9) continue;
      if (way.some((link) => this.#story.leads(place, this.#numbers.causes[link] ?? 0))) {
        // It would rest on its own effect as things are chosen now; that may change.
        this.#touch(place);
        continue;
      }
      this.#choose(place, way);
      this.cost[place] = price;
    }
    const after = this.cost[place] ?? Infinity;
    if (after === before) return false;
    this.lower(place, after);
    return true;
  }

  #choose(place: number, way: Mechanism): void {
    const causesOf = (links: Mechanism): number[] => links.map((link) => this.#numbers.causes[link] ?? 0);
    for (const cause of causesOf(this.chosen[place] ?? [])) this.#story.remove(cause, place);
    this.#story.addAll(causesOf(way), place);
    this.chosen[place] = way;
  }

  /** Causes of one rule count by their mean: three killed replicas explain no worse than one. */
  #priceOf(way: Mechanism): number {
    let best = Infinity;
    let sum = 0;
    let known = 0;
    for (const link of way) {
      const source = this.cost[this.#numbers.causes[link] ?? 0] ?? Infinity;
      if (source === Infinity) continue;
      const price = source + (this.#linkCost[link] ?? 0);
      best = Math.min(best, price);
      sum += price;
      known += 1;
    }
    return known === 0 ? Infinity : (best + sum / known) / 2;
  }
}
