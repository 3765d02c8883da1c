import { DAY, HOUR, MINUTE, type Stamp } from '../base/index.js';
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

const UNIT: Readonly<Record<string, number>> = {
  m: MINUTE,
  min: MINUTE,
  h: HOUR,
  hour: HOUR,
  d: DAY,
  day: DAY,
};
const FOR =
  /(?:\b(?:for|older than|more than|over|down|since)\s+(?:more than\s+|over\s+)?)(\d+)\s?(m|min|h|hour|d|day)(?:inute)?s?\b\s?(\+)?/i;

/**
 * Texts of alerts that say how long something has been so when they fire ("down 15m+", "older than 28h"),
 * in microseconds: a threshold on age, so that much earlier it began.
 */
export function statedFor(text: string): number | undefined {
  const m = FOR.exec(text);
  if (!m) return undefined;
  return Number(m[1]) * (UNIT[(m[2] ?? '').toLowerCase()] ?? 0);
}
