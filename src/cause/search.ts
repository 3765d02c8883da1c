import { groupBy, sortedBy } from '../base/index.js';
import type { Condition, ConditionNature, ConditionType } from '../model/index.js';
import { Dag } from './dag.js';
import { Edges } from './edges.js';
import type { Link } from './link.js';
import { Numbers } from './numbers.js';
import { Relaxation, type Mechanism } from './relaxation.js';

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

const NONE: readonly never[] = [];

/** Links by the condition that they lead into; they come with those of one effect next to each other. */
export class LinksInto {
  readonly all: readonly Link[];
  readonly #first = new Map<string, number>();

  constructor(links: readonly Link[]) {
    this.all = links;
    links.forEach((l, i) => {
      if (links[i - 1]?.effect !== l.effect) this.#first.set(l.effect.id, i);
    });
  }

  into(x: Condition): readonly Link[] {
    const first = this.#first.get(x.id);
    if (first === undefined) return NONE;
    let end = first + 1;
    while (this.all[end]?.effect === this.all[first]?.effect) end += 1;
    return this.all.slice(first, end);
  }

  /** Links into any of the conditions, in their order. */
  intoAny(conditions: readonly Condition[]): Link[] {
    return conditions.flatMap((x) => this.into(x));
  }
}

/** What the search found. */
export interface Derivation {
  /** Cheapest cost of a condition; 0 for one that was not searched. */
  cost(x: Condition): number;
  /** The links that together hold a condition; none where it is a source. */
  heldBy(x: Condition): readonly Link[];
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
  const numbers = new Numbers(conditions, standing);
  const story = new Dag(conditions.length);
  const { cost, chosen } = cheapest(numbers, types, story);
  const verdicts = judged(numbers, chosen, story);
  const withVerdict = (verdict: number): LinksInto =>
    new LinksInto(numbers.links.filter((_, link) => verdicts[link] === verdict));
  return {
    cost: (x) => cost[numbers.place(x)] ?? 0,
    heldBy: (x) => (chosen[numbers.place(x)] ?? []).flatMap((link) => numbers.links[link] ?? []),
    accepted: withVerdict(ACCEPTED),
    alternative: withVerdict(ALTERNATIVE),
  };
}

/** What becomes of a standing link; a shortcut past links of the story is neither. */
const ALTERNATIVE = 0;
const ACCEPTED = 1;
const SHORTCUT = 2;

/** Which links are of the story: those chosen, and others nearly as strong between what it holds. */
function judged(numbers: Numbers, chosen: readonly (Mechanism | undefined)[], story: Dag): Uint8Array {
  const { links, causes, effects } = numbers;
  const verdicts = new Uint8Array(links.length);
  const held = new Uint8Array(chosen.length);
  const strongest = new Float64Array(chosen.length);
  chosen.forEach((way, effect) => {
    for (const link of way ?? []) {
      verdicts[link] = ACCEPTED;
      held[effect] = 1;
      held[causes[link] ?? 0] = 1;
      strongest[effect] = Math.max(strongest[effect] ?? 0, links[link]?.strength ?? 0);
    }
  });
  links.forEach(({ strength }, link) => {
    if (verdicts[link] === ACCEPTED) return;
    const [cause, effect] = [causes[link] ?? 0, effects[link] ?? 0];
    if (story.leads(cause, effect)) {
      verdicts[link] = SHORTCUT;
      return;
    }
    const best = strongest[effect] ?? 0;
    if (best === 0 || strength < Math.max(LEAST, ALSO * best) || held[cause] !== 1) return;
    if (story.add(cause, effect)) verdicts[link] = ACCEPTED;
  });
  return verdicts;
}

/** Links of one rule into one effect work together: all backends of a Service, both faults of a node. */
function mechanismsOf({ conditions, links, causes, effects }: Numbers): (readonly Mechanism[])[] {
  const into = new Edges(conditions.length, effects, causes);
  return conditions.map((_, place) => {
    const strong = [...into.numbers(place)].filter((link) => (links[link]?.strength ?? 0) >= LEAST);
    return strong.length === 0 ? NONE : [...groupBy(strong, (link) => links[link]?.rule).values()];
  });
}

/**
 * Every condition was observed, so each must be accounted for: as a source, at its prior's cost, or through
 * its best mechanism, at the cost of the links. A condition whose best link is more plausible than being a
 * source is derived; which mechanism holds it is decided by the cost of the whole way back.
 */
function cheapest(
  numbers: Numbers,
  types: ReadonlyMap<string, ConditionType>,
  story: Dag,
): Pick<Relaxation, 'cost' | 'chosen'> {
  const { conditions, links } = numbers;
  const prices = conditions.map((x) => rootCost(x, types));
  const ways = mechanismsOf(numbers).map((list, place) => {
    const strongest = list.flat().reduce((most, link) => Math.max(most, links[link]?.strength ?? 0), 0);
    return -Math.log(strongest) < (prices[place] ?? 0) ? list : [];
  });
  const relaxation = new Relaxation(numbers, ways, story);
  const price = (place: number): number => prices[place] ?? 0;
  const places = [...conditions.keys()];
  for (const place of places) if (ways[place]?.length === 0) relaxation.cost[place] = price(place);
  relaxation.settle();
  // What only leans on each other has no source: the earliest, least surprising member becomes one.
  const leaning = places.filter((place) => relaxation.cost[place] === Infinity);
  for (const place of sortedBy(
    leaning,
    (n) => conditions[n]?.onset.lo ?? 0,
    price,
    (n) => conditions[n]?.id ?? '',
  )) {
    if (relaxation.cost[place] !== Infinity) continue;
    relaxation.lower(place, price(place));
    relaxation.settle();
  }
  return relaxation;
}
