import { describe, expect, it } from 'vitest';
import { firstBy, largest, smallest, sortedBy } from '../../src/base/index.js';

describe('the largest and the smallest of many', () => {
  it('are found in lists that are too long to be spread', () => {
    const many = Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 300_007);
    expect(largest(many)).toBe(300_006);
    expect(smallest(many)).toBe(0);
  });

  it('are those of Math.max and Math.min for few and for none', () => {
    expect(largest([3, -1, 2])).toBe(Math.max(3, -1, 2));
    expect(smallest(new Set([3, -1, 2]))).toBe(-1);
    expect([largest([]), smallest([])]).toEqual([-Infinity, Infinity]);
  });
});

describe('the first few of many', () => {
  const items = Array.from({ length: 5000 }, (_, i) => ({ i, key: (i * 7919) % 101, name: `n${i % 7}` }));

  it('are those of the sorted list, equal ones in the order they came in', () => {
    for (const n of [0, 1, 12, 48, 6000]) {
      const keys = [(x: { key: number }) => -x.key, (x: { name: string }) => x.name] as const;
      expect(firstBy(items, n, ...keys)).toEqual(sortedBy(items, ...keys).slice(0, n));
    }
  });
});
