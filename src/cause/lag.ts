import { SECOND, type Grade, type Interval } from '../base/index.js';
import type { Condition } from '../model/index.js';
import type { Lag } from './rule.js';

/** Clocks of sources may differ by this much without anyone saying so (NTP-kept hosts; stamps of 1 s). */
export const TOLERANCE = 2 * SECOND;

/** What a wide bracket leaves possible is not made unlikely by its width alone. */
const LEAST_SHARE = 0.2;

/** Side of the grid on which two onset intervals are compared (causal-model 3.4 step 6). */
const GRID = 32;

/** What time says of a pair: the share of the two onset intervals that fits the lag, and the observed lag. */
export interface TimeFit {
  readonly share: number;
  readonly lag: { readonly lo: number; readonly hi: number };
  readonly refuted?: string;
}

/**
 * Fits a cause and an effect into a rule's lag. The cause counts from its onset, and from each later
 * episode; it must not have ended longer before the effect than the lag allows. An onset of grade X
 * (time unknown) fits everything, weakly.
 */
export function fitTime(
  rule: { readonly lag: Lag; readonly standing?: boolean },
  cause: Condition,
  effect: Condition,
): TimeFit {
  const observed = lagBetween(cause.onset, effect.onset);
  if (cause.onset.grade === 'X' || effect.onset.grade === 'X') return { share: 0.8, lag: observed };
  const starts = [cause.onset, ...cause.episodes];
  let best = 0;
  for (const start of starts) best = Math.max(best, share(start, effect.onset, rule.lag));
  if (best === 0) {
    const early = effect.onset.hi < cause.onset.lo;
    return {
      share: 0,
      lag: observed,
      refuted: early
        ? 'the effect began before the cause'
        : 'the effect came later than the mechanism allows',
    };
  }
  if (rule.standing !== false && cause.end !== undefined) {
    const over = effect.onset.lo - cause.end.hi;
    const allowed = Math.max(rule.lag.max * SECOND, 0) + TOLERANCE;
    if (Number.isFinite(allowed) && over > allowed)
      return { share: 0, lag: observed, refuted: 'the cause had ended before' };
    if (!Number.isFinite(allowed) && over > TOLERANCE)
      return { share: 0, lag: observed, refuted: 'the cause had ended before' };
  }
  return { share: best, lag: observed };
}

/** Seconds from cause to effect, [least, most]. */
export function lagBetween(cause: Interval, effect: Interval): { lo: number; hi: number } {
  return { lo: (effect.lo - cause.hi) / SECOND, hi: (effect.hi - cause.lo) / SECOND };
}

function share(cause: Interval, effect: Interval, lag: Lag): number {
  const min = lag.min * SECOND - TOLERANCE;
  const max = lag.max * SECOND + TOLERANCE;
  const nearest = effect.lo - cause.hi;
  const farthest = effect.hi - cause.lo;
  if (farthest < min || nearest > max) return 0;
  if (nearest >= min && farthest <= max) return 1;
  let hits = 0;
  for (let i = 0; i < GRID; i += 1) {
    const a = cause.lo + ((cause.hi - cause.lo) * (i + 0.5)) / GRID;
    for (let j = 0; j < GRID; j += 1) {
      const b = effect.lo + ((effect.hi - effect.lo) * (j + 0.5)) / GRID;
      if (b - a >= min && b - a <= max) hits += 1;
    }
  }
  return Math.max(hits / (GRID * GRID), LEAST_SHARE);
}

/** How far an onset may be relied on (causal-model 3.5). */
export function reliability(grade: Grade): number {
  switch (grade) {
    case 'A':
      return 1;
    case 'B':
      return 0.95;
    case 'C':
      return 0.85;
    case 'D':
      return 0.7;
    case 'X':
      return 0.7;
  }
}
