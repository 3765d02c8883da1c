import type { Instant, Stamp } from '../base/index.js';
import { DAY, isCredible, utc } from '../base/index.js';
import type { CaptureRecord } from '../model/index.js';
import { ownEvent } from '../model/index.js';
import { StoredObject } from './store/object-store.js';
import { UNTIMED, isUntimed, isYearless } from './hints.js';

/** The record with each of its stamps put through `change`; the same record when nothing changed. */
export function mapStamps(record: CaptureRecord, change: (stamp: Stamp) => Stamp): CaptureRecord {
  switch (record.kind) {
    case 'event': {
      // Asked for once: a view makes its stamps each time.
      const { first: from, last: to } = record;
      const [first, last] = [change(from), change(to)];
      return first === from && last === to ? record : { ...ownEvent(record), first, last };
    }
    case 'message':
    case 'request': {
      const [at, until] = [change(record.at), change(record.until)];
      return at === record.at && until === record.until ? record : { ...record, at, until };
    }
    case 'access': {
      const [at, until] = [change(record.at), change(record.until)];
      const began = record.began && change(record.began);
      if (at === record.at && until === record.until && began === record.began) return record;
      return { ...record, at, until, ...(began === undefined ? {} : { began }) };
    }
    case 'object': {
      const at = change(record.at);
      if (at === record.at) return record;
      return record instanceof StoredObject ? record.seen(at) : { ...record, at };
    }
    case 'statement':
    case 'report':
    case 'alert': {
      const at = change(record.at);
      return at === record.at ? record : { ...record, at };
    }
    case 'alert-rule':
    case 'metric':
      return record;
  }
}

/** A metric without the samples whose times are none; undefined when that is all of them. */
export function withCredibleTimes(record: CaptureRecord): CaptureRecord | undefined {
  if (record.kind !== 'metric' || record.points.every(([at]) => isCredible(at))) return record;
  const points = record.points.filter(([at]) => isCredible(at));
  return points.length === 0 ? undefined : { ...record, points };
}

/** First and last instant that a record speaks of; undefined when it has no time of its own. */
export function spanOf(record: CaptureRecord): { readonly lo: Instant; readonly hi: Instant } | undefined {
  if (record.kind === 'metric') {
    const [first, last] = [record.points[0], record.points.at(-1)];
    return first && last ? { lo: first[0], hi: last[0] } : undefined;
  }
  if (record.kind === 'alert-rule') return undefined;
  const from = record.kind === 'event' ? record.first : record.at;
  const to = record.kind === 'event' ? record.last : 'until' in record ? record.until : record.at;
  if (isUntimed(from) || isUntimed(to) || from.grade === 'X') return undefined;
  return { lo: from.lo, hi: to.hi };
}

const MARCH = 3;

/** Moves an instant of one year to the same date and time of another. */
export function moveYear(at: Instant, from: number, to: number): Instant {
  if (from === to) return at;
  const month = at >= utc(from, MARCH, 1) ? MARCH : 1;
  return at + utc(to, month, 1) - utc(from, month, 1);
}

/** The placeholder year that an instant without year was put into (see hints.ts). */
export function placeholderYear(at: Instant): number {
  let year = 1972;
  while (at >= utc(year + 1, 1, 1)) year += 1;
  return year;
}

/** No log jumps back by months but at New Year. */
const NEW_YEAR_JUMP = 180 * DAY;

/** Tells, line after line of one source, in which year after the first a date without year lies. */
export class YearCounter {
  private last: Instant | undefined;
  private years = 0;

  place(at: Instant): Instant {
    if (!isYearless(at)) return at;
    const before = this.last ?? at;
    if (at < before - NEW_YEAR_JUMP) {
      this.years = Math.min(this.years + 1, 5);
      this.last = at;
    } else if (at > before + NEW_YEAR_JUMP && this.years > 0) {
      // A line of before New Year among those of after it.
      return moveYear(at, 1972, 1972 + this.years - 1);
    } else this.last = at;
    return moveYear(at, 1972, 1972 + this.years);
  }

  stamp(stamp: Stamp): Stamp {
    if (!isCredible(stamp.lo) || !isCredible(stamp.hi)) return UNTIMED;
    if (!isYearless(stamp.lo) || isUntimed(stamp)) return stamp;
    const lo = this.place(stamp.lo);
    return { ...stamp, lo, hi: lo + (stamp.hi - stamp.lo) };
  }
}
