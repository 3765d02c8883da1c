import { firstBy, groupBy, sortedBy, worseGrade } from '../base/index.js';
import { keyOf, type Condition, type ConditionType } from '../model/index.js';
import type { Case } from '../world/index.js';
import { fitTime, reliability, windowOf } from './lag.js';
import { Link } from './link.js';
import { Outlook, Scene } from './outlook.js';
import type { CausalRule } from './rule.js';
import { ALWAYS, heldBetween, Walker, type Walk } from './walk.js';

/** Refuted links kept per effect: enough to show what was weighed, not every pair in the cluster. */
const REFUTED_KEPT = 12;

/**
 * Causes kept per effect and rule where any one of them would do: a caller of a Service with a thousand bad
 * pods is explained by these as well as by all.
 */
const CAUSES_KEPT = 48;

/** What a rule says of the possible causes of one effect. */
interface Judged {
  readonly standing: readonly Link[];
  readonly refuted: readonly Link[];
}
const NOTHING: Judged = { standing: [], refuted: [] };

/**
 * Binds rules to pairs of conditions that a path ties together, one place after the other. Links that stand
 * are made for all effects, from the causes that lie in their window of time; what was refuted is looked up
 * for the effects that somebody asks about.
 */
export class Binder {
  readonly #case: Case;
  readonly #types: ReadonlyMap<string, ConditionType>;
  readonly #rules = new Map<string, CausalRule[]>();
  readonly #scene: Scene;
  readonly #walker: Walker;

  constructor(
    c: Case,
    conditions: readonly Condition[],
    rules: readonly CausalRule[],
    types: ReadonlyMap<string, ConditionType>,
  ) {
    this.#case = c;
    this.#types = types;
    this.#scene = new Scene(conditions);
    this.#walker = new Walker(c);
    for (const rule of rules) {
      if (!rule.cause.some((type) => this.#scene.has(type))) continue;
      for (const type of rule.effect) {
        const list = this.#rules.get(type);
        if (list) list.push(rule);
        else this.#rules.set(type, [rule]);
      }
    }
  }

  /** The links into some effects that stand: in order of the effects, strongest first. */
  standing(effects: readonly Condition[]): Link[] {
    return this.#into(effects, (outlook, rules, effect) =>
      rules.flatMap((rule) => {
        const { standing } = this.#judgeAll(outlook, rule, effect, 'in its window');
        return rule.join === 'all' ? standing : strongest(standing);
      }),
    );
  }

  /** Pairs into some effects that time, a guard or the rule's own look refutes, with the reason. */
  refuted(effects: readonly Condition[]): Link[] {
    return this.#into(effects, (outlook, rules, effect) =>
      nearest(rules.flatMap((rule) => this.#judgeAll(outlook, rule, effect, 'at any time').refuted)),
    );
  }

  /** Conditions at one entity whose evidence names the same see the same: they share an outlook. */
  #into(
    effects: readonly Condition[],
    linksOf: (outlook: Outlook, rules: readonly CausalRule[], effect: Condition) => readonly Link[],
  ): Link[] {
    const into = new Map<Condition, readonly Link[]>();
    const bound = effects.filter((x) => this.#rules.has(x.type));
    for (const here of groupBy(bound, (x) => [x.entity, ...x.names].map(keyOf).join(' ')).values()) {
      const [first] = here;
      if (!first) continue;
      const outlook = new Outlook(this.#scene, this.#walker, first);
      for (const effect of here) {
        const links = linksOf(outlook, this.#rules.get(effect.type) ?? [], effect);
        if (links.length > 0) into.set(effect, inOrder(links));
      }
    }
    return effects.flatMap((x) => into.get(x) ?? []);
  }

  #judgeAll(
    outlook: Outlook,
    rule: CausalRule,
    effect: Condition,
    when: 'in its window' | 'at any time',
  ): Judged {
    const sites = outlook.sites(rule);
    if (sites.length === 0) return NOTHING;
    const standing: Link[] = [];
    const refuted: Link[] = [];
    const window = windowOf(rule, effect);
    for (const { timeline, ways } of sites) {
      const causes = when === 'in its window' ? timeline.within(window) : timeline.conditions;
      for (const cause of causes) {
        if (cause.id === effect.id) continue;
        const link = this.#judge(outlook, rule, cause, effect, ways, when === 'at any time');
        if (link === undefined) continue;
        if (link.refuted === undefined) standing.push(link);
        else if (cause.severity >= 2) refuted.push(link);
      }
    }
    if (standing.length === 0) return refuted.length === 0 ? NOTHING : { standing, refuted };
    const judged = lastWritten(standing, this.#types);
    return {
      standing: judged.filter((l) => l.refuted === undefined),
      refuted: [...refuted, ...judged.filter((l) => l.refuted !== undefined)],
    };
  }

  /** The link of a pair; one that is refuted only where its reason is asked for. */
  #judge(
    outlook: Outlook,
    rule: CausalRule,
    cause: Condition,
    effect: Condition,
    ways: readonly Walk[],
    asksWhy: boolean,
  ): Link | undefined {
    const fit = fitTime(rule, cause, effect);
    if (fit.refuted !== undefined && !asksWhy) return undefined;
    const way = wayBetween(ways, cause, effect);
    const refute = (refuted: string, guards: readonly Condition[] = []): Link | undefined =>
      asksWhy ? new Link({ rule, cause, effect, way: way.walk, strength: 0, guards, refuted }) : undefined;
    if (fit.refuted !== undefined) return refute(fit.refuted);
    if (!way.held) return refute('what ties the two was not there at the time');
    const { held, missing } = outlook.guards(rule);
    if (missing !== undefined) return refute(missing);
    const look = rule.when?.(this.#case, effect, cause) ?? true;
    if (look === false) return refute('the particulars do not agree', held);
    if (typeof look === 'string') return refute(look, held);
    const base = typeof look === 'number' ? look : rule.strength;
    const trust = reliability(worseGrade(cause.onset.grade, effect.onset.grade));
    return new Link({
      rule,
      cause,
      effect,
      way: way.walk,
      strength: base * Math.sqrt(fit.share) * trust,
      guards: held,
    });
  }
}

/** The first way that held between a cause and its effect; where none did, the first, to show what was refuted. */
function wayBetween(
  ways: readonly Walk[],
  cause: Condition,
  effect: Condition,
): { readonly walk: Walk; readonly held: boolean } {
  const walk = ways.find((w) => heldBetween(w, cause.onset, effect.onset));
  if (walk) return { walk, held: true };
  const [first] = ways;
  return { walk: first ?? { at: keyOf(cause.entity), valid: ALWAYS }, held: false };
}

/** Of several changes to one object, the last one before the effect is what was in force then. */
function lastWritten(links: readonly Link[], types: ReadonlyMap<string, ConditionType>): readonly Link[] {
  if (links.length < 2) return links;
  const isChange = (l: Link): boolean => types.get(l.cause.type)?.nature === 'change';
  const last = new Map<string, number>();
  for (const l of links) {
    if (!isChange(l) || l.lag.hi < 0) continue;
    const key = `${l.cause.type} ${keyOf(l.cause.entity)}`;
    last.set(key, Math.max(last.get(key) ?? -Infinity, l.cause.onset.lo));
  }
  if (last.size === 0) return links;
  return links.map((l) => {
    const latest = last.get(`${l.cause.type} ${keyOf(l.cause.entity)}`);
    const over = isChange(l) && latest !== undefined && l.cause.onset.hi < latest;
    if (!over) return l;
    const { rule, cause, effect, way, guards } = l;
    const refuted = 'a later change of the same object was in force';
    return new Link({ rule, cause, effect, way, strength: 0, guards, refuted });
  });
}

function inOrder(links: readonly Link[]): readonly Link[] {
  if (links.length < 2) return links;
  return sortedBy(
    links,
    (l) => -l.strength,
    (l) => l.rule.id,
    (l) => l.cause.id,
  );
}

function strongest(links: readonly Link[]): readonly Link[] {
  if (links.length <= CAUSES_KEPT) return links;
  return firstBy(
    links,
    CAUSES_KEPT,
    (l) => -l.strength,
    distance,
    (l) => l.cause.id,
  );
}

/** Refuted pairs that a reader is most likely to ask about: severe and near in time. */
function nearest(links: readonly Link[]): readonly Link[] {
  if (links.length <= REFUTED_KEPT) return links;
  return firstBy(
    links,
    REFUTED_KEPT,
    (l) => -l.cause.severity,
    distance,
    (l) => l.rule.id,
    (l) => l.cause.id,
  );
}

function distance(l: Link): number {
  return Math.abs(l.lag.lo + l.lag.hi);
}
