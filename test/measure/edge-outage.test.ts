import { describe, expect, it } from 'vitest';
import { exactly, MINUTE, SECOND } from '../../src/base/index.js';
import { edgeOutage } from '../../src/measure/edge-outage.js';
import type { AccessRecord } from '../../src/model/index.js';
import type { Edge, Run } from '../../src/world/index.js';
import { seeded } from '../support/seeded.js';

const RECORD: AccessRecord = {
  kind: 'access',
  entrance: 'edge',
  failed: false,
  statuses: {},
  count: 1,
  at: exactly(0),
  until: exactly(0),
  evidence: { source: 0, offset: 0, length: 1 },
  lastEvidence: { source: 0, offset: 0, length: 1 },
};

/** Requests at random times; those made during the outage fail. Runs of one outcome are folded, as intake does. */
function edgeOf(
  random: ReturnType<typeof seeded>,
  from: number,
  to: number,
): { edge: Edge; firstFailed: number } {
  const runs: Run[] = [];
  let firstFailed = Number.NaN;
  for (let t = 0; t < 40 * MINUTE; t += random.between(SECOND / 10, 3 * SECOND)) {
    const failed = t >= from && t < to;
    if (failed && Number.isNaN(firstFailed)) firstFailed = t;
    const made = { lo: Math.floor(t / 1000) * 1000, hi: Math.floor(t / 1000) * 1000 + 1000 };
    const last = runs.at(-1);
    if (last?.failed === failed) runs[runs.length - 1] = { ...last, count: last.count + 1, last: made };
    else runs.push({ failed, count: 1, statuses: {}, first: made, last: made, record: RECORD });
  }
  return {
    edge: { id: 'edge', entrance: 'edge', host: undefined, surfaces: [], service: undefined, runs },
    firstFailed,
  };
}

describe('an outage in an edge log', () => {
  it('is not over while requests that fail slowly have not had the time to', () => {
    // every fourth request of two a second runs into a time-out of a minute, which is written when it is over
    const runs = Array.from({ length: 600 }, (_, i): Run => {
      const made = exactly(i * 2 * SECOND);
      const failed = i > 100 && i % 4 === 0;
      const record = failed ? { ...RECORD, slowestMs: 60_000 } : RECORD;
      return { failed, count: 1, statuses: {}, first: made, last: made, record };
    }).filter((r) => !r.failed || r.first.lo <= 598 * 2 * SECOND - MINUTE);
    const edge: Edge = {
      id: 'edge',
      entrance: 'edge',
      host: undefined,
      surfaces: [],
      service: undefined,
      runs,
    };
    expect(edgeOutage(edge, exactly(208 * SECOND), 5 * MINUTE)?.restore).toBeUndefined();
    const quick = runs.map((r) => ({ ...r, record: RECORD }));
    expect(edgeOutage({ ...edge, runs: quick }, exactly(208 * SECOND), 5 * MINUTE)?.restore).toBeDefined();
  });

  it('holds the first failed request and the true recovery, for random requests and outages', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const random = seeded(seed);
      const from = random.between(5 * MINUTE, 10 * MINUTE);
      const to = from + random.between(10 * SECOND, 20 * MINUTE);
      const { edge, firstFailed } = edgeOf(random, from, to);
      const found = edgeOutage(edge, exactly(from), 5 * MINUTE);
      expect(found?.impact.lo, `seed ${seed}`).toBeLessThanOrEqual(firstFailed);
      expect(found?.impact.hi, `seed ${seed}`).toBeGreaterThanOrEqual(firstFailed);
      expect(found?.restore?.lo, `seed ${seed}`).toBeLessThanOrEqual(to);
      expect(found?.restore?.hi, `seed ${seed}`).toBeGreaterThanOrEqual(to);
      expect((found?.restore?.hi ?? 0) - (found?.restore?.lo ?? 0)).toBeLessThan(3.1 * SECOND);
      expect(found?.failed).toBe(found?.total);
    }
  });

  it('is open when requests still fail at the end of the log', () => {
    const { edge } = edgeOf(seeded(7), 10 * MINUTE, 60 * MINUTE);
    const found = edgeOutage(edge, exactly(10 * MINUTE), 5 * MINUTE);
    expect(found?.restore).toBeUndefined();
    expect(found?.held).toBe(0);
  });

  it('takes relapses within the hold period for one outage, later ones for another', () => {
    const { edge } = edgeOf(seeded(8), 10 * MINUTE, 11 * MINUTE);
    const { edge: relapse } = edgeOf(seeded(9), 13 * MINUTE, 14 * MINUTE);
    const failures = relapse.runs.filter((r) => r.failed);
    const runs = [...edge.runs.filter((r) => r.failed || r.last.hi < 12 * MINUTE), ...failures].sort(
      (a, b) => a.first.lo - b.first.lo,
    );
    const good = { failed: false, count: 600, statuses: {}, record: RECORD };
    const between: Run = {
      ...good,
      first: { lo: 11.1 * MINUTE, hi: 11.1 * MINUTE },
      last: { lo: 12.9 * MINUTE, hi: 12.9 * MINUTE },
    };
    const after: Run = {
      ...good,
      first: { lo: 14.1 * MINUTE, hi: 14.1 * MINUTE },
      last: { lo: 30 * MINUTE, hi: 30 * MINUTE },
    };
    const all = { ...edge, runs: [...runs, between, after].sort((a, b) => a.first.lo - b.first.lo) };
    expect(edgeOutage(all, exactly(10 * MINUTE), 5 * MINUTE)?.restore?.lo).toBeGreaterThan(13 * MINUTE);
    expect(edgeOutage(all, exactly(10 * MINUTE), MINUTE)?.restore?.hi).toBeLessThan(12 * MINUTE);
  });

  it('in episodes ends with the last that belongs to it, and the first is no yardstick for the second', () => {
    const spells: readonly [number, number][] = [
      [10 * MINUTE, 14 * MINUTE],
      [21 * MINUTE + 30 * SECOND, 25 * MINUTE],
    ];
    const runs: Run[] = [];
    for (let t = 0; t < 40 * MINUTE; t += 2 * SECOND) {
      const failed = (t / SECOND) % 4 === 0 && spells.some(([from, to]) => t >= from && t < to);
      const made = exactly(t);
      const last = runs.at(-1);
      if (last?.failed === failed) runs[runs.length - 1] = { ...last, count: last.count + 1, last: made };
      else runs.push({ failed, count: 1, statuses: {}, first: made, last: made, record: RECORD });
    }
    const edge: Edge = {
      id: 'edge',
      entrance: 'edge',
      host: undefined,
      surfaces: [],
      service: undefined,
      runs,
    };
    const alone = edgeOutage(edge, exactly(10 * MINUTE), 5 * MINUTE);
    const both = edgeOutage(edge, exactly(10 * MINUTE), 5 * MINUTE, 25 * MINUTE);
    const second = edgeOutage(edge, exactly(21 * MINUTE + 30 * SECOND), 5 * MINUTE);
    expect(alone?.restore?.lo).toBeLessThan(14 * MINUTE);
    expect(both?.restore?.lo).toBeGreaterThan(24 * MINUTE);
    expect(second?.impact.lo).toBeLessThan(21 * MINUTE + 33 * SECOND);
  });
});
