import { describe, expect, it } from 'vitest';
import { exactly, SECOND, stamp, type Grade, type Stamp } from '../../src/base/index.js';
import { alertOnset } from '../../src/measure/backdate.js';
import { statedFor } from '../../src/world/index.js';
import { earliest, instantJson, latest, spanBetween } from '../../src/measure/span.js';
import { seeded } from '../support/seeded.js';

const end = (name: string, at: Stamp | undefined): { name: string; at: Stamp | undefined } => ({ name, at });

describe('the time between two instants', () => {
  it('is a range that names its ends and takes the worse grade', () => {
    const f = spanBetween(
      end('impact', stamp(100 * SECOND, 101 * SECOND, 'A')),
      end('detect', stamp(160 * SECOND, 161 * SECOND, 'D')),
    );
    expect(f).toEqual({ lo: 59, hi: 61, from: 'impact', to: 'detect', grade: 'D', open: false });
  });

  it('never goes below zero, and rounds outwards', () => {
    const f = spanBetween(end('a', exactly(10 * SECOND)), end('b', exactly(9 * SECOND)));
    expect(f).toMatchObject({ lo: 0, hi: 0 });
    expect(spanBetween(end('a', exactly(0)), end('b', exactly(1_500_500)))).toMatchObject({
      lo: 1.5,
      hi: 1.501,
    });
  });

  it('is a lower bound while open, and absent without a start', () => {
    const open = spanBetween(
      end('impact', exactly(0)),
      end('restore', undefined),
      stamp(60 * SECOND, 61 * SECOND, 'A'),
    );
    expect(open).toMatchObject({ lo: 60, hi: 61, open: true });
    expect(spanBetween(end('impact', undefined), end('restore', exactly(1)))).toBeNull();
    expect(spanBetween(end('impact', exactly(0)), end('restore', undefined))).toBeNull();
  });

  it('writes an absent instant as grade X', () => {
    expect(instantJson(undefined)).toEqual({ lo: null, hi: null, grade: 'X' });
    expect(instantJson(stamp(0, 1, 'X'))).toEqual({ lo: null, hi: null, grade: 'X' });
  });

  it('holds the truth for random instants seen through random sources', () => {
    for (let seed = 1; seed <= 2000; seed += 1) {
      const random = seeded(seed);
      const truths = [random.below(1e9), random.below(1e9), random.below(1e9)];
      const seen = truths.map((t) => observed(t, random));
      const [a, b] = truths;
      const [sa, sb] = seen;
      if (a === undefined || b === undefined || !sa || !sb) throw new Error('three were made');
      const f = spanBetween(end('a', sa), end('b', sb));
      const truth = Math.max(0, b - a) / SECOND;
      expect(f && f.lo <= truth && truth <= f.hi, `seed ${seed}`).toBe(true);
      expect((f?.hi ?? 0) - (f?.lo ?? 0) + 1e-9).toBeGreaterThanOrEqual(narrowest(sa, sb));
      const first = earliest(seen);
      const last = latest(seen);
      expect(first && first.lo <= Math.min(...truths) && Math.min(...truths) <= first.hi).toBe(true);
      expect(last && last.lo <= Math.max(...truths) && Math.max(...truths) <= last.hi).toBe(true);
    }
  });
});

/** An instant as a source shows it: cut to the second, between two samples, or exact. */
function observed(t: number, random: ReturnType<typeof seeded>): Stamp {
  const way = random.below(3);
  const grade: Grade = (['A', 'B', 'C'] as const)[random.below(3)] ?? 'A';
  if (way === 0)
    return stamp(Math.floor(t / SECOND) * SECOND, Math.floor(t / SECOND) * SECOND + SECOND, grade);
  if (way === 1) return stamp(t - random.below(5e6), t + random.below(5e6), grade);
  return exactly(t, grade);
}

/** A figure is never narrower than its wider source, unless the floor at zero cuts it. */
function narrowest(sa: Stamp, sb: Stamp): number {
  if (sb.lo - sa.hi < 0) return 0;
  return Math.max(sa.hi - sa.lo, sb.hi - sb.lo) / SECOND;
}

describe('dating back from an alert', () => {
  it('holds the true onset for random scrapes, evaluations and waits', () => {
    for (let seed = 1; seed <= 2000; seed += 1) {
      const random = seeded(seed);
      const onset = random.below(1e9);
      const wait = random.below(1200) * SECOND;
      const scraped = onset + random.below(30 * SECOND);
      const pending = scraped + random.below(30 * SECOND);
      let fires = pending;
      while (fires - pending < wait) fires += 30 * SECOND;
      const firing = stamp(
        Math.floor(fires / SECOND) * SECOND,
        Math.floor(fires / SECOND) * SECOND + SECOND,
        'A',
      );
      for (const back of [
        alertOnset(firing, wait),
        alertOnset(firing, wait, { pendingSince: exactly(pending) }),
      ]) {
        expect(back.lo <= onset && onset <= back.hi, `seed ${seed}`).toBe(true);
        expect(back.grade).toBe('C');
      }
    }
  });

  it('reads ages out of the texts of alerts', () => {
    expect(statedFor('ns-master down 15m+, zone updates blocked')).toBe(15 * 60 * SECOND);
    expect(statedFor('base backup older than 28h')).toBe(28 * 3600 * SECOND);
    expect(statedFor('no base backup for more than 50h')).toBe(50 * 3600 * SECOND);
    expect(statedFor('p95 above 80ms')).toBeUndefined();
  });
});
