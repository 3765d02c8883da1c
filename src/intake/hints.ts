import type { Instant, Stamp } from '../base/index.js';
import { DAY, utc } from '../base/index.js';

/**
 * Times that a text does not carry. klog, syslog and journald's short form print no year; some lines and
 * most objects print no time of their own. Readers mark both with the values below, and the settle step
 * puts in what the rest of the capture tells.
 */

/** A leap year, so that 29 February can be said; no cluster wrote logs then. */
const PLACEHOLDER_YEAR = 1972;

/** The instant of a stamp without year. All stamps of one source must be read in the same way. */
export function yearless(
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  micros = 0,
): Instant {
  return utc(PLACEHOLDER_YEAR, month, day, hour, minute, second, micros);
}

const FIRST = utc(PLACEHOLDER_YEAR, 1, 1) - DAY;
/** A source may run over several New Years; each puts its lines one placeholder year later. */
const LAST = utc(PLACEHOLDER_YEAR + 6, 1, 1);

/** True for what {@link yearless} made (also when moved by a zone or over a New Year). */
export function isYearless(at: Instant): boolean {
  return at >= FIRST && at < LAST;
}

/**
 * The stamp of a record whose source gives no time at all: objects of a snapshot, log lines without
 * stamp. Settle puts the capture time of its place there: grade A for objects (they were seen then),
 * grade X for anything else.
 */
export const UNTIMED: Stamp = { lo: 0, hi: 0, grade: 'X' };

export function isUntimed(stamp: Stamp): boolean {
  return stamp.grade === 'X' && stamp.lo === 0 && stamp.hi === 0;
}
