import { describe, expect, it } from 'vitest';
import { groupBy } from '../../src/base/index.js';
import { detectors } from '../../src/detect/index.js';

describe('a condition that several detectors emit', () => {
  it('is the same condition with each of them', () => {
    const all = detectors.flatMap((d) => d.emits);
    for (const [id, list] of groupBy(all, (t) => t.id))
      expect(
        list.every((t) => JSON.stringify(sorted(t)) === JSON.stringify(sorted(list[0] ?? t))),
        id,
      ).toBe(true);
  });
});

function sorted(t: object): unknown {
  return Object.entries(t).sort(([a], [b]) => (a < b ? -1 : 1));
}
