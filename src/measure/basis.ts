import { iso, oneLine } from '../base/index.js';
import { keyOf, type AlertRecord, type Evidence, type Ref } from '../model/index.js';
import type { Measured } from './input.js';

/** Proofs that one statement cites. */
const MOST = 3;

/**
 * What is seen of an entity in this incident: the conditions on it, else on what bears its name (the pods of a
 * workload), else on the causes. What an alert would have told rests on it.
 */
export function evidenceOn(m: Measured, entity: Ref | undefined): readonly Evidence[] {
  const { conditions, rootCauses } = m.incident;
  const key = entity && keyOf(entity);
  const own = conditions.filter((x) => keyOf(x.entity) === key);
  const near = conditions.filter(
    (x) => entity !== undefined && x.entity.namespace === entity.namespace && x.entity.name.startsWith(entity.name),
  );
  const chosen = own.length > 0 ? own : near.length > 0 ? near : rootCauses;
  return chosen.flatMap((x) => x.evidence.slice(0, 1)).slice(0, MOST);
} // prettier-ignore

/** Where an alert is written down. */
export function alertEvidence(a: AlertRecord): Evidence {
  return { ...a.evidence, at: a.at.lo, excerpt: oneLine(`${a.name} since ${iso(a.at.lo)}`, 400) };
}
