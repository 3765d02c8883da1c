import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../src/base/index.js';
import { replaySignal } from '../../src/measure/replay/evaluate.js';
import {
  both,
  blindDuring,
  during,
  recent,
  truthAt,
  type Signal,
  type Step,
} from '../../src/measure/replay/signal.js';
import { seeded } from '../support/seeded.js';

const POD = { kind: 'Pod', namespace: 'shop', name: 'web-0' };
const signal = (...steps: [number, Step['truth']][]): Signal => ({
  entity: POD,
  steps: steps.map(([from, truth]) => ({ from: from * SECOND, truth })),
});
const HOUR_WINDOW = { lo: 0, hi: 3600 * SECOND };

interface Sample {
  readonly at: number;
  readonly truth: boolean | undefined;
}

/** The state machine of an alert as Prometheus runs it, sample by sample: what the replay is held against. */
function firesAt(taken: readonly Sample[], wait: number): number | undefined {
  let since: number | undefined;
  for (const s of taken) {
    if (s.truth !== true) {
      since = undefined;
      continue;
    }
    since ??= s.at;
    if (s.at - since >= wait) return s.at;
  }
  return undefined;
}

/** A history in steps of 30 s: 1 true, 0 false, - no sample, ? left open. */
const history30 = (text: string): Signal => ({
  entity: POD,
  steps: [...text].map((x, i) => ({
    from: i * 30 * SECOND,
    truth: x === '1' ? 'yes' : x === '0' ? 'no' : x === '?' ? 'maybe' : 'missing',
  })),
});

describe('pending and firing', () => {
  const firing = (text: string): boolean =>
    replaySignal(history30(text), MINUTE, { lo: 0, hi: text.length * 30 * SECOND }).earliest !== undefined;

  it('fires once the expression was true for the wait', () => {
    expect(firing('0111110')).toBe(true);
    expect(firing('01000')).toBe(false);
    expect(replaySignal(history30('0100'), 0, HOUR_WINDOW).earliest).toBe(30 * SECOND);
  });

  it('starts over after a false and after a missing sample', () => {
    expect(firing('11011001100110')).toBe(false);
    expect(firing('11-11-11-11-')).toBe(false);
    expect(replaySignal(history30('011-1111110'), MINUTE, HOUR_WINDOW).earliest).toBe(180 * SECOND);
  });

  it('counts what is left open only as possible', () => {
    const f = replaySignal(history30('0?????0'), MINUTE, HOUR_WINDOW);
    expect(f.earliest).toBe(90 * SECOND);
    expect(f.latest).toBeUndefined();
  });

  it('costs no more for a year than for a day', () => {
    const year = { lo: 0, hi: 365 * 86_400 * SECOND };
    expect(replaySignal(signal([0, 'no'], [30_000_000, 'yes']), MINUTE, year).earliest).toBe(
      30_000_060 * SECOND,
    );
  });
});

describe('replay of one rule', () => {
  it('gives a range over scrape and evaluation phases', () => {
    const f = replaySignal(signal([0, 'no'], [600, 'yes']), 5 * MINUTE, HOUR_WINDOW);
    expect(f.earliest).toBe(900 * SECOND);
    expect((f.latest ?? 0) - 900 * SECOND).toBeGreaterThanOrEqual(55 * SECOND);
    expect((f.latest ?? 0) - 900 * SECOND).toBeLessThanOrEqual(65 * SECOND);
  });

  it('says that it may have fired where the sources leave it open', () => {
    const f = replaySignal(signal([0, 'no'], [600, 'maybe'], [1200, 'no']), 5 * MINUTE, HOUR_WINDOW);
    expect(f.earliest).toBe(900 * SECOND);
    expect(f.latest).toBeUndefined();
  });

  it('does not fire when the state ends before the wait does, and says how long it held', () => {
    const f = replaySignal(signal([0, 'no'], [600, 'yes'], [840, 'no']), 5 * MINUTE, HOUR_WINDOW);
    expect(f.earliest).toBeUndefined();
    expect(f.longest).toEqual({ lo: 600 * SECOND, hi: 840 * SECOND });
  });

  it('does not fire across a gap in the samples', () => {
    const gap = blindDuring(signal([0, 'no'], [600, 'yes']), [{ lo: 700 * SECOND, hi: 800 * SECOND }]);
    const f = replaySignal(gap, 5 * MINUTE, HOUR_WINDOW);
    expect(f.earliest).toBe(1100 * SECOND);
  });

  it('looks only inside the covered window', () => {
    const f = replaySignal(signal([0, 'yes']), 5 * MINUTE, { lo: 1000 * SECOND, hi: 1200 * SECOND });
    expect(f.earliest).toBeUndefined();
  });

  it('holds the true firing for random histories, phases and what is left open', () => {
    for (let seed = 1; seed <= 400; seed += 1) {
      const random = seeded(seed);
      const { truth, seen } = history(random);
      const wait = random.below(6) * MINUTE;
      const scrape = random.below(30 * SECOND);
      const evaluation = random.below(30 * SECOND);
      const taken: Sample[] = [];
      for (let t = evaluation; t <= HOUR_WINDOW.hi; t += 30 * SECOND) {
        const scraped = scrape + Math.floor((t - scrape) / (30 * SECOND)) * 30 * SECOND;
        taken.push({ at: t, truth: truthAt(truth, scraped) === 'yes' });
      }
      const fired = firesAt(taken, wait);
      const replayed = replaySignal(seen, wait, HOUR_WINDOW);
      if (fired !== undefined) {
        expect(replayed.earliest ?? Infinity, `seed ${seed}`).toBeLessThanOrEqual(fired);
        if (replayed.latest !== undefined)
          expect(replayed.latest, `seed ${seed}`).toBeGreaterThanOrEqual(fired);
      } else {
        expect(replayed.latest, `seed ${seed}`).toBeUndefined();
      }
    }
  });
});

/** A random history of minutes, and the same with its transitions blurred. */
function history(random: ReturnType<typeof seeded>): { truth: Signal; seen: Signal } {
  const truth: [number, Step['truth']][] = [[0, 'no']];
  const seen: [number, Step['truth']][] = [[0, 'no']];
  let t = 0;
  for (let i = 1; t < 3000; i += 1) {
    t += 60 + random.below(600);
    const value = i % 2 === 1 ? 'yes' : 'no';
    const blur = random.below(40);
    truth.push([t, value]);
    if (blur > 0) seen.push([t - random.below(10), 'maybe']);
    seen.push([t + blur, value]);
  }
  return { truth: signal(...truth), seen: signal(...seen) };
}

describe('expressions', () => {
  it('counts what happened in a sliding window', () => {
    const s = recent(
      POD,
      [100, 150, 160].map((t) => t * SECOND),
      60 * SECOND,
      2,
      0,
    );
    expect(truthAt(s, 120 * SECOND)).toBe('no');
    expect(truthAt(s, 155 * SECOND)).toBe('yes');
    expect(truthAt(s, 215 * SECOND)).toBe('no');
  });

  it('is three-valued', () => {
    const a = signal([0, 'maybe']);
    expect(both(a, signal([0, 'no'])).steps).toEqual([{ from: 0, truth: 'no' }]);
    expect(both(a, signal([0, 'yes'])).steps).toEqual([{ from: 0, truth: 'maybe' }]);
    expect(both(a, signal([10, 'yes'])).steps[0]).toEqual({ from: 0, truth: 'missing' });
    expect(during(POD, [], 0).steps).toEqual([{ from: 0, truth: 'no' }]);
  });
});
