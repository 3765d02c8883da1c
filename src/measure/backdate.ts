import type { Stamp } from '../base/index.js';
import { EVALUATION, SCRAPE } from './replay/evaluate.js';

/**
 * When the state that an alert watches began: it held for the rule's wait before firing, was noticed at
 * the next evaluation, and scraped at most one interval after it began. A range-vector expression trails
 * by up to its window on top. A known pending start (activeAt) replaces the wait.
 */
export function alertOnset(
  firing: Stamp,
  wait: number,
  options: { readonly window?: number; readonly pendingSince?: Stamp | undefined } = {},
): Stamp {
  const { pendingSince, window = 0 } = options;
  const noticed = pendingSince ?? { lo: firing.lo - wait - EVALUATION, hi: firing.hi - wait };
  return { lo: noticed.lo - SCRAPE - EVALUATION - window, hi: noticed.hi, grade: 'C' };
}
