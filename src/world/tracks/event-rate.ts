import { sortedBy, type Instant } from '../../base/index.js';
import type { Case } from '../case.js';
import { spread } from './edges.js';

/** Events of one type per minute. */
export interface EventRate {
  /** Normal or Warning. */
  readonly type: string;
  /** [start of the minute, events]. Counts are lower bounds, as those of the API's events are. */
  readonly minutes: readonly (readonly [Instant, number])[];
}

/** Events per minute by type; a repeated event is spread evenly from its first stamp to its last. */
export function eventRate(c: Case): readonly EventRate[] {
  return c.fact(allRates);
}

function allRates(c: Case): readonly EventRate[] {
  const byType = new Map<string, Map<Instant, number>>();
  for (const e of c.events) {
    const minutes = byType.get(e.type) ?? new Map<Instant, number>();
    byType.set(e.type, minutes);
    for (const [minute, n] of spread(e.first.lo, Math.max(e.first.lo, e.last.lo), Math.max(1, e.count))) {
      minutes.set(minute, (minutes.get(minute) ?? 0) + n);
    }
  }
  return sortedBy(byType, ([type]) => type).map(([type, minutes]) => ({
    type,
    minutes: sortedBy(minutes, ([minute]) => minute),
  }));
}
