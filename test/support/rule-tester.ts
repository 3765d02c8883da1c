import { exactly, SECOND, type Stamp } from '../../src/base/index.js';
import { Binder } from '../../src/cause/bind.js';
import type { Link } from '../../src/cause/link.js';
import type { CausalRule, Path } from '../../src/cause/rule.js';
import {
  keyOf,
  ref,
  type Condition,
  type Ref,
  type Relation,
  type RelationName,
} from '../../src/model/index.js';
import { Case } from '../../src/world/index.js';

/** Start of every made history: 2026-03-04T10:00:00Z. */
export const T0 = 1_772_618_400 * SECOND;

/** A condition of a made history. */
export function conditionOf(
  type: string,
  entity: Ref,
  at: number | Stamp,
  more: Partial<Condition> = {},
): Condition {
  const onset = typeof at === 'number' ? exactly(T0 + at * SECOND) : at;
  return {
    id: `${type}@${keyOf(entity)}`,
    type,
    entity,
    onset,
    epistemic: 'observed',
    severity: 2,
    statement: `${type} of ${keyOf(entity)}`,
    evidence: [],
    episodes: [onset],
    attrs: {},
    names: [],
    detector: 'made',
    ...more,
  };
}

/** A relation of a made world: for all time, or for seconds after the start of the history. */
export type Tie = readonly [from: Ref, name: RelationName, to: Ref, lo?: number, hi?: number];

/** A world of entities and relations alone. */
export function worldOf(relations: readonly Tie[]): Case {
  const c = new Case({
    asOf: exactly(T0 + 7200 * SECOND),
    sources: [],
    entities: new Map(),
    events: [],
    messages: [],
    requests: [],
    access: [],
    alerts: [],
    alertRules: [],
    statements: [],
    metrics: [],
    reports: [],
  });
  const made: Relation[] = relations.map(([from, name, to, lo = -Infinity, hi = Infinity]) => {
    c.define(from);
    c.define(to);
    return {
      from: keyOf(from),
      name,
      to: keyOf(to),
      valid: { lo: T0 + lo * SECOND, hi: T0 + hi * SECOND },
      evidence: [],
      how: 'made',
    };
  });
  c.relate(made);
  return c;
}

/** A walk laid out for one path: its relations, and the entities at both ends. */
export interface Laid {
  readonly relations: readonly (readonly [Ref, RelationName, Ref])[];
  readonly effect: Ref;
  readonly cause: Ref;
  /** The entity that the effect's evidence must name, for paths that begin with `named`. */
  readonly named: Ref | undefined;
}

/** Lays entities and relations along a path. A `family` step goes from a Deployment to a Pod of its own. */
export function layPath(path: Path): Laid {
  const relations: (readonly [Ref, RelationName, Ref])[] = [];
  const effect = ref('Thing', 'test', 'effect');
  let at = effect;
  let named: Ref | undefined;
  path.split(' ').forEach((step, i) => {
    const next = ref('Thing', 'test', `step-${i}`);
    if (step === 'self' || step === 'anywhere') return;
    if (step === 'named') {
      named = next;
      at = next;
      return;
    }
    if (step === 'family') relations.push([at, 'owns', next]);
    else if (step.startsWith('~')) relations.push([next, step.slice(1) as RelationName, at]);
    else relations.push([at, step as RelationName, next]);
    at = next;
  });
  const cause = path === 'anywhere' ? ref('Thing', 'other', 'far-away') : at;
  return { relations, effect, cause, named };
}

/** Every pair that the rules tie together, standing or refuted. */
export function bind(c: Case, conditions: readonly Condition[], rules: readonly CausalRule[]): Link[] {
  const binder = new Binder(c, conditions, rules, new Map());
  return [...binder.standing(conditions), ...binder.refuted(conditions)];
}

/** Binds one rule to one cause and one effect laid along one path. */
export function bindOnce(
  rule: CausalRule,
  path: Path,
  options: {
    readonly causeAt?: number;
    readonly effectAt?: number;
    readonly cut?: boolean;
    readonly guards?: boolean;
    readonly effect?: Partial<Condition>;
    readonly cause?: Partial<Condition>;
    readonly types?: readonly [string, string];
  } = {},
): Link | undefined {
  const laid = layPath(path);
  const [effectType, causeType] = options.types ?? [
    rule.effect[0] ?? '',
    rule.cause.find((t) => t !== rule.effect[0]) ?? '',
  ];
  const world = worldOf(options.cut === true ? [] : laid.relations);
  const effectAt = options.effectAt ?? Math.max(rule.lag.min, 1);
  const names = laid.named && options.cut !== true ? [laid.named] : [];
  const effect = conditionOf(effectType, laid.effect, effectAt, { names, ...options.effect });
  const cause = conditionOf(causeType, laid.cause, options.causeAt ?? 0, options.cause);
  const guards =
    options.guards === false
      ? []
      : (rule.guards ?? []).flatMap((g) =>
          g.types[0] === undefined ? [] : [conditionOf(g.types[0], laid.effect, -3600)],
        );
  return bind(world, [effect, cause, ...guards], [rule]).find(
    (l) => l.effect.id === effect.id && l.cause.id === cause.id,
  );
}
