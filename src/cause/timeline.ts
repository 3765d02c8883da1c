import { sortedBy, type Instant } from '../base/index.js';
import type { Condition } from '../model/index.js';
import type { Window } from './lag.js';

const NONE: readonly never[] = [];

/**
 * Conditions of one type at one entity, in order of their first start, ready to be asked which of them a
 * mechanism can reach. Next to each stands the latest start and the latest end up to there, so that a look
 * back over the past stops where nothing before can matter any more.
 */
export class Timeline {
  readonly conditions: readonly Condition[];
  readonly #first: Instant[] = [];
  readonly #lastStart: Instant[] = [];
  readonly #lastEnd: Instant[] = [];

  constructor(conditions: readonly Condition[]) {
    this.conditions = conditions.length < 2 ? conditions : sortedBy(conditions, firstStart);
    let start = -Infinity;
    let end = -Infinity;
    for (const x of this.conditions) {
      start = Math.max(start, lastStart(x));
      end = Math.max(end, isTimeless(x) ? Infinity : (x.end?.hi ?? Infinity));
      this.#first.push(firstStart(x));
      this.#lastStart.push(start);
      this.#lastEnd.push(end);
    }
  }

  /** Every condition that may lie in the window, and at most a few that do not; in no special order. */
  within(window: Window): readonly Condition[] {
    const last = window.by === 'start' ? this.#lastStart : this.#lastEnd;
    let found: Condition[] | undefined;
    for (let at = this.#startedBy(window.to) - 1; at >= 0 && (last[at] ?? 0) >= window.from; at -= 1) {
      const x = this.conditions[at];
      if (x) found = found === undefined ? [x] : (found.push(x), found);
    }
    return found ?? NONE;
  }

  /** How many had started by then. */
  #startedBy(t: Instant): number {
    let low = 0;
    let high = this.#first.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#first[middle] ?? 0) <= t) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** An onset that nobody knows may lie anywhere. */
function isTimeless(x: Condition): boolean {
  return x.onset.grade === 'X';
}

function firstStart(x: Condition): Instant {
  return isTimeless(x) ? -Infinity : x.episodes.reduce((t, e) => Math.min(t, e.lo), x.onset.lo);
}

function lastStart(x: Condition): Instant {
  return isTimeless(x) ? Infinity : x.episodes.reduce((t, e) => Math.max(t, e.hi), x.onset.hi);
}
