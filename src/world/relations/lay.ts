import { DRAWN_LETTER, type Interval } from '../../base/index.js';
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

/** The name of one life only: a pod of a ReplicaSet, DaemonSet or Job ends in five letters of that alphabet. */
const GENERATED = new RegExp(`-${DRAWN_LETTER}{5}$`);

/**
 * From creation to deletion, as far as both are known. A name that a controller made up is given once; any
 * other may have been borne before by an earlier life of the thing, so it counts for all time before.
 */
export function lifetime(entity: Entity): Interval {
  const once = GENERATED.test(entity.ref.name);
  const born = once ? (entity.created?.lo ?? -Infinity) : -Infinity;
  return { lo: born, hi: entity.deleted?.hi ?? Infinity };
}
