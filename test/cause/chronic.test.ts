import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, type Stamp } from '../../src/base/index.js';
import { historyOf, poissonTail } from '../../src/cause/chronic.js';

const at = (t: number): Stamp => ({ lo: t, hi: t, grade: 'A' });
const every = (step: number, from: number, to: number): Stamp[] =>
  Array.from({ length: Math.floor((to - from) / step) }, (_, i) => at(from + i * step));

describe('poissonTail', () => {
  it('is the chance of as many or more', () => {
    expect(poissonTail(0, 2)).toBe(1);
    expect(poissonTail(1, 2)).toBeCloseTo(1 - Math.exp(-2), 12);
    expect(poissonTail(3, 1)).toBeCloseTo(1 - Math.exp(-1) * 2.5, 12);
    expect(poissonTail(400, 1)).toBe(0);
  });
});

describe('historyOf', () => {
  const fault = 10 * HOUR;

  it('calls usual what comes as often as before', () => {
    const hourly = every(HOUR, 0, 12 * HOUR);
    expect(historyOf(hourly, fault, 12 * HOUR)).toEqual({ earlier: 10, since: 2, verdict: 'usual' });
  });

  it('calls usual what stopped', () => {
    expect(historyOf(every(HOUR, 0, 5 * HOUR), fault, 12 * HOUR).verdict).toBe('usual');
  });

  it('sees that it comes more often', () => {
    const more = [...every(HOUR, 0, fault), ...every(5 * MINUTE, fault, fault + HOUR)];
    expect(historyOf(more, fault, fault + HOUR)).toEqual({ earlier: 10, since: 12, verdict: 'more' });
  });

  it('does not judge by two episodes', () => {
    expect(historyOf([at(0), at(HOUR), at(fault + MINUTE)], fault, 12 * HOUR).verdict).toBe('short');
  });
});
