import { keyOf, type Ref } from '../model/index.js';
import type { Case } from './case.js';
import type { Change } from './change.js';

/** The first change of a field of an object whose value before it is known and passes. */
export function changeOf(
  c: Case,
  of: Ref,
  field: string,
  passes: (before: string | undefined) => boolean,
): Change | undefined {
  return c.changes.find((x) => {
    const pair = x.values[field];
    return pair !== undefined && keyOf(x.entity) === keyOf(of) && passes(pair[0]);
  });
}
