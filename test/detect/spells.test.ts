import { describe, expect, it } from 'vitest';
import { iso, MINUTE, SECOND } from '../../src/base/index.js';
import { saidInLog, spellsOf, whole, type Saying } from '../../src/detect/spells.js';
import { caseOf, when } from '../support/case-builder.js';

const END = when('12:00:00').lo;
const say = (at: string, until = at, count = 1): Saying => ({
  at: when(at),
  until: when(until),
  count,
  evidence: { source: 0, offset: 0, length: 1, excerpt: at },
  heardUntil: END,
});

describe('spells', () => {
  it('folds what is said again within the gap and cuts at a longer silence', () => {
    const spells = spellsOf([say('10:05:00'), say('10:00:00', '10:01:00', 7), say('10:02:30')], 2 * MINUTE);
    expect(spells.map((s) => [iso(s.onset.lo).slice(11, 19), s.count])).toEqual([
      ['10:00:00', 8],
      ['10:05:00', 1],
    ]);
  });

  it('is open only where the source ends before a silence counts', () => {
    expect(spellsOf([say('11:59:30')], 2 * MINUTE)[0]?.end).toBeUndefined();
    expect(spellsOf([say('11:57:00')], 5 * MINUTE)[0]?.end).toBeDefined();
    expect(spellsOf([say('11:57:00')], 5 * MINUTE, 5 * MINUTE)[0]?.end).toBeUndefined();
  });

  it('joins spells into one that ends with the last', () => {
    const all = whole(spellsOf([say('10:00:00'), say('10:30:00'), say('11:00:00')], 10 * SECOND));
    expect(all).toMatchObject({ count: 3 });
    expect(iso(all?.onset.lo ?? 0)).toBe('2026-03-04T10:00:00Z');
    expect(iso(all?.end?.lo ?? 0)).toBe('2026-03-04T11:00:00Z');
    expect(whole([])).toBeUndefined();
  });
});

describe('a log line without a time of its own', () => {
  const at = { lo: END, hi: END, grade: 'X' } as const;
  const line = { id: 'app-panic', text: 'panic: oops', at, pod: 'Pod/shop/web-0', container: 'app' };
  const pod = (state: object) => ({
    kind: 'Pod',
    metadata: { namespace: 'shop', name: 'web-0' },
    spec: { containers: [{ name: 'app' }] },
    status: { containerStatuses: [{ name: 'app', restartCount: 0, state }] },
  });
  const said = (state: object) => {
    const { c } = caseOf({ objects: [pod(state)], messages: [line] });
    return c.messages.map((m) => saidInLog(c, m).at);
  };

  it('was said between the start of its container and the capture', () => {
    expect(said({ running: { startedAt: '2026-03-04T09:00:00Z' } })).toEqual([
      { lo: when('09:00:00').lo, hi: END, grade: 'C' },
    ]);
  });

  it('is not dated where the container does not run', () => {
    expect(said({ waiting: { reason: 'CrashLoopBackOff' } })).toEqual([at]);
  });
});
