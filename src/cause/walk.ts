import type { Interval } from '../base/index.js';
import { keyOf, type EntityKey, type Ref, type RelationName } from '../model/index.js';
import type { Case } from '../world/index.js';
import { TOLERANCE } from './lag.js';
import type { Path } from './rule.js';

/** A walk by its last step; walks that begin alike share their beginning. */
export interface Walk {
  readonly at: EntityKey;
  readonly from?: Walk;
  /** When all its relations held at once. */
  readonly valid: Interval;
}

/** The entities of a walk, first one first. */
export function entitiesOf(walk: Walk): EntityKey[] {
  const keys: EntityKey[] = [];
  for (let step: Walk | undefined = walk; step; step = step.from) keys.push(step.at);
  return keys.reverse();
}

/** Whether a walk held at some time between a cause and its effect. */
export function heldBetween(walk: Walk, cause: Interval, effect: Interval): boolean {
  return walk.valid.lo <= effect.hi + TOLERANCE && walk.valid.hi >= cause.lo - TOLERANCE;
}

/** Where walks end, each with the ways that led there: those that held when no other of them did. */
type Reached = ReadonlyMap<EntityKey, readonly Walk[]>;

/** More entities than this on one step are cut: no mechanism needs such breadth. */
const BREADTH = 20_000;

/** Ways to one place that are told apart by when they held; pods that come and go make more than anyone needs. */
const WAYS = 8;

/** All time. */
export const ALWAYS: Interval = { lo: -Infinity, hi: Infinity };

/** Where one step leads, and when it does. */
interface Step {
  readonly to: EntityKey;
  readonly valid: Interval;
}

/** Walks paths over the relations of a case; where a step leads from an entity is looked up once. */
export class Walker {
  readonly #case: Case;
  readonly #steps = new Map<string, Map<EntityKey, readonly Step[]>>();

  constructor(c: Case) {
    this.#case = c;
  }

  /** Where a path leads from an entity; one that begins with `named`, from what its evidence names. */
  reach(path: Path, from: EntityKey, names: readonly Ref[]): Reached {
    const steps = path.split(' ').filter((s) => s !== '');
    const start: Walk = { at: from, valid: ALWAYS };
    if (steps[0] !== 'named') return this.#follow(new Map([[from, [start]]]), steps);
    const named = names.map(keyOf).map((at) => [at, [{ at, from: start, valid: ALWAYS }]] as const);
    return this.#follow(new Map(named), steps.slice(1));
  }

  #follow(start: Reached, steps: readonly string[]): Reached {
    let at = start;
    for (const step of steps) {
      if (step === 'self') continue;
      const next = new Map<EntityKey, readonly Walk[]>();
      for (const [key, ways] of at) {
        for (const { to, valid } of this.#step(key, step)) {
          let known = next.get(to) ?? NO_WAYS;
          for (const way of ways) known = withWay(known, way, to, valid);
          if (known.length > 0) next.set(to, known);
          if (next.size >= BREADTH) break;
        }
      }
      at = next;
    }
    return at;
  }

  #step(key: EntityKey, step: string): readonly Step[] {
    const known = this.#steps.get(step) ?? new Map<EntityKey, readonly Step[]>();
    this.#steps.set(step, known);
    const there = known.get(key) ?? this.#look(key, step);
    known.set(key, there);
    return there;
  }

  #look(key: EntityKey, step: string): readonly Step[] {
    if (step === 'family') return this.#family(key);
    if (step.startsWith('~')) {
      const name = step.slice(1) as RelationName;
      return this.#case.to(key, name).map((r) => ({ to: r.from, valid: r.valid }));
    }
    return this.#case.from(key, step as RelationName);
  }

  /** The line of control through an entity: itself, what owns it, what it owns; not its siblings. */
  #family(key: EntityKey): readonly Step[] {
    const line = new Map<EntityKey, Interval>([[key, ALWAYS]]);
    follow(key, line, (k) => this.#look(k, '~owns'));
    follow(key, line, (k) => this.#look(k, 'owns'));
    return [...line].map(([to, valid]) => ({ to, valid }));
  }
}

function follow(
  start: EntityKey,
  into: Map<EntityKey, Interval>,
  next: (key: EntityKey) => readonly Step[],
): void {
  const queue = [start];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    const held = into.get(at) ?? ALWAYS;
    for (const { to, valid } of next(at)) {
      if (into.has(to)) continue;
      into.set(to, both(held, valid));
      queue.push(to);
    }
  }
}

const NO_WAYS: readonly Walk[] = [];

/**
 * The ways to a place and a walk that leads there by one more step, unless that held at no time that the walk
 * did, or only while another way does.
 */
function withWay(known: readonly Walk[], way: Walk, to: EntityKey, valid: Interval): readonly Walk[] {
  const held = both(way.valid, valid);
  if (held.lo > held.hi) return known;
  for (const w of known) if (covers(w.valid, held)) return known;
  const led =
    to !== way.at ? { at: to, from: way, valid: held } : held === way.valid ? way : { ...way, valid: held };
  if (known.length === 0) return [led];
  const others = known.filter((w) => !covers(held, w.valid));
  return others.length < WAYS ? [...others, led] : others;
}

function covers(a: Interval, b: Interval): boolean {
  return a.lo <= b.lo && a.hi >= b.hi;
}

function both(a: Interval, b: Interval): Interval {
  if (covers(a, b)) return b;
  if (covers(b, a)) return a;
  return { lo: Math.max(a.lo, b.lo), hi: Math.min(a.hi, b.hi) };
}
