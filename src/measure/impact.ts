import { DAY, iso, type Instant, type Interval } from '../base/index.js';
import type { Measured } from './input.js';
import type { Slo } from './profile.js';
import type { SurfaceMeasure } from './surfaces.js';

/** The error budget that one surface burned. */
export interface Budget {
  readonly host: string;
  readonly objective: number;
  /** Microseconds. */
  readonly window: number;
  /** True when nobody set an objective and 99.9 % over 30 days was taken. */
  readonly assumed: boolean;
  /** Share of the budget, 1 is all of it: a range. */
  readonly burned: { readonly lo: number; readonly hi: number };
  /** requests: failed ones were counted; time: the whole duration counts, weighted by its extent. */
  readonly basis: 'requests' | 'time';
  readonly statement: string;
}

/** Failed share of one surface in one minute. */
export interface MinuteShare {
  readonly minute: string;
  readonly total: number;
  readonly failed: number;
  readonly share: number;
}

const ASSUMED: Slo = { host: '*', objective: 0.999, window: 30 * DAY };

/** Failed requests of a surface per minute, where an edge log has them. */
export function failedShares(s: SurfaceMeasure): readonly MinuteShare[] {
  return (s.minutes ?? []).map((x) => ({
    minute: iso(x.minute),
    total: x.total,
    failed: x.failed,
    share: x.total === 0 ? 0 : Math.round((x.failed / x.total) * 10_000) / 10_000,
  }));
}

/**
 * Budget burned: the time of the outage by the share of requests that failed in it, over the time that
 * the objective allows. 43 min in full against 99.9 % over 30 days (43.2 min) is 99.5 %.
 */
export function budgetOf(m: Measured, s: SurfaceMeasure): Budget | undefined {
  const name = s.host ?? s.condition.entity.name;
  if (s.basis !== 'requests' && s.condition.entity.kind !== 'Surface' && s.host === undefined)
    return undefined;
  const own = m.profile.slos.find((x) => matches(x.host, name));
  const slo = own ?? ASSUMED;
  const allowed = slo.window * (1 - slo.objective);
  const share = shareFailed(s);
  const lasted = duration(s, m.c.asOf.hi);
  const burned = {
    lo: percent((lasted.lo * share.lo) / allowed),
    hi: percent((lasted.hi * share.hi) / allowed),
  };
  const basis = s.requests ? 'requests' : 'time';
  const objective = `${Math.round(slo.objective * 1e6) / 1e4} % over ${Math.round(slo.window / DAY)} days`;
  const range =
    burned.lo === burned.hi ? `${words(burned.hi)}` : `${words(burned.lo)} to ${words(burned.hi)}`;
  return {
    host: name,
    objective: slo.objective,
    window: slo.window,
    assumed: own === undefined,
    burned,
    basis,
    statement: `${range} of the error budget of ${name} (${own ? objective : `no objective known; taken as ${objective}`}; ${basis === 'requests' ? 'by failed requests' : 'by time, no requests were counted'})`,
  };
}

function words(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}

function percent(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}

function shareFailed(s: SurfaceMeasure): Interval {
  if (s.requests && s.requests.total > 0) {
    const share = s.requests.failed / s.requests.total;
    return { lo: share, hi: share };
  }
  return s.impact === 'full' ? { lo: 1, hi: 1 } : { lo: 0, hi: 1 };
}

function duration(s: SurfaceMeasure, asOf: Instant): Interval {
  const to = s.to ?? { lo: asOf, hi: asOf };
  return { lo: Math.max(0, to.lo - s.from.hi), hi: Math.max(0, to.hi - s.from.lo) };
}

/** True when a name fits a pattern with "*" for any text. */
export function matches(pattern: string, name: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`).test(name);
}
