import type { Case } from './case.js';
import type { Coverage } from './coverage.js';

export function coverageOf(c: Case): Coverage {
  return c.coverage;
}
