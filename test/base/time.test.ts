import { describe, expect, it } from 'vitest';
import {
  atTime,
  fromTime,
  iso,
  parseDuration,
  parseTime,
  rangeInWords,
  sinceTime,
  inWords,
  SECOND,
  utc,
  worseGrade,
} from '../../src/base/index.js';

describe('reading times', () => {
  it('reads RFC 3339 and keeps its granularity as the width of the interval', () => {
    const second = parseTime('2026-11-20T22:57:41Z');
    expect(second).toEqual({
      lo: utc(2026, 11, 20, 22, 57, 41),
      hi: utc(2026, 11, 20, 22, 57, 42),
      zoned: true,
    });
    const milli = parseTime('2026-11-20T22:57:41.250Z');
    expect(milli && milli.hi - milli.lo).toBe(1000);
    const nano = parseTime('2026-11-20T22:57:41.123456789Z');
    expect(nano && [nano.lo % SECOND, nano.hi - nano.lo]).toEqual([123456, 0]);
  });

  it('takes offsets with and without colon, and says when there is none', () => {
    expect(parseTime('2026-07-01T21:22:41+02:00')?.lo).toBe(utc(2026, 7, 1, 19, 22, 41));
    expect(parseTime('2026-07-01T21:22:41+0200')?.lo).toBe(utc(2026, 7, 1, 19, 22, 41));
    expect(parseTime('2026-07-01T14:22:41-05:00')?.lo).toBe(utc(2026, 7, 1, 19, 22, 41));
    expect(parseTime('2026-07-01 19:22:41,5')?.zoned).toBe(false);
  });

  it('refuses what is not a time', () => {
    for (const text of ['', 'yesterday', '2026-13-01T00:00:00Z', '2026-01-32T00:00:00Z', '22:57:41'])
      expect(parseTime(text), text).toBeUndefined();
  });

  it('agrees with the platform over four centuries', () => {
    for (let year = 1900; year < 2300; year += 7) {
      const month = 1 + (year % 12);
      const day = 1 + (year % 28);
      expect(utc(year, month, day) / 1000, String(year)).toBe(Date.UTC(year, month - 1, day));
    }
  });

  it('writes what it reads', () => {
    for (const text of [
      '2026-11-20T22:57:41Z',
      '2026-11-20T22:57:41.250Z',
      '2026-11-20T22:57:41.000250Z',
      '1969-12-31T23:59:59Z',
    ]) {
      expect(iso(parseTime(text)?.lo ?? 0)).toBe(text);
    }
  });
});

describe('spans', () => {
  it('reads what Go and kubectl print', () => {
    expect(parseDuration('1m30s')).toBe(90 * SECOND);
    expect(parseDuration('2.6s')).toBe(2_600_000);
    expect(parseDuration('150ms')).toBe(150_000);
    expect(parseDuration('4d3h')).toBe(99 * 3600 * SECOND);
    expect(parseDuration('5 minutes')).toBeUndefined();
  });

  it('says them as a person would', () => {
    expect(inWords(42 * SECOND)).toBe('42 s');
    expect(inWords(305 * SECOND)).toBe('5 min 5 s');
    expect(inWords(2_500_000)).toBe('2.5 s');
    expect(inWords(26 * 3600 * SECOND)).toBe('1 d 2 h');
    expect(rangeInWords(302 * SECOND, 305 * SECOND)).toBe('5 min 2 s to 5 min 5 s');
  });

  it('takes the worse of two grades', () => {
    expect(worseGrade('A', 'C')).toBe('C');
    expect(worseGrade('X', 'A')).toBe('X');
  });

  it('tells an instant as one and a range as a range', () => {
    const at = utc(2026, 3, 4, 10, 5);
    const cut = { lo: at, hi: at + SECOND };
    expect([atTime(cut), fromTime(cut), sinceTime(cut)]).toEqual([
      'at 2026-03-04T10:05:00Z',
      'from 2026-03-04T10:05:00Z',
      'since 2026-03-04T10:05:00Z',
    ]);
    const wide = { lo: at, hi: at + 60 * SECOND };
    expect(atTime(wide)).toBe('between 2026-03-04T10:05:00Z and 2026-03-04T10:06:00Z');
    expect(fromTime(wide)).toBe('from some time between 2026-03-04T10:05:00Z and 2026-03-04T10:06:00Z');
    expect(sinceTime(wide)).toBe('since some time between 2026-03-04T10:05:00Z and 2026-03-04T10:06:00Z');
    expect(atTime({ lo: at, hi: Infinity })).toBe('after 2026-03-04T10:05:00Z');
  });
});
