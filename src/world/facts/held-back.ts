import type { Instant } from '../../base/index.js';
import type { AlertRecord, Evidence } from '../../model/index.js';
import type { Gauge } from './telemetry.js';

/** Throttled time per second of a workload, with the processor time that it used, where measured. */
export interface Throttled {
  readonly before: number;
  readonly during: number;
  /** Growth of the processor time used: 1 is unchanged. */
  readonly cpu: number | undefined;
  readonly evidence: readonly Evidence[];
}

/** Throttled for so much of each second, and so many times more than before, is felt. */
const HELD_BACK = 0.15;
const HELD_FACTOR = 3;

/** True when the kernel came to hold back a workload at its CPU limit while it had no less to do than before. */
export function isHeldBack(t: Throttled | undefined): boolean {
  if (!t) return false;
  return t.during >= HELD_BACK && t.during >= HELD_FACTOR * t.before && (t.cpu ?? 1) >= 0.9;
}

/** What the series of one workload say of the time it was held back. */
export function throttledOf(
  list: readonly Gauge[],
  [before, during]: readonly [number | undefined, number | undefined],
  cpu: number | undefined,
  at: Instant,
): Throttled | undefined {
  if (during === undefined) return undefined;
  const about = list.filter((g) => g.role === 'throttled' || g.role === 'cpu');
  return {
    before: before ?? 0,
    during,
    cpu,
    evidence: about.map((g) => ({ ...g.evidence, at })),
  };
}

const HELD = /(?:cfs|throttl)[^|]*(?:\| ?)?(?:Val(?:ue)?: ?|Cur(?:rent)?=)([\d.]+)/i;
/** Processor time of at least twice as much is more than a busy minute. */
const GREW = 2;
const CORES = /\bcpu\b[^|]*\| ?Normal=([\d.]+) ?cores?\b[^|]*?Cur(?:rent)?=([\d.]+)/i;

/**
 * Alerts that give the throttled time. They do not say how it was before: only with processor time that grew
 * is it more than the usual.
 */
export function toldThrottled(alerts: readonly AlertRecord[]): Throttled | undefined {
  const text = (a: AlertRecord): string => `${a.name} ${a.annotations['description'] ?? ''}`;
  const held = alerts.filter((a) => HELD.test(text(a)));
  const first = held[0];
  const during = Number(HELD.exec(first ? text(first) : '')?.[1] ?? 0);
  const cores = alerts.find((a) => CORES.test(text(a)));
  if (!first || !cores) return undefined;
  const grown = CORES.exec(text(cores)) ?? [];
  const cpu = Number(grown[2]) / Math.max(Number(grown[1]), 0.001);
  if (cpu < GREW) return undefined;
  return {
    before: 0,
    during,
    cpu,
    evidence: [first, cores].map((a) => ({
      ...a.evidence,
      at: a.at.lo,
      excerpt: text(a).slice(0, 400),
    })),
  };
}
