import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../src/base/index.js';
import { edges, requestRate, spread } from '../../../src/world/index.js';
import { caseOf } from '../../support/case-builder.js';
import { seeded } from '../../support/seeded.js';

describe('requests at an edge', () => {
  const { c } = caseOf({
    access: [
      {
        entrance: 'edge',
        host: 'shop.example',
        at: '10:00:00',
        until: '10:00:59',
        failed: false,
        statuses: { 200: 60 },
      },
      {
        entrance: 'edge',
        host: 'shop.example',
        at: '10:01:00',
        until: '10:01:59',
        failed: true,
        statuses: { 503: 60 },
        slowestMs: 2000,
      },
      {
        entrance: 'edge',
        host: 'shop.example',
        at: '10:02:00',
        until: '10:02:00',
        failed: false,
        statuses: { 200: 1 },
      },
    ],
  });
  const [edge] = edges(c);

  it('counts them at the time they were made', () => {
    expect(edge?.id).toBe('shop.example');
    const failed = edge?.runs.find((r) => r.failed);
    expect((failed?.first.hi ?? 0) - (failed?.first.lo ?? 0)).toBe(3_000_000);
  });

  it('keeps every request in the rate', () => {
    const rate = edge ? requestRate(edge) : [];
    expect(rate.reduce((n, m) => n + m.total, 0)).toBe(121);
    expect(rate.reduce((n, m) => n + m.failed, 0)).toBe(60);
  });

  it('spreads two requests that lie decades apart in no more than two steps', () => {
    const from = Date.UTC(1970, 0, 2) * 1000;
    const to = Date.UTC(2026, 2, 4) * 1000;
    expect([...spread(from, to, 2, 5_000_000)]).toEqual([
      [from, 1],
      [to, 1],
    ]);
    expect([...spread(from, to, 1000).values()].reduce((a, b) => a + b, 0)).toBe(1000);
  });

  it('spreads any count over any time without loss', () => {
    for (let seed = 1; seed < 200; seed += 1) {
      const random = seeded(seed);
      const from = random.below(100 * MINUTE);
      const to = from + random.below(20 * MINUTE);
      const count = 1 + random.below(500);
      const parts = spread(from, to, count);
      expect([...parts.values()].reduce((n, x) => n + x, 0)).toBe(count);
      for (const [minute, n] of parts) {
        expect(n).toBeGreaterThan(0);
        expect(minute).toBeGreaterThanOrEqual(Math.floor(from / MINUTE) * MINUTE);
        expect(minute).toBeLessThanOrEqual(to);
      }
    }
  });
});
