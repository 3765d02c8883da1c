import { describe, expect, it } from 'vitest';
import { exactly, parseTime } from '../../../src/base/index.js';
import { isMaintained } from '../../../src/world/index.js';
import { caseOf, type GivenEvent } from '../../support/case-builder.js';
import { node } from '../../support/objects.js';

const AT = exactly(parseTime('2026-03-04T11:30:00Z')?.lo ?? 0);
const event = (reason: string, first: string): GivenEvent => ({
  about: 'Node/node-1',
  reason,
  message: reason,
  first,
});
const maintained = (events: readonly GivenEvent[], spec = {}): boolean =>
  isMaintained(caseOf({ objects: [node('node-1', { spec })], events }).c, 'node-1', AT);

describe('isMaintained', () => {
  it('holds after a cordon and after the word of an autoscaler', () => {
    expect(maintained([event('NodeNotSchedulable', '11:20:00')])).toBe(true);
    expect(maintained([event('ScaleDown', '11:25:00')])).toBe(true);
    expect(
      maintained([], {
        taints: [{ key: 'node.kubernetes.io/unschedulable', timeAdded: '2026-03-04T11:20:00Z' }],
      }),
    ).toBe(true);
  });

  it('does not hold without, after the cordon was lifted, or before it came', () => {
    expect(maintained([])).toBe(false);
    expect(maintained([event('NodeNotSchedulable', '11:00:00'), event('NodeSchedulable', '11:10:00')])).toBe(
      false,
    );
    expect(maintained([event('NodeNotSchedulable', '11:45:00')])).toBe(false);
  });
});
