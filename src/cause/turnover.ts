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
