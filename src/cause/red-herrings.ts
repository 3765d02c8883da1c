import { groupBy, MINUTE, sortedBy } from '../base/index.js';
import { keyOf, type Condition, type ConditionType } from '../model/index.js';
import { workloadOf, type Case } from '../world/index.js';
import type { RootCause } from './explanation.js';
import { rankOfTop, type Story } from './story.js';
import type { Graph } from './graph.js';
import type { Link } from './link.js';
import { toldOf } from './titles.js';

/** From this rank on a top is felt by all: an entrance, the control plane. */
const WIDE = 3;

/** States are noticed this late: what came so close behind the effect may have been there before. */
const NOTICED = 2 * MINUTE;

/** True where the cause was seen only moments after what it is said not to have brought about. */
function isCloseBehind(l: Link): boolean {
  const behind = l.cause.onset.lo - l.effect.onset.hi;
  return behind > 0 && behind < NOTICED;
}

/** What keeps the lost from coming back is no false trail. */
function blocks(x: Condition): boolean {
  return /^(?:multi-attach|volume-|replicaset-create-failed|webhook-)/.test(x.type);
}

/** The report names this many: what people really looked at, not every symptom. */
const MOST = 5;

/**
 * What looked guilty and was not. Either people worked on it although it only followed from something
 * else and led to nothing that was felt, or it is loud enough to be taken for the cause of the impact and time or place refute that. Each
 * with the fact that clears it; one per workload.
 */
export function redHerringsOf(
  c: Case,
  story: Story,
  graph: Graph,
  roots: readonly RootCause[],
  refuted: readonly Link[],
  types: ReadonlyMap<string, ConditionType>,
): { condition: Condition; clearedBy: string }[] {
  const owner = (x: Condition): string => keyOf(workloadOf(c, x.entity));
  const rootOwners = new Set(roots.map((r) => owner(r.condition)));
  const tops = new Set(story.tops.map((t) => t.id));
  const touched = new Set(
    c.changes
      .filter((x) => x.byPerson && x.at.lo >= story.faultAt && x.verb !== 'create')
      .map((x) => keyOf(workloadOf(c, x.entity))),
  );
  const wide = story.tops.filter((t, i) => i === 0 || rankOfTop(t) >= WIDE);
  const felt = new Set(story.tops.flatMap((t) => graph.into(t).map((l) => l.cause.id)));
  const out: { condition: Condition; clearedBy: string }[] = [];
  const suspects = (touched.size === 0 ? [] : story.conditions).filter(
    (x) => x.severity >= 2 && !tops.has(x.id) && touched.has(owner(x)) && !rootOwners.has(owner(x)),
  );
  for (const group of groupBy(suspects, owner).values()) {
    const [x] = sortedBy(
      group,
      (y) => -y.severity,
      (y) => y.onset.lo,
      (y) => y.id,
    );
    const parent = x && graph.into(x)[0];
    if (!x || !parent || owner(parent.cause) === owner(x)) continue;
    // what leads on to what was felt is a step of the chain, and people were right to look there
    if (group.some((y) => wide.some((t) => graph.after(y).has(t)))) continue;
    out.push({
      condition: x,
      clearedBy: `it followed from ${toldOf(parent.cause, types)}: ${parent.rule.mechanism}`,
    });
  }
  const followed = new Set(roots.flatMap((r) => graph.after(r.condition).conditions.map((x) => x.id)));
  for (const l of refuted) {
    if (followed.has(l.cause.id)) continue;
    if (l.cause.severity < 3 || !tops.has(l.effect.id) || rootOwners.has(owner(l.cause))) continue;
    if (felt.has(l.cause.id) || isCloseBehind(l) || blocks(l.cause)) continue;
    if (out.some((o) => owner(o.condition) === owner(l.cause))) continue;
    out.push({ condition: l.cause, clearedBy: l.refuted ?? 'refuted' });
  }
  return out.slice(0, MOST);
}
