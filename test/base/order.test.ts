import { describe, expect, it } from 'vitest';
import { largest, smallest } from '../../src/base/index.js';

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
