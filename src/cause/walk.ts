import { keyOf, type EntityKey, type Ref, type RelationName } from '../model/index.js';
import type { Case } from '../world/index.js';
import type { Path } from './rule.js';

/** A walk by its last step; walks that begin alike share their beginning. */
export interface Walk {
  readonly at: EntityKey;
  readonly from?: Walk;
}

/** The entities of a walk, first one first. */
export function entitiesOf(walk: Walk): EntityKey[] {
  const keys: EntityKey[] = [];
  for (let step: Walk | undefined = walk; step; step = step.from) keys.push(step.at);
  return keys.reverse();
}

/** Where walks end, each with the way that led there. */
type Reached = ReadonlyMap<EntityKey, Walk>;

/** More entities than this on one step are cut: no mechanism needs such breadth. */
const BREADTH = 20_000;

/** Walks paths over the relations of a case; where a step leads from an entity is looked up once. */
export class Walker {
  readonly #case: Case;
  readonly #steps = new Map<string, Map<EntityKey, readonly EntityKey[]>>();

  constructor(c: Case) {
    this.#case = c;
  }

  /** Where a path leads from an entity; one that begins with `named`, from what its evidence names. */
  reach(path: Path, from: EntityKey, names: readonly Ref[]): Iterable<Walk> {
    const steps = path.split(' ').filter((s) => s !== '');
    const start: Walk = { at: from };
    if (steps[0] !== 'named') return this.#follow(new Map([[from, start]]), steps).values();
    const named = names.map(keyOf).map((at) => [at, { at, from: start }] as const);
    return this.#follow(new Map(named), steps.slice(1)).values();
  }

  #follow(start: Reached, steps: readonly string[]): Reached {
    let at: Reached = start;
    for (const step of steps) {
      if (step === 'self') continue;
      const next = new Map<EntityKey, Walk>();
      for (const [key, way] of at) {
        for (const to of this.#step(key, step)) {
          if (!next.has(to)) next.set(to, to === key ? way : { at: to, from: way });
          if (next.size >= BREADTH) break;
        }
      }
      at = next;
    }
    return at;
  }

  #step(key: EntityKey, step: string): readonly EntityKey[] {
    const known = this.#steps.get(step) ?? new Map<EntityKey, readonly EntityKey[]>();
    this.#steps.set(step, known);
    const there = known.get(key) ?? this.#look(key, step);
    known.set(key, there);
    return there;
  }

  #look(key: EntityKey, step: string): readonly EntityKey[] {
    if (step === 'family') return this.#family(key);
    if (step.startsWith('~')) return this.#case.to(key, step.slice(1) as RelationName).map((r) => r.from);
    return this.#case.from(key, step as RelationName).map((r) => r.to);
  }

  /** The line of control through an entity: itself, what owns it, what it owns; not its siblings. */
  #family(key: EntityKey): readonly EntityKey[] {
    const line = new Set<EntityKey>([key]);
    follow(key, line, (k) => this.#case.to(k, 'owns').map((r) => r.from));
    follow(key, line, (k) => this.#case.from(k, 'owns').map((r) => r.to));
    return [...line];
  }
}

function follow(
  start: EntityKey,
  into: Set<EntityKey>,
  next: (key: EntityKey) => readonly EntityKey[],
): void {
  const queue = [start];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const key of next(at)) {
      if (into.has(key)) continue;
      into.add(key);
      queue.push(key);
    }
  }
}
