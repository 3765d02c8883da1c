import { sortedBy, type Instant, type Interval } from '../../base/index.js';
import { keyOf, type Ref } from '../../model/index.js';
import type { Level, Track } from '../../world/index.js';

/** What a rule's expression gave at a time: maybe where the sources leave it open; missing without samples. */
export type Truth = 'yes' | 'no' | 'maybe' | 'missing';

export interface Step {
  readonly from: Instant;
  readonly truth: Truth;
}

/** An alert expression about one entity over time. Before its first step there were no samples. */
export interface Signal {
  readonly entity: Ref;
  readonly steps: readonly Step[];
}

/** The expression as a test of one track. */
export function where(track: Track, test: (level: Level) => Truth): Signal {
  return {
    entity: track.entity,
    steps: merged(track.levels.map((l) => ({ from: l.from, truth: test(l) }))),
  };
}

/** "value == n" on a range. */
export function equals(level: Level, n: number): Truth {
  if (level.lo === n && level.hi === n) return 'yes';
  return level.lo <= n && n <= level.hi ? 'maybe' : 'no';
}

/** True during these stretches, false at other times since `from`. */
export function during(entity: Ref, stretches: readonly Interval[], from: Instant): Signal {
  const steps: Step[] = [{ from, truth: 'no' }];
  let until = -Infinity;
  for (const s of sortedBy(
    stretches,
    (x) => x.lo,
    (x) => x.hi,
  )) {
    if (s.lo > until) {
      if (until > -Infinity) steps.push({ from: until, truth: 'no' });
      steps.push({ from: Math.max(s.lo, from), truth: 'yes' });
    }
    until = Math.max(until, s.hi);
  }
  if (until > -Infinity) steps.push({ from: until, truth: 'no' });
  return { entity, steps: merged(sortedBy(steps, (s) => s.from)) };
}

/** "at least n of these in the last `window`": what a count or rate over a range vector sees. */
export function recent(
  entity: Ref,
  times: readonly Instant[],
  window: number,
  n: number,
  from: Instant,
): Signal {
  const ordered = [...times].sort((a, b) => a - b);
  const stretches = ordered.flatMap((t, i): Interval[] => {
    const first = ordered[i - n + 1];
    return first !== undefined && t - first < window ? [{ lo: t, hi: first + window }] : [];
  });
  return during(entity, stretches, from);
}

/** Three-valued "and" of two expressions about one entity. */
export function both(a: Signal, b: Signal): Signal {
  const cuts = [...new Set([...a.steps, ...b.steps].map((s) => s.from))].sort((x, y) => x - y);
  return {
    entity: a.entity,
    steps: merged(cuts.map((from) => ({ from, truth: and(truthAt(a, from), truthAt(b, from)) }))),
  };
}

function and(a: Truth, b: Truth): Truth {
  if (a === 'missing' || b === 'missing') return 'missing';
  if (a === 'no' || b === 'no') return 'no';
  return a === 'maybe' || b === 'maybe' ? 'maybe' : 'yes';
}

/** The signal with no samples in these stretches: its exporter was down. */
export function blindDuring(signal: Signal, stretches: readonly Interval[]): Signal {
  if (stretches.length === 0) return signal;
  const cuts = new Set(signal.steps.map((s) => s.from));
  for (const s of stretches) {
    cuts.add(s.lo);
    cuts.add(s.hi);
  }
  const inside = (t: Instant): boolean => stretches.some((s) => s.lo <= t && t < s.hi);
  const steps = [...cuts]
    .sort((x, y) => x - y)
    .map((from): Step => ({ from, truth: inside(from) ? 'missing' : truthAt(signal, from) }));
  return { entity: signal.entity, steps: merged(steps) };
}

/** The truth at an instant. */
export function truthAt(signal: Signal, t: Instant): Truth {
  let low = 0;
  let high = signal.steps.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if ((signal.steps[mid]?.from ?? Infinity) <= t) low = mid + 1;
    else high = mid;
  }
  return signal.steps[low - 1]?.truth ?? 'missing';
}

function merged(steps: readonly Step[]): Step[] {
  const out: Step[] = [];
  for (const s of steps) {
    const last = out.at(-1);
    if (last?.from === s.from) out.pop();
    if (out.at(-1)?.truth !== s.truth) out.push(s);
  }
  return out;
}

/** Signals by entity, for rules that join two metrics. */
export function byEntity<T extends { readonly entity: Ref }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((x) => [keyOf(x.entity), x]));
}
