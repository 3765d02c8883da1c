import { describe, expect, it } from 'vitest';
import { lagWords, rangeWords } from '../../../src/report/prose/figure.js';

describe('rangeWords', () => {
  it.each([
    [184.66, 185.66, '3 min 5 s'],
    [302, 305, '5 min 4 s (5:02–5:05)'],
    [1260, 1380, '22 min (21–23)'],
    [64_800, 90_000, '22 h (18–25)'],
    [25, 28, '27 s (25–28)'],
    [0, 40, 'up to 40 s'],
    [0, 0, 'under 1 s'],
    [3600, 3600, '1 h'],
    [0.4, 0.9, '0.7 s'],
  ])('says %d to %d s as "%s"', (lo, hi, words) => {
    expect(rangeWords(lo, hi)).toBe(words);
  });

  it('says what is still open as a lower bound', () => {
    expect(rangeWords(588, 589, true)).toBe('at least 9 min 48 s');
  });

  it('rounds the ends outwards, so that a range is never said narrower than it is', () => {
    expect(rangeWords(150.9, 211.1)).toBe('3 min 1 s (2:30–3:32)');
    expect(rangeWords(659, 781)).toBe('12 min (10–14)');
  });
});

describe('lagWords', () => {
  it.each([
    [0, 0.4, 'at once'],
    [0, 11, 'within 11 s'],
    [2, 3, 'after 2–3 s'],
    [9.6, 10.2, 'after 10 s'],
    [30, 290, 'after 30 s to 4 min 50 s'],
  ])('says a lag of %d to %d s as "%s"', (lo, hi, words) => {
    expect(lagWords({ lo, hi })).toBe(words);
  });
});
