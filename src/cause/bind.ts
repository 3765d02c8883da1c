import { digest, groupBy, sortedBy, worseGrade } from '../base/index.js';
import { keyOf, type Condition, type ConditionType } from '../model/index.js';
import type { Case } from '../world/index.js';
import { fitTime, reliability } from './lag.js';
import type { CausalRule, Guard, Link } from './rule.js';
import { Walker, type Reached } from './walk.js';

/** Refuted links kept per effect: enough to show what was weighed, not every pair in the cluster. */
const REFUTED_KEPT = 12;

/**
 * Causes kept per effect and rule where any one of them would do: a caller of a Service with a thousand bad
 * pods is explained by these as well as by all.
 */
const CAUSES_KEPT = 48;

/** What a pair is judged with. */
interface Bench {
  readonly c: Case;
  readonly walker: Walker;
  /** Conditions by type, then by entity. */
  readonly index: ReadonlyMap<string, ReadonlyMap<string, readonly Condition[]>>;
  readonly byType: ReadonlyMap<string, readonly Condition[]>;
  readonly types: ReadonlyMap<string, ConditionType>;
}

/**
 * Binds every rule to every pair of conditions that a path ties together. Pairs that time, a guard or the
 * rule's own look refutes are kept with the reason: they are what "why not" is answered from.
 */
export function bind(
  c: Case,
  conditions: readonly Condition[],
  rules: readonly CausalRule[],
  types: ReadonlyMap<string, ConditionType> = new Map(),
): Link[] {
  const byType = groupBy(conditions, (x) => x.type);
  const index = new Map(
    [...byType].map(([type, list]) => [type, groupBy(list, (x) => keyOf(x.entity))] as const),
  );
  const bench: Bench = { c, walker: new Walker(c), index, byType, types };
  const into = new Map<string, { standing: Link[]; refuted: Link[] }>();
  for (const rule of rules) {
    const causes = rule.cause.filter((type) => byType.has(type));
    if (causes.length === 0) continue;
    for (const type of rule.effect) {
      for (const effect of byType.get(type) ?? []) {
        const { standing, refuted } = bindOne(bench, rule, causes, effect);
        if (standing.length === 0 && refuted.length === 0) continue;
        const kept = into.get(effect.id) ?? { standing: [], refuted: [] };
        kept.standing.push(...standing);
        kept.refuted = nearest([...kept.refuted, ...refuted]);
        into.set(effect.id, kept);
      }
    }
  }
  return conditions.flatMap((x) => {
    const kept = into.get(x.id);
    if (!kept) return [];
    return sortedBy(
      [...kept.standing, ...kept.refuted],
      (l) => -l.strength,
      (l) => l.rule.id,
      (l) => l.cause.id,
    );
  });
}

function bindOne(
  bench: Bench,
  rule: CausalRule,
  causeTypes: readonly string[],
  effect: Condition,
): { standing: Link[]; refuted: Link[] } {
  const standing: Link[] = [];
  const refuted: Link[] = [];
  const seen = new Set<string>([effect.id]);
  const guards = guardsOf(bench, rule, effect);
  const consider = (cause: Condition, walk: readonly string[]): void => {
    if (seen.has(cause.id)) return;
    seen.add(cause.id);
    const link = judge(bench.c, guards, rule, cause, effect, walk);
    if (link.refuted === undefined) standing.push(link);
    else if (cause.severity >= 2) refuted.push(link);
  };
  for (const path of rule.paths) {
    const reached = path === 'anywhere' ? undefined : bench.walker.reach(path, effect);
    if (reached?.size === 0) continue;
    for (const type of causeTypes) {
      for (const cause of reached ? among(bench, reached, type) : (bench.byType.get(type) ?? [])) {
        const to = keyOf(cause.entity);
        consider(cause, reached ? (reached.get(to) ?? []) : [keyOf(effect.entity), to]);
      }
    }
  }
  const judged = lastWritten(bench, standing);
  const kept = judged.filter((l) => l.refuted === undefined);
  const out = [...refuted, ...judged.filter((l) => l.refuted !== undefined)];
  return { standing: rule.join === 'all' ? kept : strongest(kept), refuted: nearest(out) };
}

/** Of several changes to one object, the last one before the effect is what was in force then. */
function lastWritten(bench: Bench, links: readonly Link[]): Link[] {
  const isChange = (l: Link): boolean => bench.types.get(l.cause.type)?.nature === 'change';
  const last = new Map<string, number>();
  for (const l of links) {
    if (!isChange(l) || l.lag.hi < 0) continue;
    const key = `${l.cause.type} ${keyOf(l.cause.entity)}`;
    last.set(key, Math.max(last.get(key) ?? -Infinity, l.cause.onset.lo));
  }
  return links.map((l) => {
    const latest = last.get(`${l.cause.type} ${keyOf(l.cause.entity)}`);
    const over = isChange(l) && latest !== undefined && l.cause.onset.hi < latest;
    return over ? pair({ ...l, strength: 0, refuted: 'a later change of the same object was in force' }) : l;
  });
}

/** Conditions of a type on reached entities, by whichever side is smaller. */
function among(bench: Bench, reached: Reached, type: string): readonly Condition[] {
  const all = bench.byType.get(type) ?? [];
  if (all.length <= reached.size) return all.filter((x) => reached.has(keyOf(x.entity)));
  const there = bench.index.get(type);
  const found: Condition[] = [];
  for (const key of reached.keys()) found.push(...(there?.get(key) ?? []));
  return found.length < 2
    ? found
    : sortedBy(
        found,
        (x) => x.onset.lo,
        (x) => x.id,
      );
}

/** The guards of a rule as they stand for one effect. */
interface Guarded {
  readonly held: readonly Condition[];
  readonly missing?: string;
}

function guardsOf(bench: Bench, rule: CausalRule, effect: Condition): () => Guarded {
  let known: Guarded | undefined;
  return () => {
    if (known) return known;
    const held: Condition[] = [];
    let missing: string | undefined;
    for (const guard of rule.guards ?? []) {
      const found = holding(bench, guard, effect);
      if (guard.role === 'needed' && found.length === 0)
        missing ??= `needs ${guard.types.join(' or ')}, which does not hold`;
      held.push(...found);
    }
    known = missing === undefined ? { held } : { held, missing };
    return known;
  };
}

function judge(
  c: Case,
  guards: () => Guarded,
  rule: CausalRule,
  cause: Condition,
  effect: Condition,
  walk: readonly string[],
): Link {
  const fit = fitTime(rule, cause, effect);
  const refute = (why: string, held: readonly Condition[] = []): Link =>
    pair({ rule, cause, effect, walk, lag: fit.lag, strength: 0, guards: held, refuted: why });
  if (fit.refuted !== undefined) return refute(fit.refuted);
  const { held, missing } = guards();
  if (missing !== undefined) return refute(missing);
  const look = rule.when?.(c, effect, cause) ?? true;
  if (look === false) return refute('the particulars do not agree', held);
  if (typeof look === 'string') return refute(look, held);
  const strength = typeof look === 'number' ? look : rule.strength;
  const trust = reliability(worseGrade(cause.onset.grade, effect.onset.grade));
  const share = Math.sqrt(fit.share);
  return pair({ rule, cause, effect, walk, lag: fit.lag, strength: strength * share * trust, guards: held });
}

/** A rule bound to two conditions; its id is made when asked for, as most pairs are never shown. */
function pair(link: Omit<Link, 'id'>): Link {
  return {
    ...link,
    get id() {
      return `link-${digest(`${link.rule.id} ${link.cause.id} ${link.effect.id}`, 10)}`;
    },
  };
}

function holding(bench: Bench, guard: Guard, effect: Condition): Condition[] {
  const found = new Map<string, Condition>();
  const types = guard.types.flatMap((type) => bench.index.get(type) ?? []);
  if (types.length === 0) return [];
  for (const path of guard.path) {
    for (const key of bench.walker.reach(path, effect).keys()) {
      for (const there of types) for (const x of there.get(key) ?? []) found.set(x.id, x);
    }
  }
  return [...found.values()];
}

function strongest(links: Link[]): Link[] {
  if (links.length <= CAUSES_KEPT) return links;
  return sortedBy(
    links,
    (l) => -l.strength,
    distance,
    (l) => l.cause.id,
  ).slice(0, CAUSES_KEPT);
}

/** Refuted pairs that a reader is most likely to ask about: severe and near in time. */
function nearest(links: readonly Link[]): Link[] {
  if (links.length <= REFUTED_KEPT) return [...links];
  return sortedBy(
    links,
    (l) => -l.cause.severity,
    distance,
    (l) => l.rule.id,
    (l) => l.cause.id,
  ).slice(0, REFUTED_KEPT);
}

function distance(l: Link): number {
  return Math.abs(l.lag.lo + l.lag.hi);
}
