import { describe, expect, it } from 'vitest';
import { between, fullTime, spanOf, when } from '../../../src/report/prose/time.js';

const at = (lo: string | null, hi: string | null, grade: 'A' | 'B' | 'X' = 'A') => ({ lo, hi, grade });

describe('when', () => {
  it('says a stamp of one second as one time, without its day on that day', () => {
    expect(when(at('2026-11-20T22:57:40Z', '2026-11-20T22:57:41Z'), '2026-11-20')).toBe('22:57:40');
  });

  it('says the date on another day', () => {
    expect(when(at('2026-11-19T22:57:40Z', '2026-11-19T22:57:41Z'), '2026-11-20')).toBe(
      '2026-11-19 22:57:40',
    );
  });

  it('says both ends of a wider interval', () => {
    expect(when(at('2026-11-20T22:57:40Z', '2026-11-20T22:58:10Z', 'B'), '2026-11-20')).toBe(
      '22:57:40 to 22:58:10',
    );
  });

  it('keeps milliseconds where they are asked for', () => {
    const stamp = at('2026-11-20T22:57:41.342Z', '2026-11-20T22:57:41.343Z');
    expect(when(stamp, '2026-11-20', true)).toBe('22:57:41.342');
    expect(when(stamp, '2026-11-20')).toBe('22:57:41');
  });

  it('says that an absent or unreadable time is not known', () => {
    expect(when(at(null, null, 'X'), '2026-11-20')).toBe('not known');
    expect(when(at('yesterday', null), '2026-11-20')).toBe('not known');
    expect(when(undefined, '')).toBe('not known');
    expect(fullTime(at(null, null, 'X'))).toBe('not known');
  });
});

describe('between', () => {
  it('allows all that the stamps allow, and never less than nothing', () => {
    const a = at('2026-11-20T22:00:00Z', '2026-11-20T22:00:01Z');
    const b = at('2026-11-20T22:00:10Z', '2026-11-20T22:00:12Z', 'B');
    expect(between(a, b)).toMatchObject({ lo: 9, hi: 12, grade: 'B' });
    expect(between(b, a)).toMatchObject({ lo: 0, hi: 0 });
    expect(between(a, at(null, null, 'X'))).toBeUndefined();
  });

  it('turns ends that stand the wrong way round', () => {
    expect(spanOf(at('2026-11-20T22:00:10Z', '2026-11-20T22:00:00Z'))?.lo).toBeLessThan(
      spanOf(at('2026-11-20T22:00:10Z', '2026-11-20T22:00:00Z'))?.hi ?? 0,
    );
  });
});
