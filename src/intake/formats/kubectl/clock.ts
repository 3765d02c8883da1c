import {
  DAY,
  HOUR,
  iso,
  MINUTE,
  parseDuration,
  SECOND,
  utc,
  worseGrade,
  type Stamp,
} from '../../../base/index.js';

/**
 * Ages as kubectl prints them (k8s.io/apimachinery/pkg/util/duration.HumanDuration) cut off what is below
 * their last unit: "5m" is 5m0s to 5m0s, but "12m" is anything up to 12m59s and "9d" up to ten days.
 */
export function ageUnit(age: number): number {
  if (age < 10 * MINUTE) return SECOND;
  if (age < 8 * HOUR) return MINUTE;
  if (age < 8 * DAY) return HOUR;
  if (age < 730 * DAY) return DAY;
  return age < 8 * 365 * DAY ? DAY : 365 * DAY;
}

export const AGE = String.raw`(?:(?:\d+(?:\.\d+)?(?:ms|[smhdy]))+|<unknown>|<invalid>)`;

/** Turns ages into times, once it is known when the output was printed. */
export class OutputClock {
  /** When the output was printed; undefined when nothing tells. */
  readonly now: Stamp | undefined;

  constructor(now: Stamp | undefined) {
    this.now = now;
  }

  /** When that was which the output calls "5m" ago. */
  ago(age: string): Stamp | undefined {
    const micros = parseDuration(age);
    if (micros === undefined || this.now === undefined) return undefined;
    const unit = ageUnit(micros);
    return {
      lo: this.now.lo - micros - unit,
      hi: this.now.hi - micros,
      grade: worseGrade('B', this.now.grade),
    };
  }
}

/** What an output itself tells of the time when it was printed. */
export interface TimeHints {
  /** It was printed at this time or a little later. */
  readonly floors: readonly number[];
  /** It was printed before this time. */
  readonly ceilings: readonly number[];
  /** These times had passed, maybe long before. */
  readonly past?: readonly number[];
}

/**
 * When an output was printed. Ages and absolute times of the same output beat the time of the capture,
 * which is that of the whole collection, and often of its end.
 */
export function outputTime(captured: Stamp | undefined, hints: TimeHints): Stamp | undefined {
  const found = between(captured, hints);
  const past = (hints.past ?? []).reduce((a, b) => Math.max(a, b), -Infinity);
  return found && found.lo < past && past <= found.hi ? { ...found, lo: past } : found;
}

function between(captured: Stamp | undefined, hints: TimeHints): Stamp | undefined {
  const floor = hints.floors.reduce((a, b) => Math.max(a, b), -Infinity);
  const ceiling = hints.ceilings.reduce((a, b) => Math.min(a, b), Infinity);
  if (floor > -Infinity && ceiling < Infinity && floor <= ceiling) {
    return { lo: floor, hi: ceiling, grade: 'B' };
  }
  if (floor > -Infinity) {
    if (captured === undefined || floor > captured.hi) return { lo: floor, hi: floor + MINUTE, grade: 'C' };
    return floor > captured.lo ? { ...captured, lo: floor } : captured;
  }
  if (captured === undefined || ceiling === Infinity || captured.hi <= ceiling) return captured;
  return { lo: Math.min(captured.lo, ceiling), hi: ceiling, grade: captured.grade };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Number of an English month abbreviation, 1 to 12; 0 when it is none. */
export function monthOf(name: string): number {
  return MONTHS.indexOf(name) + 1;
}

const RFC1123Z = /^(?:\w{3}, )?(\d{1,2}) (\w{3}) (\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)$/;

/** "Thu, 13 Nov 2025 21:04:09 +0800" (time.RFC1123Z, what describe prints) as an instant. */
export function rfc1123(text: string): number | undefined {
  const m = RFC1123Z.exec(text.trim());
  if (!m) return undefined;
  const [, day, month = '', year, h, min, s, sign, oh, om] = m;
  const mo = monthOf(month);
  if (mo === 0) return undefined;
  const offset = (Number(oh) * 60 + Number(om)) * MINUTE * (sign === '-' ? -1 : 1);
  return utc(Number(year), mo, Number(day), Number(h), Number(min), Number(s)) - offset;
}

/** {@link rfc1123} in the API's own spelling. */
export function apiTime(text: string | undefined): string | undefined {
  const at = text === undefined ? undefined : rfc1123(text);
  return at === undefined ? undefined : iso(at);
}
