import { SECOND, type Instant, type Interval } from '../../base/index.js';
import { truthAt, type Signal } from './signal.js';

/** Stock settings: targets are scraped and rules evaluated every 30 s; a new group waits 30 s. */
export const SCRAPE = 30 * SECOND;
export const EVALUATION = 30 * SECOND;
export const GROUP_WAIT = 30 * SECOND;

/** Where in the 30 s the evaluation falls is not known: these phases are tried. */
const PHASE = 5 * SECOND;

/** One evaluation of a rule: undefined when there was no sample. */
export interface Sample {
  readonly at: Instant;
  readonly truth: boolean | undefined;
}

/**
 * When an alert fires: pending from the first true evaluation, firing once it has been true for `wait`;
 * any false or missing one starts it over.
 */
export function firesAt(
  samples: readonly Sample[],
  wait: number,
): { at: Instant; pendingSince: Instant } | undefined {
  let since: Instant | undefined;
  for (const s of samples) {
    if (s.truth !== true) {
      since = undefined;
      continue;
    }
    since ??= s.at;
    if (s.at - since >= wait) return { at: s.at, pendingSince: since };
  }
  return undefined;
}

/** When a rule would have fired, over all phases of evaluation and all that the sources leave open. */
export interface Firing {
  /** Undefined: it could not have fired in the window. */
  readonly earliest?: Instant;
  /** Undefined: it need not have fired in the window. */
  readonly latest?: Instant;
  /** Longest stretch of the window in which the expression may have been true. */
  readonly longest?: Interval;
}

/** Replays one rule on one signal inside a covered window. */
export function replaySignal(signal: Signal, wait: number, window: Interval): Firing {
  const runs = stretches(signal, window);
  const longest = runs.reduce<Interval | undefined>(
    (a, b) => (!a || b.hi - b.lo > a.hi - a.lo ? b : a),
    undefined,
  );
  if (!longest) return {};
  const soonest: Instant[] = [];
  const surest: Instant[] = [];
  let sure = true;
  for (let phase = 0; phase < EVALUATION; phase += PHASE) {
    const early = firesAt(samplesOf(signal, window, phase, 0, true), wait);
    if (early) soonest.push(early.at);
    const late = firesAt(samplesOf(signal, window, phase, SCRAPE, false), wait);
    if (late) surest.push(late.at);
    else sure = false;
  }
  const first = Math.min(...soonest);
  const start = runs.findLast((r) => r.lo + wait <= first)?.lo;
  const earliest = soonest.length === 0 ? undefined : Math.max(first - PHASE, (start ?? window.lo) + wait);
  return {
    longest,
    ...(earliest === undefined ? {} : { earliest }),
    ...(sure && surest.length > 0 ? { latest: Math.max(...surest) + PHASE } : {}),
  };
}

/** Evaluations every 30 s; each sees the sample that was scraped `age` ago. */
function samplesOf(
  signal: Signal,
  window: Interval,
  phase: number,
  age: number,
  generous: boolean,
): Sample[] {
  const samples: Sample[] = [];
  for (let at = window.lo + phase; at <= window.hi; at += EVALUATION) {
    const truth = truthAt(signal, at - age);
    samples.push({
      at,
      truth: truth === 'missing' ? undefined : truth === 'yes' || (generous && truth === 'maybe'),
    });
  }
  return samples;
}

/** Stretches of the window in which the expression may have been true. */
function stretches(signal: Signal, window: Interval): Interval[] {
  const out: { lo: Instant; hi: Instant }[] = [];
  signal.steps.forEach((step, i) => {
    if (step.truth !== 'yes' && step.truth !== 'maybe') return;
    const lo = Math.max(step.from, window.lo);
    const hi = Math.min(signal.steps[i + 1]?.from ?? window.hi, window.hi);
    if (hi <= lo) return;
    const last = out.at(-1);
    if (last?.hi === lo) last.hi = hi;
    else out.push({ lo, hi });
  });
  return out;
}
