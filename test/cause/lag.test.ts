import { describe, expect, it } from 'vitest';
import { SECOND, type Stamp } from '../../src/base/index.js';
import { fitTime, lagBetween, windowOf } from '../../src/cause/lag.js';
import type { CausalRule } from '../../src/cause/rule.js';
import { Timeline } from '../../src/cause/timeline.js';
import { ref } from '../../src/model/index.js';
import { conditionOf, T0 } from '../support/rule-tester.js';
import { seeded } from '../support/seeded.js';

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

  it('refutes a cause that was over for longer than the rule lets it outlast itself', () => {
    const short = { ...rule, standing: 5 };
    const over = conditionOf('a', entity, 0, { end: between(10, 10) });
    expect(fitTime(short, over, conditionOf('b', entity, 16)).refuted).toBeUndefined();
    expect(fitTime(short, over, conditionOf('b', entity, 30)).refuted).toBe('the cause had ended before');
    expect(fitTime(rule, over, conditionOf('b', entity, 30)).refuted).toBeUndefined();
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
    expect(lagBetween(between(0, 2), between(10, 11))).toEqual({ lo: 8, hi: 11 });
  });
});

describe('the window of an effect', () => {
  it('holds every cause that fits, whatever the lag and the grades', () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const random = seeded(seed);
      const stamp = (): Stamp => {
        const lo = random.between(0, 2000);
        const grade = random.below(12) === 0 ? 'X' : 'B';
        return between(lo, lo + random.below(3) * 40, grade);
      };
      const some: Pick<CausalRule, 'lag' | 'standing'> = {
        lag: { min: random.between(-60, 10), max: random.below(4) === 0 ? Infinity : 90, source: 'made' },
        standing: random.below(2) === 0,
      };
      const causes = Array.from({ length: 60 }, (_, i) => {
        const onset = stamp();
        const later = random.below(3) === 0 ? [{ ...stamp(), grade: 'B' as const }] : [];
        const end = random.below(3) === 0 ? {} : { end: between(2000, 2000 + random.below(600)) };
        const until = random.below(2) === 0 ? { end: { ...onset, lo: onset.hi } } : end;
        return conditionOf('a', entity, onset, { id: `a${i}`, episodes: [onset, ...later], ...until });
      });
      const timeline = new Timeline(causes);
      const effect = conditionOf('b', entity, stamp());
      const found = timeline.within(windowOf(some, effect));
      const fitting = causes.filter((x) => fitTime(some, x, effect).refuted === undefined);
      expect(new Set(found)).toEqual(new Set([...found, ...fitting]));
      expect(new Set(found).size).toBe(found.length);
    }
  });

  it('leaves out what lies far from it', () => {
    const causes = Array.from({ length: 100 }, (_, i) =>
      conditionOf('a', entity, i * 600, { id: `a${i}`, end: between(i * 600 + 30, i * 600 + 30) }),
    );
    const effect = conditionOf('b', entity, 30_020);
    const near = new Timeline(causes).within(windowOf(rule, effect));
    expect(near.map((x) => x.id)).toEqual(['a50']);
    const lasting = new Timeline(causes).within(windowOf({ lag: { ...rule.lag, max: Infinity } }, effect));
    expect(lasting.map((x) => x.id)).toEqual(['a50']);
  });
});
