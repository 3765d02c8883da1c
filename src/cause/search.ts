import { groupBy, sortedBy } from '../base/index.js';
import type { Condition, ConditionNature, ConditionType } from '../model/index.js';
import { Dag } from './dag.js';
import type { Link } from './link.js';

/**
 * How readily a condition is taken for a source of trouble: −ln of a weak prior (causal-model 3.5; shaped by
 * Google's trigger shares 2010–17). A self-explaining fault needs no cause; a symptom without one is odd.
 */
const PRIOR: Readonly<Record<ConditionNature, number>> = {
  change: 0.55,
  fault: 0.12,
  load: 0.1,
  weakness: 0.02,
  observer: 0.03,
  symptom: 0.03,
  impact: 0.01,
};
const SELF_EXPLAINING = 0.4;

/** Links this much weaker than the best one of the same effect are alternatives, not part of the story. */
const ALSO = 0.62;

/** A weaker link is never part of the story on its own: it would be co-location told as a cause. */
const LEAST = 0.35;

/** A way to hold one condition: links that together bring it about (one rule, all its bound causes). */
export interface Mechanism {
  readonly effect: Condition;
  readonly links: readonly Link[];
}

/** Links by the condition that they lead into. */
export class LinksInto {
  readonly all: readonly Link[];
  readonly #byEffect: ReadonlyMap<string, readonly Link[]>;

  constructor(links: readonly Link[]) {
    this.all = links;
    this.#byEffect = groupBy(links, (l) => l.effect.id);
  }

  into(id: string): readonly Link[] {
    return this.#byEffect.get(id) ?? [];
  }

  /** Links into any of the conditions, in their order. */
  intoAny(conditions: readonly Condition[]): Link[] {
    return conditions.flatMap((x) => this.into(x.id));
  }
}

/** What the search found. */
export interface Derivation {
  /** Cheapest cost of each condition. */
  readonly cost: ReadonlyMap<string, number>;
  /** The mechanism by which each condition that has a cause is held. */
  readonly chosen: ReadonlyMap<string, Mechanism>;
  /** All links of the story. */
  readonly accepted: LinksInto;
  /** Standing links that tell another story; shortcuts past the story's own links are left out. */
  readonly alternative: LinksInto;
}

export function rootCost(x: Condition, types: ReadonlyMap<string, ConditionType>): number {
  const type = types.get(x.type);
  const prior = type?.selfExplaining === true ? SELF_EXPLAINING : PRIOR[type?.nature ?? 'symptom'];
  return -Math.log(prior) + (x.severity === 0 ? 1 : 0);
}

/**
 * Cheapest derivation of every condition (Knuth's generalisation of Dijkstra to AND/OR graphs): a condition
 * is either a source at its prior's cost, or follows from the causes of one mechanism at their cost plus
 * that of the links. Costs of shared parts are counted once per effect, not per path. Then the links of the
 * story: those of the chosen mechanisms, and further ones into the same effects from conditions that the
 * story already holds. `conditions` come sorted by onset.
 */
export function search(
  conditions: readonly Condition[],
  standing: readonly Link[],
  types: ReadonlyMap<string, ConditionType>,
): Derivation {
  const story = new Dag(conditions.map((x) => x.id));
  const mechanisms = mechanismsOf(standing.filter((l) => l.strength >= LEAST));
  const { cost, chosen } = cheapest(conditions, mechanisms, types, story);
  const accepted = new Set<Link>();
  const held = new Set<string>();
  const strongest = new Map<string, number>();
  for (const m of chosen.values()) {
    strongest.set(
      m.effect.id,
      m.links.reduce((most, l) => Math.max(most, l.strength), 0),
    );
    for (const l of m.links) {
      accepted.add(l);
      held.add(l.cause.id).add(l.effect.id);
    }
  }
  const implied = new Set<Link>();
  for (const l of standing) {
    if (accepted.has(l)) continue;
    if (story.leads(l.cause.id, l.effect.id)) {
      implied.add(l);
      continue;
    }
    const best = strongest.get(l.effect.id);
    if (best === undefined || l.strength < Math.max(LEAST, ALSO * best) || !held.has(l.cause.id)) continue;
    if (story.add(l.cause.id, l.effect.id)) accepted.add(l);
  }
  return {
    cost,
    chosen,
    accepted: new LinksInto(standing.filter((l) => accepted.has(l))),
    alternative: new LinksInto(standing.filter((l) => !accepted.has(l) && !implied.has(l))),
  };
}

/** Links of one rule into one effect work together: all backends of a Service, both faults of a node. */
function mechanismsOf(links: readonly Link[]): Mechanism[] {
  const out: Mechanism[] = [];
  for (const into of groupBy(links, (l) => l.effect.id).values()) {
    for (const group of groupBy(into, (l) => l.rule.id).values()) {
      const first = group[0];
      if (first) out.push({ effect: first.effect, links: group });
    }
  }
  return out;
}

/**
 * Every condition was observed, so each must be accounted for: as a source, at its prior's cost, or through
 * its best mechanism, at the cost of the links. A condition whose best link is more plausible than being a
 * source is derived; which mechanism holds it is decided by the cost of the whole way back. The edges of
 * what is chosen are kept in `story`, so that nothing comes to rest on itself.
 */
function cheapest(
  conditions: readonly Condition[],
  mechanisms: readonly Mechanism[],
  types: ReadonlyMap<string, ConditionType>,
  story: Dag,
): { cost: Map<string, number>; chosen: Map<string, Mechanism> } {
  const cost = new Map<string, number>();
  const byEffect = groupBy(mechanisms, (m) => m.effect.id);
  const waiting: Condition[] = [];
  for (const x of conditions) {
    let strongest = 0;
    for (const m of byEffect.get(x.id) ?? [])
      for (const l of m.links) strongest = Math.max(strongest, l.strength);
    if (-Math.log(strongest) < rootCost(x, types)) waiting.push(x);
    else cost.set(x.id, rootCost(x, types));
  }
  const relaxation = new Relaxation(waiting, byEffect, cost, story);
  const entries = sortedBy(
    waiting.map((x) => ({ x, price: rootCost(x, types) })),
    (e) => e.x.onset.lo,
    (e) => e.price,
    (e) => e.x.id,
  );
  relaxation.settle();
  // What only leans on each other has no source: the earliest, least surprising member becomes one.
  for (const { x, price } of entries) {
    if (cost.has(x.id)) continue;
    cost.set(x.id, price);
    relaxation.lowered(x.id);
    relaxation.settle();
  }
  return { cost, chosen: relaxation.chosen };
}

/** More sweeps than this mean that costs chase each other around; the story then stands as it is. */
const SWEEPS = 60;

/**
 * Lowers costs until nothing moves. Sweeps run along the onsets, which order most of the graph, and look
 * only at conditions one of whose causes became cheaper since.
 */
class Relaxation {
  readonly chosen = new Map<string, Mechanism>();
  readonly #order: readonly Condition[];
  readonly #byEffect: ReadonlyMap<string, readonly Mechanism[]>;
  readonly #cost: Map<string, number>;
  readonly #story: Dag;
  /** Places in the order of what a condition is a cause of. */
  readonly #dependents = new Map<string, number[]>();
  readonly #dirty: Uint8Array;
  #first = 0;
  #last: number;

  constructor(
    waiting: readonly Condition[],
    byEffect: ReadonlyMap<string, readonly Mechanism[]>,
    cost: Map<string, number>,
    story: Dag,
  ) {
    this.#order = sortedBy(
      waiting,
      (x) => x.onset.lo,
      (x) => x.onset.hi,
      (x) => x.id,
    );
    this.#byEffect = byEffect;
    this.#cost = cost;
    this.#story = story;
    this.#dirty = new Uint8Array(waiting.length).fill(1);
    this.#last = waiting.length - 1;
    this.#order.forEach((x, place) => {
      for (const m of byEffect.get(x.id) ?? [])
        for (const l of m.links) {
          const list = this.#dependents.get(l.cause.id);
          if (!list) this.#dependents.set(l.cause.id, [place]);
          else if (list[list.length - 1] !== place) list.push(place);
        }
    });
  }

  /** Says that a condition became cheaper: what follows from it is looked at again. */
  lowered(id: string): void {
    for (const place of this.#dependents.get(id) ?? []) this.#touch(place);
  }

  settle(): void {
    for (let sweep = 0, moved = true; moved && sweep < SWEEPS; sweep += 1) {
      moved = false;
      const from = this.#first;
      this.#first = this.#order.length;
      for (let place = from; place <= this.#last; place += 1) {
        if (this.#dirty[place] !== 1) continue;
        this.#dirty[place] = 0;
        if (this.#improve(place)) moved = true;
      }
      if (this.#first > this.#last) this.#last = -1;
    }
  }

  #touch(place: number): void {
    this.#dirty[place] = 1;
    this.#first = Math.min(this.#first, place);
    this.#last = Math.max(this.#last, place);
  }

  #improve(place: number): boolean {
    const x = this.#order[place];
    let better = false;
    for (const m of (x && this.#byEffect.get(x.id)) ?? []) {
      const price = priceOf(m, this.#cost);
      if (price >= (this.#cost.get(m.effect.id) ?? Infinity) - 1e-9) continue;
      if (m.links.some((l) => this.#story.leads(m.effect.id, l.cause.id))) {
        // It would rest on its own effect as things are chosen now; that may change.
        this.#touch(place);
        continue;
      }
      this.#choose(m, price);
      better = true;
    }
    if (better && x) this.lowered(x.id);
    return better;
  }

  #choose(m: Mechanism, price: number): void {
    for (const l of this.chosen.get(m.effect.id)?.links ?? []) this.#story.remove(l.cause.id, l.effect.id);
    this.#story.addAll(
      m.links.map((l) => l.cause.id),
      m.effect.id,
    );
    this.chosen.set(m.effect.id, m);
    this.#cost.set(m.effect.id, price);
  }
}

/** Causes of one rule count by their mean: three killed replicas explain no worse than one. */
function priceOf(m: Mechanism, cost: ReadonlyMap<string, number>): number {
  let best = Infinity;
  let sum = 0;
  let known = 0;
  for (const l of m.links) {
    const source = cost.get(l.cause.id);
    if (source === undefined) continue;
    const price = source - Math.log(Math.max(l.strength, 1e-6));
    best = Math.min(best, price);
    sum += price;
    known += 1;
  }
  return known === 0 ? Infinity : (best + sum / known) / 2;
}

/** Links of a story so that each comes after all links into its cause; ties by onset and id of the effect. */
export function inOrder(links: readonly Link[]): Link[] {
  const outOf = groupBy(links, (l) => l.cause.id);
  const open = new Map<string, number>();
  for (const l of links) open.set(l.effect.id, (open.get(l.effect.id) ?? 0) + 1);
  const order: Link[] = [];
  let ready = [...outOf.keys()].filter((id) => !open.has(id));
  while (ready.length > 0) {
    const wave = sortedBy(
      ready.flatMap((id) => outOf.get(id) ?? []),
      (l) => l.effect.onset.lo,
      (l) => l.effect.id,
      (l) => l.cause.id,
    );
    for (const l of wave) order.push(l);
    ready = [];
    for (const l of wave) {
      const left = (open.get(l.effect.id) ?? 0) - 1;
      open.set(l.effect.id, left);
      if (left === 0) ready.push(l.effect.id);
    }
  }
  return order;
}
