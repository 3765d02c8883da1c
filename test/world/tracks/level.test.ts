import { describe, expect, it } from 'vitest';
import { SECOND } from '../../../src/base/index.js';
import { agreeing, levelAt, levelsOf, sumOf, type Mark, type Part } from '../../../src/world/index.js';
import { seeded } from '../../support/seeded.js';

const S = SECOND;
const FLAG = { lo: 0, hi: 1 };
const mark = (kind: Mark['kind'], from: number, to: number, value: number): Mark => ({
  kind,
  at: { lo: from * S, hi: to * S },
  value,
});
const shown = (marks: Mark[]): string[] =>
  levelsOf(marks, FLAG).map((l) => `${l.from / S}:${l.lo === l.hi ? l.lo : `${l.lo}..${l.hi}`}`);

describe('levels from marks', () => {
  it('holds a value until a stamped change, and spans both within the stamp', () => {
    expect(shown([mark('set', 0, 0, 0), mark('became', 10, 11, 1), mark('became', 50, 51, 0)])).toEqual([
      '0:0',
      '10:0..1',
      '11:1',
      '50:0..1',
      '51:0',
    ]);
  });

  it('leaves open when a sample shows another value than before', () => {
    expect(shown([mark('is', 10, 10, 1), mark('is', 60, 60, 0)])).toEqual(['10:0..1', '60:0']);
  });

  it('leaves open what lay before a change to the value it already had, but for the moment before it', () => {
    expect(shown([mark('is', 10, 10, 1), mark('became', 60, 61, 1)])).toEqual([
      '10:0..1',
      '59:0',
      '60:0..1',
      '61:1',
    ]);
  });

  it('lets a failed probe only lower', () => {
    expect(shown([mark('set', 0, 0, 0), mark('waning', 5, 5, 0)])).toEqual(['0:0']);
    expect(shown([mark('set', 0, 0, 1), mark('waning', 5, 5, 0)])).toEqual(['0:1', '5:0..1']);
  });

  it('prefers the stamped change to the inferred one', () => {
    expect(shown([mark('set', 0, 0, 0), mark('set', 5, 20, 1), mark('became', 8, 9, 1)])).toEqual([
      '0:0',
      '8:0..1',
      '9:1',
    ]);
  });

  it('knows nothing before the first mark', () => {
    const track = { entity: { kind: 'Pod', name: 'a' }, levels: levelsOf([mark('is', 10, 10, 1)], FLAG) };
    expect(levelAt(track, 9 * S)).toBeUndefined();
    expect(levelAt(track, 10 * S)).toMatchObject({ lo: 1, hi: 1 });
  });

  it('holds the truth for random histories, sampled and cut to seconds', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const { flips, marks } = randomHistory(seed);
      const track = { entity: { kind: 'Pod', name: 'a' }, levels: levelsOf(marks, FLAG) };
      for (let t = 0; t < 700 * S; t += S / 2) {
        const truth = flips.filter((f) => f <= t).length % 2;
        const level = levelAt(track, t);
        if (level && !(level.lo <= truth && truth <= level.hi)) {
          throw new Error(`seed ${seed} at ${t / S}: ${truth} not in ${level.lo}..${level.hi}`);
        }
      }
    }
  });
});

/** Flips from 0 on; each is stamped to the second, or missed and followed by a sample before the next. */
function randomHistory(seed: number): { flips: number[]; marks: Mark[] } {
  const random = seeded(seed);
  const flips: number[] = [];
  const marks: Mark[] = [mark('set', 0, 0, 0)];
  let t = 0;
  for (let i = 1; i <= 8; i += 1) {
    t += random.between(4 * S, 80 * S);
    flips.push(t);
    const value = i % 2;
    if (random.next() < 0.6) {
      const second = Math.floor(t / S);
      marks.push(mark('became', second, second + 1, value));
    } else {
      const seen = t + random.between(1, 3 * S);
      marks.push({ kind: 'is', at: { lo: seen, hi: seen }, value });
    }
  }
  return { flips, marks };
}

describe('sum of parts', () => {
  const part = (
    name: string,
    before: { lo: number; hi: number },
    ...levels: [number, number, number][]
  ): Part => ({
    entity: { kind: 'Pod', name },
    before,
    levels: levels.map(([from, lo, hi]) => ({ from, lo, hi })),
  });

  it('adds ranges and counts a part that did not exist yet as nothing', () => {
    const sum = sumOf({ kind: 'Deployment', name: 'web' }, [
      part('a', { lo: 0, hi: 0 }, [10, 1, 1], [30, 0, 0]),
      part('b', { lo: 0, hi: 1 }, [20, 1, 1]),
    ]);
    expect(sum.levels).toEqual([
      { from: 10, lo: 1, hi: 2 },
      { from: 20, lo: 2, hi: 2 },
      { from: 30, lo: 1, hi: 1 },
    ]);
  });
});

describe('a track that another source counts too', () => {
  const web = { kind: 'Deployment', namespace: 'shop', name: 'web' };
  const agreed = (levels: readonly (readonly [number, number, number])[], ...counts: Mark[]): string[] =>
    agreeing(
      { entity: web, levels: levels.map(([t, lo, hi]) => ({ from: t * S, lo, hi })) },
      counts,
    ).levels.map((l) => `${l.from / S}:${l.lo === l.hi ? l.lo : `${l.lo}..${l.hi}`}`);

  it('is as many as were counted from then on, and in doubt since its last step', () => {
    expect(agreed([[0, 0, 0]], mark('is', 60, 60, 1))).toEqual(['0:0..1', '60:1']);
    expect(agreed([[0, 0, 0], [10, 0, 1]], mark('is', 60, 60, 1))).toEqual(['0:0', '10:0..1', '60:1']); // prettier-ignore
  });

  it('goes on with its own next step', () => {
    expect(agreed([[0, 1, 1], [90, 0, 0]], mark('is', 60, 60, 2))).toEqual(['0:1..2', '60:2', '90:0']); // prettier-ignore
    expect(agreed([[0, 0, 1], [90, 1, 1]], mark('is', 60, 60, 1))).toEqual(['0:0..1', '60:1']); // prettier-ignore
  });

  it('stays as it is where the count says the same, or comes before it', () => {
    expect(agreed([[0, 2, 2]], mark('is', 60, 60, 2))).toEqual(['0:2']);
    expect(agreed([[50, 2, 2]], mark('is', 10, 10, 1))).toEqual(['50:2']);
  });
});
