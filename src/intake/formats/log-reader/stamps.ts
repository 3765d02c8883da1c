import type { Interval } from '../../../base/index.js';
import { HOUR, MINUTE, SECOND, parseTime, utc } from '../../../base/index.js';
import { yearless } from '../../hints.js';

/** A time at the start of a text and where it ends there. */
export interface LeadingTime extends Interval {
  readonly zoned: boolean;
  /** True when the text has no year: the instant lies in the placeholder year (see hints.ts). */
  readonly yearless?: boolean;
  /** Characters taken, brackets and blanks after them included. */
  readonly length: number;
}

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** 1..12 of "Jan".."Dec"; undefined for other words. */
export function monthOf(word: string): number | undefined {
  const at = MONTHS.indexOf(word);
  return at >= 0 && at % 3 === 0 ? at / 3 + 1 : undefined;
}

/** Offsets of the abbreviations that are not ambiguous; CST, IST, BST mean several zones. */
const ZONES: Readonly<Record<string, number>> = { UTC: 0, GMT: 0, Z: 0, CET: HOUR, CEST: 2 * HOUR };

function fraction(digits: string | undefined): { micros: number; width: number } {
  if (digits === undefined) return { micros: 0, width: SECOND };
  const micros = Number(digits.slice(0, 6).padEnd(6, '0'));
  return { micros, width: digits.length >= 6 ? 0 : 10 ** (6 - digits.length) };
}

const ISO =
  /^\[?(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?: ?(Z\b|UTC\b|GMT\b|CES?T\b|[+-]\d\d:?\d\d(?!\d)))?\]?[ \t:|]*/;
const SYSLOG = /^([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))? /;
const DAY_MONTH = /^(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?[ \t]*/;
const CTIME =
  /^\[(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d)(?:\.(\d+))? (\d{4})\] ?/;
const ACCESS = /^\[(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-]\d{4})\] ?/;

function isoTime(text: string): LeadingTime | undefined {
  const m = ISO.exec(text);
  if (!m) return undefined;
  const [whole, year, month, day, hour, minute, second, digits, zone] = m;
  const zoned = zone !== undefined;
  const offset = zone === undefined ? '' : zone in ZONES ? zoneText(ZONES[zone] ?? 0) : zone;
  const parsed = parseTime(
    `${year ?? ''}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}${digits === undefined ? '' : `.${digits}`}${offset}`,
  );
  return parsed && { lo: parsed.lo, hi: parsed.hi, zoned, length: whole.length };
}

function zoneText(offset: number): string {
  return offset === 0 ? 'Z' : `+0${offset / HOUR}:00`;
}

function syslogTime(text: string): LeadingTime | undefined {
  const m = SYSLOG.exec(text);
  const month = monthOf(m?.[1] ?? '');
  if (!m || month === undefined) return undefined;
  const { micros, width } = fraction(m[6]);
  const lo = yearless(month, Number(m[2]), Number(m[3]), Number(m[4]), Number(m[5]), micros);
  return { lo, hi: lo + width, zoned: false, yearless: true, length: m[0].length };
}

function dayMonthTime(text: string): LeadingTime | undefined {
  const m = DAY_MONTH.exec(text);
  const month = monthOf(m?.[2] ?? '');
  if (!m || month === undefined) return undefined;
  const { micros, width } = fraction(m[7]);
  const lo = utc(Number(m[3]), month, Number(m[1]), Number(m[4]), Number(m[5]), Number(m[6]), micros);
  return { lo, hi: lo + width, zoned: false, length: m[0].length };
}

function bracketTime(text: string): LeadingTime | undefined {
  const c = CTIME.exec(text);
  const cMonth = monthOf(c?.[1] ?? '');
  if (c && cMonth !== undefined) {
    const { micros, width } = fraction(c[6]);
    const lo = utc(Number(c[7]), cMonth, Number(c[2]), Number(c[3]), Number(c[4]), Number(c[5]), micros);
    return { lo, hi: lo + width, zoned: false, length: c[0].length };
  }
  const a = ACCESS.exec(text);
  const month = monthOf(a?.[2] ?? '');
  if (!a || month === undefined) return undefined;
  const zone = a[7] ?? '+0000';
  const offset =
    (Number(zone.slice(1, 3)) * HOUR + Number(zone.slice(3)) * MINUTE) * (zone.startsWith('-') ? -1 : 1);
  const lo = utc(Number(a[3]), month, Number(a[1]), Number(a[4]), Number(a[5]), Number(a[6])) - offset;
  return { lo, hi: lo + SECOND, zoned: true, length: a[0].length };
}

/** Reads a time of any shape met in logs off the start of a text. */
export function leadingTime(text: string): LeadingTime | undefined {
  const first = text.charCodeAt(0);
  if (first >= 48 && first <= 57) return isoTime(text) ?? dayMonthTime(text);
  if (first === 91) return isoTime(text) ?? bracketTime(text);
  if (first >= 65 && first <= 90) return syslogTime(text);
  return undefined;
}

/**
 * A time as a JSON member writes it: RFC 3339 text, or a number of seconds (zap), milliseconds (klog,
 * pino), microseconds (journald) or nanoseconds since 1970, told apart by size.
 */
export function memberTime(value: unknown): (Interval & { readonly zoned: boolean }) | undefined {
  if (typeof value === 'string') {
    if (/^\d{9,19}(?:\.\d+)?$/.test(value)) return memberTime(Number(value));
    const found = leadingTime(value);
    return found && { lo: found.lo, hi: found.hi, zoned: found.zoned };
  }
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 1e8) return undefined;
  const scale = value < 1e11 ? 1e6 : value < 1e14 ? 1e3 : value < 1e17 ? 1 : 1e-3;
  const lo = Math.floor(value * scale);
  const width =
    scale === 1e6 && Number.isInteger(value) ? SECOND : scale === 1e3 && Number.isInteger(value) ? 1000 : 0;
  return { lo, hi: lo + width, zoned: true };
}
