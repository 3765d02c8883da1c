import { digest, groupBy, sortedBy, worseGrade } from '../base/index.js';
import { keyOf, type Condition } from '../model/index.js';
import type { Case } from '../world/index.js';
import { fitTime, reliability } from './lag.js';
import type { CausalRule, Guard, Link } from './rule.js';
import { Walker, type Reached } from './walk.js';

/** Refuted links kept per effect: enough to show what was weighed, not every pair in the cluster. */
const REFUTED_KEPT = 12;

/**
 * Binds every rule to every pair of conditions that a path ties together. Pairs that time, a guard or the
 * rule's own look refutes are kept with the reason: they are what "why not" is answered from.
 */
export function bind(c: Case, conditions: readonly Condition[], rules: readonly CausalRule[]): Link[] {
  const walker = new Walker(c);
  const byType = groupBy(conditions, (x) => x.type);
  const index = new Map<string, Condition[]>([...groupBy(conditions, (x) => `${x.type} ${keyOf(x.entity)}`)]);
  const links: Link[] = [];
  for (const rule of rules) {
    const causes = rule.cause.filter((type) => byType.has(type));
    if (causes.length === 0) continue;
    for (const type of rule.effect) {
      for (const effect of byType.get(type) ?? []) {
        links.push(...bindOne(c, walker, index, byType, rule, causes, effect));
      }
    }
  }
  return keepUseful(links);
}

function bindOne(
  c: Case,
  walker: Walker,
  index: ReadonlyMap<string, readonly Condition[]>,
  byType: ReadonlyMap<string, readonly Condition[]>,
  rule: CausalRule,
  causeTypes: readonly string[],
  effect: Condition,
): Link[] {
  const links: Link[] = [];
  const seen = new Set<string>();
  const consider = (cause: Condition, walk: readonly string[]): void => {
    if (cause.id === effect.id || seen.has(cause.id)) return;
    seen.add(cause.id);
    links.push(judge(c, walker, index, rule, cause, effect, walk));
  };
  for (const path of rule.paths) {
    if (path === 'anywhere') {
      for (const type of causeTypes)
        for (const cause of byType.get(type) ?? [])
          consider(cause, [keyOf(effect.entity), keyOf(cause.entity)]);
      continue;
    }
    const reached = walker.reach(path, effect);
    for (const type of causeTypes) {
      for (const cause of among(reached, type, index, byType))
        consider(cause, reached.get(keyOf(cause.entity)) ?? []);
    }
  }
  return links;
}

/** Conditions of a type on reached entities, by whichever side is smaller. */
function among(
  reached: Reached,
  type: string,
  index: ReadonlyMap<string, readonly Condition[]>,
  byType: ReadonlyMap<string, readonly Condition[]>,
): readonly Condition[] {
  const all = byType.get(type) ?? [];
  if (all.length <= reached.size) return all.filter((x) => reached.has(keyOf(x.entity)));
  return sortedBy(
    [...reached.keys()].flatMap((key) => index.get(`${type} ${key}`) ?? []),
    (x) => x.onset.lo,
    (x) => x.id,
  );
}

function judge(
  c: Case,
  walker: Walker,
  index: ReadonlyMap<string, readonly Condition[]>,
  rule: CausalRule,
  cause: Condition,
  effect: Condition,
  walk: readonly string[],
): Link {
  const fit = fitTime(rule, cause, effect);
  const base = {
    id: `link-${digest(`${rule.id} ${cause.id} ${effect.id}`, 8)}`,
    rule,
    cause,
    effect,
    walk,
    lag: fit.lag,
  };
  const refute = (why: string, guards: readonly Condition[] = []): Link => ({
    ...base,
    strength: 0,
    guards,
    refuted: why,
  });
  if (fit.refuted !== undefined) return refute(fit.refuted);
  const guards: Condition[] = [];
  for (const guard of rule.guards ?? []) {
    const held = holding(walker, index, guard, effect);
    if (guard.role === 'needed' && held.length === 0)
      return refute(`needs ${guard.types.join(' or ')}, which does not hold`);
    guards.push(...held);
  }
  const look = rule.when?.(c, effect, cause) ?? true;
  if (look === false) return refute('the particulars do not agree', guards);
  if (typeof look === 'string') return refute(look, guards);
  const strength = typeof look === 'number' ? look : rule.strength;
  const trust = reliability(worseGrade(cause.onset.grade, effect.onset.grade));
  return { ...base, strength: strength * Math.sqrt(fit.share) * trust, guards };
}

function holding(
  walker: Walker,
  index: ReadonlyMap<string, readonly Condition[]>,
  guard: Guard,
  effect: Condition,
): Condition[] {
  const found = new Map<string, Condition>();
  for (const path of guard.path) {
    for (const key of walker.reach(path, effect).keys()) {
      for (const type of guard.types) for (const x of index.get(`${type} ${key}`) ?? []) found.set(x.id, x);
    }
  }
  return [...found.values()];
}

function keepUseful(links: readonly Link[]): Link[] {
  const kept: Link[] = [];
  for (const group of groupBy(links, (l) => l.effect.id).values()) {
    kept.push(...group.filter((l) => l.refuted === undefined));
    const refuted = group.filter((l) => l.refuted !== undefined && l.cause.severity >= 2);
    kept.push(
      ...sortedBy(
        refuted,
        (l) => -l.cause.severity,
        (l) => l.id,
      ).slice(0, REFUTED_KEPT),
    );
  }
  return sortedBy(
    kept,
    (l) => l.effect.onset.lo,
    (l) => l.effect.id,
    (l) => -l.strength,
    (l) => l.id,
  );
}
