import { DAY, HOUR, MINUTE } from '../../base/index.js';

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
