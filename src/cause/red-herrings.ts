import { keyOf, labelOf, type Condition } from '../model/index.js';
import { workloadOf, type Case } from '../world/index.js';
import type { RootCause } from './explanation.js';
import type { Story } from './incidents.js';
import type { Link } from './rule.js';

/**
 * What looked guilty and was not: a symptom that is loud or that people touched, with the fact that clears
 * it: it followed from something earlier, or time or place refute it.
 */
export function redHerringsOf(
  c: Case,
  story: Story,
  roots: readonly RootCause[],
  refuted: readonly Link[],
): { condition: Condition; clearedBy: string }[] {
  const rootIds = new Set(roots.map((r) => r.condition.id));
  const tops = new Set(story.tops.map((t) => t.id));
  const touched = new Set(
    c.changes
      .filter((x) => x.byPerson && x.at.lo >= story.faultAt)
      .map((x) => keyOf(workloadOf(c, x.entity))),
  );
  const out: { condition: Condition; clearedBy: string }[] = [];
  for (const x of story.conditions) {
    if (rootIds.has(x.id) || tops.has(x.id) || x.severity < 2) continue;
    const parent = story.links.find((l) => l.effect.id === x.id);
    if (!parent || !touched.has(keyOf(workloadOf(c, x.entity)))) continue;
    out.push({
      condition: x,
      clearedBy: `it followed from ${parent.cause.type} of ${labelOf(parent.cause.entity)}: ${parent.rule.mechanism}`,
    });
  }
  for (const l of refuted) {
    if (l.cause.severity < 2 || rootIds.has(l.cause.id) || out.some((o) => o.condition.id === l.cause.id))
      continue;
    if (!tops.has(l.effect.id)) continue;
    out.push({ condition: l.cause, clearedBy: l.refuted ?? 'refuted' });
  }
  return out.slice(0, 8);
}
