import { iso, parseTime, SECOND, type Grade } from '../../base/index.js';
import type { FigureJson, InstantJson } from '../../model/index.js';

/** How times are written: UTC, the date only where it differs from the day of the incident. */
export interface Span {
  readonly lo: number;
  readonly hi: number;
}

/** Microseconds since the epoch, or undefined for an absent or unreadable stamp. */
export function microsOf(text: string | null | undefined): number | undefined {
  return text === null || text === undefined ? undefined : parseTime(text)?.lo;
}

/** Both ends in microseconds, or undefined when the instant is not known. */
export function spanOf(at: InstantJson | undefined): Span | undefined {
  if (at === undefined) return undefined;
  const lo = microsOf(at.lo);
  const hi = microsOf(at.hi) ?? lo;
  return lo === undefined || hi === undefined ? undefined : { lo: Math.min(lo, hi), hi: Math.max(lo, hi) };
}

/** "2026-11-20" of an instant, or "" when it is not known. */
export function dayOf(at: InstantJson | undefined): string {
  const span = spanOf(at);
  return span === undefined ? '' : iso(span.lo).slice(0, 10);
}

/** "22:57:41", with milliseconds where the stamp has them, and with the date on another day. */
export function clockOf(micros: number, day: string, fine = false): string {
  const text = iso(Math.floor(micros / 1000) * 1000);
  const time = fine && text.includes('.') ? text.slice(11, 23) : text.slice(11, 19);
  return text.slice(0, 10) === day ? time : `${text.slice(0, 10)} ${time}`;
}

/** An instant in a table: "22:57:41", "22:57:40 to 22:57:52", "not known". Stamps of one second are one time. */
export function when(at: InstantJson | undefined, day: string, fine = false): string {
  const span = spanOf(at);
  if (span === undefined) return 'not known';
  const lo = clockOf(span.lo, day, fine);
  if (span.hi - span.lo <= SECOND) return lo;
  const hi = clockOf(span.hi, iso(span.lo).slice(0, 10), fine);
  return lo === hi ? lo : `${lo} to ${hi}`;
}

/** "2026-11-20 22:57:41 UTC" */
export function fullTime(at: InstantJson | undefined): string {
  const text = when(at, '');
  return text === 'not known' ? text : `${text} UTC`;
}

/** What a grade says about a time. */
export const GRADE_WORDS: Readonly<Record<Grade, string>> = {
  A: 'a machine stamped the change itself',
  B: 'between two observations',
  C: 'dated back by a rule',
  D: 'from a person’s note',
  X: 'not known',
};

/** Seconds from one instant to another as a range that the stamps allow, never below zero. */
export function between(from: InstantJson | undefined, to: InstantJson | undefined): FigureJson | undefined {
  const a = spanOf(from);
  const b = spanOf(to);
  if (a === undefined || b === undefined || from === undefined || to === undefined) return undefined;
  const grade = from.grade > to.grade ? from.grade : to.grade;
  const lo = Math.max(0, (b.lo - a.hi) / SECOND);
  return { lo, hi: Math.max(lo, (b.hi - a.lo) / SECOND), from: '', to: '', grade, open: false };
}

export { shortTimes } from '../../base/index.js';
