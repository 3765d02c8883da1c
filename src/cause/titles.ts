import { lowerFirst } from '../base/index.js';
import { labelOf, type Condition, type ConditionType } from '../model/index.js';

/** A condition type as a clause inside a sentence: "image pull fails"; "DNS ..." and "etcd ..." keep their case. */
export function titleOf(type: string, types: ReadonlyMap<string, ConditionType>): string {
  const title = types.get(type)?.title ?? type;
  return lowerFirst(title);
}

/** "Deployment shop/web (replicas missing)": a condition by what it is about and what it is. */
export function toldOf(x: Condition, types: ReadonlyMap<string, ConditionType>): string {
  return `${labelOf(x.entity)} (${titleOf(x.type, types)})`;
}
