import { describe, expect, it } from 'vitest';
import { SECOND, type Stamp } from '../../src/base/index.js';
import { fitTime } from '../../src/cause/lag.js';
import { ref } from '../../src/model/index.js';
import { conditionOf, T0 } from '../support/rule-tester.js';

const entity = ref('Pod', 'shop', 'web-0');
const rule = { lag: { min: 0, max: 60, source: 'made' } };
const between = (lo: number, hi: number, grade: Stamp['grade'] = 'B'): Stamp => ({
  lo: T0 + lo * SECOND,
  hi: T0 + hi * SECOND,
  grade,
});

describe('fitting a pair of onsets into a lag', () => {
  it('gives the whole share when every point of both intervals fits', () => {
    expect(fitTime(rule, conditionOf('a', entity, 0), conditionOf('b', entity, 30)).share).toBe(1);
  });

  it('gives a part when only a part fits', () => {
    const fit = fitTime(
      rule,
      conditionOf('a', entity, between(0, 100)),
      conditionOf('b', entity, between(100, 200)),
    );
    expect(fit.share).toBeGreaterThan(0.05);
    expect(fit.share).toBeLessThan(0.9);
  });

  it('refutes what began before its cause, beyond the tolerance of clocks', () => {
    expect(fitTime(rule, conditionOf('a', entity, 10), conditionOf('b', entity, 9)).share).toBe(1);
    expect(fitTime(rule, conditionOf('a', entity, 10), conditionOf('b', entity, 5)).refuted).toMatch(
      /before/,
    );
  });

  it('counts a later episode of the cause', () => {
    const cause = conditionOf('a', entity, 0, { episodes: [between(0, 0), between(500, 500)] });
    expect(fitTime(rule, cause, conditionOf('b', entity, 520)).share).toBe(1);
  });

  it('refutes a standing cause that had ended long before', () => {
    const cause = conditionOf('a', entity, 0, { end: between(5, 5) });
    const long = { lag: { min: 0, max: Infinity, source: 'made' } };
    expect(fitTime(long, cause, conditionOf('b', entity, 300)).refuted).toMatch(/ended/);
    expect(
      fitTime({ ...long, standing: false }, cause, conditionOf('b', entity, 300)).refuted,
    ).toBeUndefined();
  });

  it('does not refute by a time that nobody knows', () => {
    const cause = conditionOf('a', entity, between(0, 0, 'X'));
    expect(fitTime(rule, cause, conditionOf('b', entity, -9999)).refuted).toBeUndefined();
  });

  it('reports the observed lag as a range', () => {
    const fit = fitTime(
      rule,
      conditionOf('a', entity, between(0, 2)),
      conditionOf('b', entity, between(10, 11)),
    );
    expect(fit.lag).toEqual({ lo: 8, hi: 11 });
  });
});
