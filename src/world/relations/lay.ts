import type { Interval } from '../../base/index.js';
import { keyOf, type Evidence, type Ref, type Relation, type RelationName } from '../../model/index.js';
import type { Entity } from '../entity.js';

/** Makes a relation; `valid` defaults to all time. */
export function lay(
  from: Ref,
  name: RelationName,
  to: Ref,
  how: string,
  evidence: readonly Evidence[],
  valid: Interval = { lo: -Infinity, hi: Infinity },
): Relation {
  return { from: keyOf(from), name, to: keyOf(to), valid, evidence, how };
}

/** From creation to deletion, as far as both are known. */
export function lifetime(entity: Entity): Interval {
  return { lo: entity.created?.lo ?? -Infinity, hi: entity.deleted?.hi ?? Infinity };
}
