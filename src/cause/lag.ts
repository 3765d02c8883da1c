import { SECOND, type Grade, type Instant, type Interval } from '../base/index.js';
import type { Condition } from '../model/index.js';
import type { CausalRule, Lag } from './rule.js';

/** Clocks of sources may differ by this much without anyone saying so (NTP-kept hosts; stamps of 1 s). */
export const TOLERANCE = 2 * SECOND;

/** What a wide bracket leaves possible is not made unlikely by its width alone. */
const LEAST_SHARE = 0.2;

/** Side of the grid on which two onset intervals are compared (causal-model 3.4 step 6). */
const GRID = 32;

/** What time says of a pair: the share of the two onset intervals that fits the lag. */
export interface TimeFit {
  readonly share: number;
  readonly refuted?: string;
}

type Timed = Pick<CausalRule, 'lag' | 'standing'>;

/**
 * Fits a cause and an effect into a rule's lag. The cause counts from its onset, and from each later
 * episode; it must not have ended longer before the effect than the lag allows. An onset of grade X
 * (time unknown) fits everything, weakly.
 */
export function fitTime(rule: Timed, cause: Condition, effect: Condition): TimeFit {
  if (cause.onset.grade === 'X' || effect.onset.grade === 'X') return { share: 0.8 };
  let best = share(cause.onset, effect.onset, rule.lag);
  for (const start of cause.episodes) {
    if (best === 1) break;
    best = Math.max(best, share(start, effect.onset, rule.lag));
  }
  if (best === 0) {
    const early = effect.onset.hi < cause.onset.lo;
    return {
      share: 0,
      refuted: early
        ? 'the effect began before the cause'
        : 'the effect came later than the mechanism allows',
    };
  }
  if (rule.standing !== false && cause.end !== undefined) {
    const over = effect.onset.lo - cause.end.hi;
    if (over > outlasts(rule)) return { share: 0, refuted: 'the cause had ended before' };
  }
  return { share: best };
}

/** How long after its end a cause may still bring something about. */
function outlasts({ lag, standing }: Timed): number {
  if (typeof standing === 'number') return standing * SECOND + TOLERANCE;
  return (Number.isFinite(lag.max) ? Math.max(lag.max * SECOND, 0) : 0) + TOLERANCE;
}

/** When a cause must have started, and not been over yet, to fit an effect at all. */
export interface Window {
  /** It had started by then. */
  readonly to: Instant;
  /** Its last start, or its end, was not before this. */
  readonly from: Instant;
  readonly by: 'start' | 'end';
}

/** The window of an effect: every cause that `fitTime` accepts lies in it. */
export function windowOf(rule: Timed, effect: Condition): Window {
  if (effect.onset.grade === 'X') return { to: Infinity, from: -Infinity, by: 'start' };
  const to = effect.onset.hi - rule.lag.min * SECOND + TOLERANCE;
  if (Number.isFinite(rule.lag.max))
    return { to, from: effect.onset.lo - rule.lag.max * SECOND - TOLERANCE, by: 'start' };
  if (rule.standing === false) return { to, from: -Infinity, by: 'start' };
  return { to, from: effect.onset.lo - outlasts(rule), by: 'end' };
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
