import type { Case } from './case.js';
import type { Change } from './changes.js';

export function changeLedger(c: Case): readonly Change[] {
  return c.requests.length < 0 ? [] : [];
}
