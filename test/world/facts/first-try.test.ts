import { describe, expect, it } from 'vitest';
import { iso } from '../../../src/base/index.js';
import { firstTry } from '../../../src/world/index.js';
import { caseOf, type GivenEvent } from '../../support/case-builder.js';
import { pendingPod, podOf, stack } from '../../support/objects.js';

const told = (more: Partial<GivenEvent>, objects: readonly unknown[]): string => {
  const { c } = caseOf({
    objects,
    events: [
      {
        about: podOf('shop/web'),
        reason: 'FailedScheduling',
        message: '0/1 nodes are available: 1 Insufficient cpu.',
        first: '11:59:00',
        ...more,
      },
    ],
  });
  const event = c.events[0];
  return event ? iso(firstTry(c, event).lo).slice(11, 16) : 'none';
};
const WAITING = [
  pendingPod('shop/web-7d4b9c5f6d-x7k2p', 'ReplicaSet/web-7d4b9c5f6d', 'no', '2026-03-04T11:00:00Z'),
];

describe('firstTry', () => {
  it('is as old as a pod that never ran, where only the last stamp is told', () => {
    expect(told({}, WAITING)).toBe('11:00');
  });

  it('is the event’s own first stamp where it has one', () => {
    expect(told({ first: '11:40:00', last: '11:59:00', count: 7 }, WAITING)).toBe('11:40');
  });

  it('is the event’s stamp for a pod that runs', () => {
    expect(told({}, stack('shop/web'))).toBe('11:59');
  });
});
