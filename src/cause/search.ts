import { groupBy, sortedBy } from '../base/index.js';
import type { Condition, ConditionNature, ConditionType } from '../model/index.js';
import type { Link } from './rule.js';

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
  readonly refuted: LinksInto;
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
 * story already holds.
 */
export function search(
  conditions: readonly Condition[],
  links: readonly Link[],
  types: ReadonlyMap<string, ConditionType>,
): Derivation {
  const standing = links.filter((l) => l.refuted === undefined);
  const mechanisms = mechanismsOf(standing.filter((l) => l.strength >= LEAST));
  const { cost, chosen } = cheapest(conditions, mechanisms, types);
  const story = new Reach();
  const accepted = new Set<Link>();
  const held = new Set<string>();
  const take = (l: Link): void => {
    accepted.add(l);
    story.add(l);
    held.add(l.cause.id);
    held.add(l.effect.id);
  };
  for (const m of chosen.values()) m.links.forEach(take);
  const implied = new Set<Link>();
  for (const l of standing) {
    if (accepted.has(l)) continue;
    if (story.leads(l.cause.id, l.effect.id)) implied.add(l);
    const best = chosen.get(l.effect.id);
    if (!best || implied.has(l) || l.strength < LEAST || !held.has(l.cause.id)) continue;
    const strongest = Math.max(...best.links.map((x) => x.strength));
    if (l.strength >= ALSO * strongest && !story.leads(l.effect.id, l.cause.id)) take(l);
  }
  return {
    cost,
    chosen,
    accepted: new LinksInto(links.filter((l) => accepted.has(l))),
    alternative: new LinksInto(standing.filter((l) => !accepted.has(l) && !implied.has(l))),
    refuted: new LinksInto(links.filter((l) => l.refuted !== undefined)),
  };
}

/** Links of one rule into one effect work together: all backends of a Service, both faults of a node. */
function mechanismsOf(links: readonly Link[]): Mechanism[] {
  const out: Mechanism[] = [];
  for (const group of groupBy(links, (l) => `${l.effect.id} ${l.rule.id}`).values()) {
    const first = group[0];
    if (first) out.push({ effect: first.effect, links: group });
  }
  return out;
}

/**
 * Every condition was observed, so each must be accounted for: as a source, at its prior's cost, or through
 * its best mechanism, at the cost of the links. A condition whose best link is more plausible than being a
 * source is derived; which mechanism holds it is decided by the cost of the whole way back.
 */
function cheapest(
  conditions: readonly Condition[],
  mechanisms: readonly Mechanism[],
  types: ReadonlyMap<string, ConditionType>,
): { cost: Map<string, number>; chosen: Map<string, Mechanism> } {
  const cost = new Map<string, number>();
  const chosen = new Map<string, Mechanism>();
  const byEffect = groupBy(mechanisms, (m) => m.effect.id);
  const waiting = new Map<string, Condition>();
  for (const x of conditions) {
    const strongest = Math.max(
      0,
      ...(byEffect.get(x.id) ?? []).flatMap((m) => m.links.map((l) => l.strength)),
    );
    if (-Math.log(strongest) < rootCost(x, types)) waiting.set(x.id, x);
    else cost.set(x.id, rootCost(x, types));
  }
  const order = sortedBy(
    waiting.values(),
    (x) => x.onset.lo,
    (x) => x.onset.hi,
    (x) => x.id,
  );
  for (;;) {
    relax(order, byEffect, cost, chosen);
    // What only leans on each other has no source: the earliest, least surprising member becomes one.
    const stuck = order.filter((x) => !cost.has(x.id));
    const entry = sortedBy(
      stuck,
      (x) => x.onset.lo,
      (x) => rootCost(x, types),
      (x) => x.id,
    )[0];
    if (!entry) return { cost, chosen };
    cost.set(entry.id, rootCost(entry, types));
  }
}

/** Lowers costs until nothing moves. Onsets order most of the graph, so few rounds are needed. */
function relax(
  order: readonly Condition[],
  byEffect: ReadonlyMap<string, readonly Mechanism[]>,
  cost: Map<string, number>,
  chosen: Map<string, Mechanism>,
): void {
  for (let round = 0, moved = true; moved && round < 60; round += 1) {
    moved = false;
    for (const x of order) {
      for (const m of byEffect.get(x.id) ?? []) {
        const price = priceOf(m, cost);
        if (price < (cost.get(x.id) ?? Infinity) - 1e-9 && !dependsOn(m, x.id, chosen)) {
          cost.set(x.id, price);
          chosen.set(x.id, m);
          moved = true;
        }
      }
    }
  }
}

/** Causes of one rule count by their mean: three killed replicas explain no worse than one. */
function priceOf(m: Mechanism, cost: ReadonlyMap<string, number>): number {
  const each = m.links
    .map((l) => (cost.get(l.cause.id) ?? Infinity) - Math.log(Math.max(l.strength, 1e-6)))
    .filter((price) => Number.isFinite(price));
  if (each.length === 0) return Infinity;
  const best = Math.min(...each);
  const mean = each.reduce((a, b) => a + b, 0) / each.length;
  return (best + mean) / 2;
}

/** True when a mechanism would rest, through what is chosen now, on its own effect. */
function dependsOn(m: Mechanism, id: string, chosen: ReadonlyMap<string, Mechanism>): boolean {
  const seen = new Set<string>();
  const queue = m.links.map((l) => l.cause.id);
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    if (at === id) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    for (const l of chosen.get(at)?.links ?? []) queue.push(l.cause.id);
  }
  return false;
}

/** What follows from what along links; grows as links are added. */
export class Reach {
  readonly #next = new Map<string, string[]>();

  constructor(links: Iterable<Link> = []) {
    for (const l of links) this.add(l);
  }

  add(l: Link): void {
    const list = this.#next.get(l.cause.id);
    if (list) list.push(l.effect.id);
    else this.#next.set(l.cause.id, [l.effect.id]);
  }

  /** Everything that follows from `from`, itself left out unless it follows from itself. */
  from(from: string): ReadonlySet<string> {
    const seen = new Set<string>();
    const queue = [from];
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      for (const to of this.#next.get(at) ?? []) {
        if (seen.has(to)) continue;
        seen.add(to);
        queue.push(to);
      }
    }
    return seen;
  }

  leads(from: string, to: string): boolean {
    if (!this.#next.has(from)) return false;
    return this.from(from).has(to);
  }
}
