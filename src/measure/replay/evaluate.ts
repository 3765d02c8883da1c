import { SECOND, type Instant, type Interval } from '../../base/index.js';
import type { Signal, Truth } from './signal.js';

/** Stock settings: targets are scraped and rules evaluated every 30 s; a new group waits 30 s. */
export const SCRAPE = 30 * SECOND;
export const EVALUATION = 30 * SECOND;
export const GROUP_WAIT = 30 * SECOND;

/** Where in the 30 s the evaluation falls is not known: these phases are tried. */
const PHASE = 5 * SECOND;

/** When a rule would have fired, over all phases of evaluation and all that the sources leave open. */
export interface Firing {
  /** Undefined: it could not have fired in the window. */
  readonly earliest?: Instant;
  /** Undefined: it need not have fired in the window. */
  readonly latest?: Instant;
  /** Longest stretch of the window in which the expression may have been true. */
  readonly longest?: Interval;
}

/**
 * Replays one rule on one signal inside a covered window: pending from the first true evaluation, firing
 * once it has been true for `wait`; any false or missing evaluation starts it over.
 */
export function replaySignal(signal: Signal, wait: number, window: Interval): Firing {
  const possible = stretches(signal, window, ['yes', 'maybe']);
  const certain = stretches(signal, window, ['yes']);
  const longest = possible.reduce<Interval | undefined>(
    (a, b) => (!a || b.hi - b.lo > a.hi - a.lo ? b : a),
    undefined,
  );
  if (!longest) return {};
  const soonest: Instant[] = [];
  const surest: Instant[] = [];
  for (let phase = 0; phase < EVALUATION; phase += PHASE) {
    soonest.push(...firesAt(possible, wait, window, phase, 0));
    surest.push(...firesAt(certain, wait, window, phase, SCRAPE));
  }
  const first = Math.min(...soonest);
  const start = possible.findLast((r) => r.lo + wait <= first)?.lo;
  const earliest = soonest.length === 0 ? undefined : Math.max(first - PHASE, (start ?? window.lo) + wait);
  return {
    longest: { lo: longest.lo, hi: Math.min(longest.hi, window.hi) },
    ...(earliest === undefined ? {} : { earliest }),
    ...(surest.length === EVALUATION / PHASE ? { latest: Math.max(...surest) + PHASE } : {}),
  };
}

/**
 * First firing when evaluations fall on window.lo + phase and each sees the sample scraped `age` ago; none
 * or one. Goes from stretch to stretch of truth, so that a long history costs no more than its changes.
 */
function firesAt(
  runs: readonly Interval[],
  wait: number,
  window: Interval,
  phase: number,
  age: number,
): Instant[] {
  const origin = window.lo + phase;
  const needed = Math.ceil(wait / EVALUATION);
  const end = Math.floor((window.hi - origin) / EVALUATION);
  let since: number | undefined;
  let before = -2;
  for (const run of runs) {
    const first = Math.max(0, Math.ceil((run.lo + age - origin) / EVALUATION));
    const last = Math.min(end, Math.ceil((run.hi + age - origin) / EVALUATION) - 1);
    if (last < first) continue;
    if (since === undefined || first > before + 1) since = first;
    before = last;
    if (last - since >= needed) return [origin + (since + needed) * EVALUATION];
  }
  return [];
}

/** Stretches of the window in which the expression has one of these truths. */
function stretches(signal: Signal, window: Interval, truths: readonly Truth[]): Interval[] {
  const out: { lo: Instant; hi: Instant }[] = [];
  signal.steps.forEach((step, i) => {
    if (!truths.includes(step.truth)) return;
    const lo = Math.max(step.from, window.lo);
    const hi = Math.min(signal.steps[i + 1]?.from ?? Infinity, window.hi + EVALUATION);
    if (hi <= lo) return;
    const last = out.at(-1);
    if (last?.hi === lo) last.hi = hi;
    else out.push({ lo, hi });
  });
  return out.filter((r) => r.lo <= window.hi);
}
