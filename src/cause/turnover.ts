import { MINUTE, type Instant } from '../base/index.js';
import { keyOf, type Condition } from '../model/index.js';
import { podsOf, workloadOf, type Case } from '../world/index.js';

/** Pods that are replaced take new addresses, and whoever keeps old routes loses them then. They come and go this long before their callers are cut off: readiness, drain, grace period. */
const TURNOVER = 10 * MINUTE;

/** True when pods behind what an effect is about, or names, were made anew between `since` and its onset. */
export function wereReplaced(c: Case, effect: Condition, since: Instant): boolean {
  const services = [effect.entity, ...effect.names].flatMap((r) =>
    r.kind === 'Service' ? [r] : c.targets(r, 'routes-to').map((e) => e.ref),
  );
  const workloads = new Map(
    services
      .flatMap((r) => c.targets(r, 'selects').map((e) => workloadOf(c, e.ref)))
      .map((r) => [keyOf(r), r]),
  );
  return [...workloads.values()].some((w) => {
    const changed = c.changes.some(
      (x) => keyOf(x.entity) === keyOf(w) && isBetween(x.at.lo, since, effect.onset.hi),
    );
    return (
      changed || podsOf(c, w).some((p) => isBetween(c.entity(p)?.created?.lo ?? 0, since, effect.onset.hi))
    );
  });
}

function isBetween(at: Instant, since: Instant, until: Instant): boolean {
  return at >= since && at <= until && until - at <= TURNOVER;
}

/** A rollback is through within this time: pull, start, probes; what goes on after it was not its doing. */
const ROLLED_BACK = 5 * MINUTE;

/** True when a change was set back to what it had been before, and the effect went on all the same. */
export function outlivedItsRevert(c: Case, effect: Condition, cause: Condition): boolean {
  const until = effect.end?.lo ?? c.asOf.lo;
  const own = c.changes.filter((x) => keyOf(x.entity) === keyOf(cause.entity));
  const set = own
    .filter((x) => x.at.lo <= cause.onset.hi && x.at.hi >= cause.onset.lo)
    .flatMap((x) => Object.entries(x.values));
  return own.some(
    (y) =>
      y.at.lo > cause.onset.hi &&
      y.at.hi + ROLLED_BACK <= until &&
      set.some(([field, [before]]) => before !== undefined && y.values[field]?.[1] === before),
  );
}
