import type { Instant, Stamp } from '../base/index.js';

/** Recurring trouble counts as chronic from this many episodes before the incident on (causal-model 3.4). */
const EPISODES = 3;

/** As many episodes or more are improbable at the usual rate when their chance is no higher than this. */
const IMPROBABLE = 0.05;

/** What the episodes of a condition tell of its history when an incident began. */
export interface History {
  /** Episodes that were over before the incident. */
  readonly earlier: number;
  /** Episodes since. */
  readonly since: number;
  /**
   * usual: it came before, and no more often since; more: it came before, but since then more often than
   * its rate explains; short: too little history to tell.
   */
  readonly verdict: 'usual' | 'more' | 'short';
}

/** Compares the rate of episodes before an incident with the count from then to the end of knowledge. */
export function historyOf(episodes: readonly Stamp[], faultAt: Instant, asOf: Instant): History {
  const before = episodes.filter((e) => e.hi < faultAt);
  const since = episodes.length - before.length;
  const earlier = before.length;
  const first = before.reduce((least, e) => Math.min(least, e.lo), Infinity);
  if (earlier < EPISODES || first >= faultAt) return { earlier, since, verdict: 'short' };
  const expected = (earlier / (faultAt - first)) * Math.max(0, asOf - faultAt);
  const verdict = since > 0 && poissonTail(since, expected) <= IMPROBABLE ? 'more' : 'usual';
  return { earlier, since, verdict };
}

/** Chance of at least `count` events where `expected` are expected, if they come independently. */
export function poissonTail(count: number, expected: number): number {
  let term = Math.exp(-expected);
  let below = 0;
  for (let i = 0; i < count; i++) {
    below += term;
    term *= expected / (i + 1);
  }
  return Math.max(0, 1 - below);
}
