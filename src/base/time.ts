/**
 * Time as inquest keeps it. An Instant is whole microseconds since 1970-01-01T00:00:00Z in a number
 * (exact up to the year 2255); finer stamps are truncated and their Stamp says so by its width.
 */
export type Instant = number;

/** Closed span of possible instants, lo ≤ hi. A second-granular API stamp t is {lo: t, hi: t + 1 s}. */
export interface Interval {
  readonly lo: Instant;
  readonly hi: Instant;
}

/**
 * How an instant is known. A: machine stamp of the very change; B: bracketed by two observations;
 * C: dated back by a rule; D: a person's note; X: absent.
 */
export type Grade = 'A' | 'B' | 'C' | 'D' | 'X';

/** An interval with its grade: what every condition, figure and timeline row carries. */
export interface Stamp extends Interval {
  readonly grade: Grade;
}

export const MILLISECOND = 1_000;
export const SECOND = 1_000_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const GRADES: readonly Grade[] = ['A', 'B', 'C', 'D', 'X'];

/** The worse of two grades: a figure is only as good as its worse end. */
export function worseGrade(a: Grade, b: Grade): Grade {
  return GRADES.indexOf(a) >= GRADES.indexOf(b) ? a : b;
}

export function stamp(lo: Instant, hi: Instant, grade: Grade): Stamp {
  return lo <= hi ? { lo, hi, grade } : { lo: hi, hi: lo, grade };
}

/** A stamp known to the microsecond. */
export function exactly(at: Instant, grade: Grade = 'A'): Stamp {
  return { lo: at, hi: at, grade };
}

export function shift<T extends Interval>(interval: T, by: number): T {
  return { ...interval, lo: interval.lo + by, hi: interval.hi + by };
}

export function overlaps(a: Interval, b: Interval): boolean {
  return a.lo <= b.hi && b.lo <= a.hi;
}

/** Middle of an interval, for drawing and for sorting only; never printed as a time. */
export function middle(interval: Interval): Instant {
  return Math.floor((interval.lo + interval.hi) / 2);
}

/** ISO-8601 UTC with as many decimals as the instant has: none, three or six. */
export function iso(at: Instant): string {
  const ms = Math.floor(at / 1000);
  const text = new Date(ms).toISOString();
  const micros = at - ms * 1000;
  if (micros !== 0) return `${text.slice(0, -1)}${String(micros).padStart(3, '0')}Z`;
  return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text;
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?\s?(Z|z|[+-]\d\d:?\d\d)?$/;

/** Days since the epoch of a proleptic Gregorian date (Howard Hinnant's days_from_civil). */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yoe = y - era * 400;
  const doy = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const doe = yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy;
  return era * 146097 + doe - 719468;
}

/** Instant of a UTC calendar time; `micros` is the part below the second. */
export function utc(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
  micros = 0,
): Instant {
  const days = daysFromCivil(year, month, day);
  return ((days * 24 + hour) * 60 + minute) * MINUTE + second * SECOND + micros;
}

export interface ParsedTime extends Interval {
  /** False when the text names no zone: the time was then read as UTC. */
  readonly zoned: boolean;
}

/**
 * Reads RFC 3339 and its near relations (blank for T, comma decimals, offset without colon, no zone).
 * The interval's width is the text's granularity: 1 s without decimals, 1 ms with three, and so on
 * down to 1 µs. Undefined when the text is not such a time, or not one that a cluster can have.
 */
export function parseTime(text: string): ParsedTime | undefined {
  const plain = apiTime(text);
  if (plain !== undefined && !isCredible(plain)) return undefined;
  if (plain !== undefined) return { lo: plain, hi: plain + SECOND, zoned: true };
  const m = RFC3339.exec(text.trim());
  if (!m) return undefined;
  const [, year, month, day, hour, minute, second, decimals, zone] = m;
  const fraction = decimals === undefined ? 0 : Number(decimals.slice(0, 6).padEnd(6, '0'));
  const mo = Number(month);
  const d = Number(day);
  if (mo < 1 || mo > 12 || d < 1 || d > 31 || Number(hour) > 24 || Number(minute) > 59) return undefined;
  let lo = utc(Number(year), mo, d, Number(hour), Number(minute), Number(second), fraction);
  if (zone !== undefined && zone.length > 1) {
    const sign = zone.startsWith('-') ? 1 : -1;
    lo += sign * (Number(zone.slice(1, 3)) * HOUR + Number(zone.slice(-2)) * MINUTE);
  }
  const width = decimals === undefined ? SECOND : decimals.length >= 6 ? 0 : 10 ** (6 - decimals.length);
  return isCredible(lo) ? { lo, hi: lo + width, zoned: zone !== undefined } : undefined;
}

const EARLIEST = utc(1900, 1, 1);
const LATEST = utc(2100, 1, 1);

/**
 * False for what no clock of a cluster shows: long before Unix (Go writes the year 1 for no time), from 2100 on, and what is no
 * number. A stamp like that is damaged, or a way to say "never".
 */
export function isCredible(at: Instant): boolean {
  return at >= EARLIEST && at < LATEST;
}

/** "2026-07-01T19:22:41Z", as nearly all stamps of the API are, by its digits alone. */
function apiTime(text: string): Instant | undefined {
  if (text.length !== 20 || text.charCodeAt(10) !== 84 || text.charCodeAt(19) !== 90) return undefined;
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return undefined;
  if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return undefined;
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const at = utc(
    twoDigits(text, 0) * 100 + twoDigits(text, 2), month, day, hour, minute, twoDigits(text, 17),
  ); // prettier-ignore
  const isTime = month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 24 && minute <= 59;
  return isTime && !Number.isNaN(at) ? at : undefined;
}

/** NaN when they are no digits. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** {@link parseTime} for an unknown value, as a graded stamp. */
export function stampOf(value: unknown, grade: Grade = 'A'): Stamp | undefined {
  if (typeof value !== 'string') return undefined;
  const t = parseTime(value);
  return t && { lo: t.lo, hi: t.hi, grade };
}

/** Stamps of the API are cut to the second: a range up to this is told as one instant. */
const EXACT = 2 * SECOND;

/** When, with its preposition: "at T", or "between T and U" where the sources leave a range. */
export function atTime(t: Interval): string {
  if (!Number.isFinite(t.hi)) return `after ${iso(t.lo)}`;
  return t.hi - t.lo <= EXACT ? `at ${iso(t.lo)}` : `between ${iso(t.lo)} and ${iso(t.hi)}`;
}

/** From when: "from T", or "from some time between T and U". */
export function fromTime(t: Interval): string {
  return t.hi - t.lo <= EXACT ? `from ${iso(t.lo)}` : `from some time ${atTime(t)}`;
}

/** Since when: "since T", or "since some time between T and U". */
export function sinceTime(t: Interval): string {
  return t.hi - t.lo <= EXACT ? `since ${iso(t.lo)}` : `since some time ${atTime(t)}`;
}

const STAMP_IN_TEXT = /\b(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?(?:Z|\+00:00)/g;

/** Machine stamps inside a sentence as a reader says them: "at 22:57:43", with the date on another day. */
export function shortTimes(text: string, day: string): string {
  return text.replace(STAMP_IN_TEXT, (_, date: string, time: string) =>
    date === day ? time : `${date} ${time}`,
  );
}
