import type { Instant } from '../base/index.js';
import { HOUR, MINUTE, SECOND, utc } from '../base/index.js';

/**
 * Offsets of time zones. Letters such as CST or IST name several zones and are not read; UTC, GMT, Z and those that
 * tz database uses for one offset alone are. IANA names go by the zone data that comes with Node.
 */
const FIXED = /^(?:UTC|GMT)?([+-])(\d{1,2}):?(\d\d)?(?::(\d\d))?$/;

/** Hours ahead of UTC of letters that stand for nothing else today (IANA tz database). */
const LETTERS: Readonly<Record<string, number>> = {
  WET: 0, WEST: 1, CET: 1, CEST: 2, EET: 2, EEST: 3, MSK: 3, SAST: 2, EAT: 3, PKT: 5, WIB: 7, HKT: 8, AWST: 8, JST: 9, KST: 9,
  AEST: 10, AEDT: 11, NZST: 12, NZDT: 13, EDT: -4, MDT: -6, PDT: -7, AKDT: -8, HST: -10,
}; // prettier-ignore

/** Microseconds by which the zone's clocks are ahead of UTC at an instant; undefined for unknown zones. */
export function zoneOffset(zone: string, at: Instant): number | undefined {
  const name = zone.trim();
  if (/^(?:UTC|GMT|Z|Etc\/UTC)$/i.test(name)) return 0;
  const hours = Object.hasOwn(LETTERS, name) ? LETTERS[name] : undefined;
  if (hours !== undefined) return hours * HOUR;
  const fixed = FIXED.exec(name);
  if (fixed !== null) {
    const size = Number(fixed[2]) * HOUR + Number(fixed[3] ?? 0) * MINUTE + Number(fixed[4] ?? 0) * SECOND;
    return fixed[1] === '-' ? -size : size;
  }
  return name.includes('/') ? namedOffset(name, at) : undefined;
}

function namedOffset(zone: string, at: Instant): number | undefined {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    // Not a zone: the caller says so.
    return undefined;
  }
  const ms = Math.floor(at / 1000);
  const parts = new Map<string, number>(
    format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: string): number => parts.get(type) ?? 0;
  const local = utc(part('year'), part('month'), part('day'), part('hour'), part('minute'), part('second'));
  return local - Math.floor(at / 1_000_000) * 1_000_000;
}

/** UTC instant of a reading of a zone's clocks; the earlier one when the clocks went back over it. */
export function fromZone(local: Instant, zone: string): Instant | undefined {
  const first = zoneOffset(zone, local);
  if (first === undefined) return undefined;
  const second = zoneOffset(zone, local - first);
  return second === undefined ? undefined : local - second;
}
