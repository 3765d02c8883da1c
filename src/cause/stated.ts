import { components, DAY, HOUR, MINUTE } from '../base/index.js';
import { keyOf, type Condition, type ConditionNature } from '../model/index.js';
import type { Case } from '../world/index.js';
import type { Link } from './link.js';
import { faultAt, type Story } from './story.js';

/**
 * What a controller of the cluster itself states that it cannot do for an object, and goes on stating. No
 * user may feel it yet; where nothing else is wrong it is what there is to look at.
 */
const STATED: ReadonlySet<string> = new Set([
  'aggregated-api-unavailable',
  'argocd-comparison-error',
  'argocd-sync-failed',
  'cert-issuance-failed',
  'cronjob-missed',
  'gitops-source-failed',
  'helm-release-failed',
  'hpa-metrics-unavailable',
  'kustomization-failed',
  'load-balancer-sync-failed',
]);

/** What was given up or failed once states it for ever; only what did lately is worth a look. */
const GIVEN_UP: ReadonlySet<string> = new Set(['cr-failed', 'job-backoff-exceeded', 'job-deadline-exceeded']);
const LATELY = 2 * HOUR;

/** What has been stated for longer than this is how the cluster lives. */
const CHRONIC = DAY;

/** What began later than this before the capture may still be a start. */
const SETTLED = 5 * MINUTE;

/** What is told by events alone counts from so many on. */
const AGAIN = 3;

/** Where not even complaints tell of anything, what the cluster's own controllers state at the capture is told. */
export function stated(
  c: Case,
  rest: readonly Condition[],
  links: readonly Link[],
  nature: (x: Condition) => ConditionNature,
): Story[] {
  const said = rest.filter((x) => isStated(c, x));
  const about = new Set(said.map((x) => keyOf(x.entity)));
  const near = rest.filter(
    (x) => x.severity >= 1 && ['fault', 'symptom'].includes(nature(x)) && about.has(keyOf(x.entity)),
  );
  const members = new Map(near.map((x) => [x.id, x]));
  const inside = links.filter((l) => members.has(l.cause.id) && members.has(l.effect.id));
  const groups = components(
    [...members.keys(), ...about],
    [
      ...inside.map((l) => [l.cause.id, l.effect.id] as const),
      ...near.map((x) => [keyOf(x.entity), x.id] as const),
    ],
  );
  return groups.map((ids): Story => {
    const conditions = ids.flatMap((id) => members.get(id) ?? []);
    const own = inside.filter((l) => ids.includes(l.cause.id));
    const causes = new Set(own.map((l) => l.cause.id));
    const tops = conditions.filter((x) => !causes.has(x.id));
    return { conditions, links: own, tops, faultAt: faultAt(conditions, own, tops, nature) };
  });
}

function isStated(c: Case, x: Condition): boolean {
  if (x.end !== undefined) return false;
  const age = c.asOf.hi - x.onset.lo;
  if (GIVEN_UP.has(x.type)) return age <= LATELY;
  return STATED.has(x.type) && age >= SETTLED && age <= CHRONIC && Number(x.attrs['count'] ?? AGAIN) >= AGAIN;
}
