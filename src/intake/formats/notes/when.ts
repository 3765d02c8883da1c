import { DAY, daysFromCivil, HOUR, MINUTE, SECOND, utc, type Stamp } from '../../../base/index.js';
import { monthOf } from '../kubectl/clock.js';
import { fromZone } from '../../zones.js';

/** A time as people write it at the start of a note. */
export interface Written {
  /** Undefined where only a time of day is given. */
  readonly date: { readonly year: number; readonly month: number; readonly day: number } | undefined;
  readonly hour: number;
  readonly minute: number;
  /** Undefined where people wrote no seconds. */
  readonly second: number | undefined;
  readonly micros: number;
  /** "UTC", "+02:00", or undefined. */
  readonly zone: string | undefined;
  /** "around", "~", "-ish": give or take five minutes. */
  readonly vague: boolean;
  /** Characters of the line that it took. */
  readonly length: number;
}

const DATE = String.raw`(?:(\d{4})[-/.](\d\d)[-/.](\d\d)|(\d{1,2}) ([A-Z][a-z]{2})[a-z]*\.? (\d{4})|([A-Z][a-z]{2})[a-z]* (\d{1,2}),? (\d{4}))`;
const TIME = String.raw`(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?([AaPp]\.?[Mm]\.?)?`;
const ZONE = String.raw`(?:\s?(Z|UTC|GMT|[+-]\d\d:?\d\d)\b)?`;
/** What chats copy: "[7/1/2026 7:22 PM]" (US month and day go with AM and PM), "[01-Jul-26 07:22 PM]". */
const US_DATE = /^(\[?)(\d{1,2})\/(\d{1,2})\/(\d{4}),? (?=\d{1,2}:\d\d(?::\d\d)? [AP]M\b)/;
const SHORT_DATE = /^(\[?)(\d\d)-([A-Z][a-z]{2})-(\d\d) (?=\d{1,2}:\d\d)/;
const HEAD = new RegExp(
  String.raw`^(?:[-*•+]\s{1,8}|\d{1,4}[.)]\s{1,8}|\|)?(?:[*_\x60]{1,3})?[\[(]?\s{0,4}((?:ca\.?|circa|approx\.?|about|around|~|≈)\s?)?(?:${DATE}(?:[T,]?\s{0,4}(?:at\s)?|T))?${TIME}${ZONE}(-?ish)?\s{0,4}[\])]?(?:[*_\x60]{1,3})?(?=[\s:|,–—-]|$)`,
);
const DATE_ONLY = new RegExp(String.raw`^[\s>#*_-]*(?:[A-Z][a-z]{2,5}day,?\s{1,4})?${DATE}\b`);

/** No time takes more of a line. */
const LONGEST = 120;

type DateParts = NonNullable<Written['date']>;

function dateOf(m: readonly (string | undefined)[], from: number): DateParts | undefined {
  const [y1, m1, d1, d2, n2, y2, n3, d3, y3] = m.slice(from, from + 9);
  const month = m1 === undefined ? monthOf(n2 ?? n3 ?? '') : Number(m1);
  const year = Number(y1 ?? y2 ?? y3);
  const day = Number(d1 ?? d2 ?? d3);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? { year, month, day } : undefined;
}

/** The time that a line begins with. */
export function writtenTime(line: string): Written | undefined {
  const lead = /^[\s>]*/.exec(line)?.[0].length ?? 0;
  const said = line.slice(lead, lead + LONGEST);
  const plain = spelled(said);
  const m = HEAD.exec(plain);
  if (!m) return undefined;
  const [hour, minute, second] = [
    Number(m[11]),
    Number(m[12]),
    m[13] === undefined ? undefined : Number(m[13]),
  ];
  if (hour > 23 || minute > 59 || (second ?? 0) > 60) return undefined;
  const half = m[15]?.toLowerCase()[0];
  return {
    date: dateOf(m, 2),
    hour: half === 'p' && hour < 12 ? hour + 12 : half === 'a' && hour === 12 ? 0 : hour,
    minute,
    second,
    micros: m[14] === undefined ? 0 : Number(m[14].slice(0, 6).padEnd(6, '0')),
    zone: m[16] === 'Z' || m[16] === 'GMT' ? 'UTC' : m[16],
    vague: m[1] !== undefined || m[17] !== undefined,
    length: lead + m[0].length + said.length - plain.length,
  };
}

/** With the date as other notes write it. */
function spelled(text: string): string {
  if (!/^\[?\d{1,2}[/-]/.test(text)) return text;
  return text
    .replace(US_DATE, (_all, open: string, month: string, day: string, year: string) =>
      Number(month) > 12 ? _all : `${open}${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')} `,
    )
    .replace(
      SHORT_DATE,
      (_all, open: string, day: string, month: string, year: string) => `${open}${day} ${month} 20${year} `,
    );
}

/** A heading or line that names a day for the times below it. */
export function writtenDay(line: string): DateParts | undefined {
  const m = DATE_ONLY.exec(line);
  return m ? dateOf(m, 1) : undefined;
}

/** The interval that a written time stands for: the minute, the second, or give or take five minutes. */
export function stampOfWritten(w: Written, date: DateParts, zone: string | undefined): Stamp {
  const local = utc(date.year, date.month, date.day, w.hour, w.minute, w.second ?? 0, w.micros);
  const said = w.zone ?? zone;
  const at = said === undefined ? local : (fromZone(local, said) ?? local);
  if (w.vague) return { lo: at - 5 * MINUTE, hi: at + 5 * MINUTE, grade: 'D' };
  const width = w.second === undefined ? MINUTE : w.micros > 0 ? 0 : SECOND;
  return { lo: at, hi: at + width, grade: 'D' };
}

/** The civil date of an instant, moved by whole days. */
export function civilDate(at: number, days = 0): DateParts {
  const day = Math.floor(at / DAY) + days;
  // Newton's way back from days: the year is off by one at most.
  let year = 1970 + Math.floor(day / 365.2425);
  while (daysFromCivil(year, 1, 1) > day) year -= 1;
  while (daysFromCivil(year + 1, 1, 1) <= day) year += 1;
  let month = 12;
  while (daysFromCivil(year, month, 1) > day) month -= 1;
  return { year, month, day: day - daysFromCivil(year, month, 1) + 1 };
}

/** Time of day as microseconds since midnight. */
export function ofDay(w: Written): number {
  return w.hour * HOUR + w.minute * MINUTE + (w.second ?? 0) * SECOND;
}
