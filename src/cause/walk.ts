import { keyOf, type Condition, type EntityKey, type RelationName } from '../model/index.js';
import type { Case } from '../world/index.js';
import type { Path } from './rule.js';

/** Entity keys at the end of a walk, each with the way that led there. */
export type Reached = ReadonlyMap<EntityKey, readonly EntityKey[]>;

/** More entities than this on one step are cut: no mechanism needs such breadth. */
const BREADTH = 20_000;

/** Walks paths over the relations of a case; every walk is computed once. */
export class Walker {
  readonly #case: Case;
  readonly #lines = new Map<EntityKey, readonly EntityKey[]>();
  readonly #memo = new Map<string, Reached>();

  constructor(c: Case) {
    this.#case = c;
  }

  /** Where a path leads from the entity of a condition. `named` reads the condition's own evidence. */
  reach(path: Path, from: Condition): Reached {
    const steps = path.split(' ').filter((s) => s !== '');
    if (steps[0] === 'named') {
      const start = new Map(from.names.map((r) => [keyOf(r), [keyOf(from.entity), keyOf(r)]] as const));
      return this.#follow(start, steps.slice(1));
    }
    const start = keyOf(from.entity);
    const id = `${start} ${path}`;
    const known = this.#memo.get(id);
    if (known) return known;
    const reached = this.#follow(new Map([[start, [start]]]), steps);
    this.#memo.set(id, reached);
    return reached;
  }

  #follow(start: Reached, steps: readonly string[]): Reached {
    let at: Reached = start;
    for (const step of steps) {
      if (step === 'self') continue;
      const next = new Map<EntityKey, readonly EntityKey[]>();
      for (const [key, way] of at) {
        for (const to of this.#step(key, step)) {
          if (!next.has(to)) next.set(to, to === key ? way : [...way, to]);
          if (next.size >= BREADTH) break;
        }
      }
      at = next;
    }
    return at;
  }

  #step(key: EntityKey, step: string): readonly EntityKey[] {
    if (step === 'family') return this.family(key);
    if (step.startsWith('~')) return this.#case.to(key, step.slice(1) as RelationName).map((r) => r.from);
    return this.#case.from(key, step as RelationName).map((r) => r.to);
  }

  /** The line of control through an entity: itself, what owns it, what it owns; not its siblings. */
  family(key: EntityKey): readonly EntityKey[] {
    const known = this.#lines.get(key);
    if (known) return known;
    const line = new Set<EntityKey>([key]);
    follow(key, line, (k) => this.#case.to(k, 'owns').map((r) => r.from));
    follow(key, line, (k) => this.#case.from(k, 'owns').map((r) => r.to));
    const found = [...line];
    this.#lines.set(key, found);
    return found;
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
