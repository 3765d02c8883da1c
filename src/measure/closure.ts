import { keyOf, type Condition, type EntityKey, type Ref } from '../model/index.js';
import { podsOf, workloadOf } from '../world/index.js';
import type { Measured } from './input.js';
import { family } from './involved.js';

/** What an act on some things can have changed. */
export interface Reach {
  /** Conditions on those things, and everything that these brought about. */
  readonly touched: readonly Condition[];
  readonly entities: ReadonlySet<EntityKey>;
}

/**
 * Conditions that a change of these things can end: on the things themselves and on what stands for them,
 * and downstream along the accepted links; where nothing links an effect, it counts what it names. Whoever takes
 * pods away (`takesAway`) may also relieve the nodes that they ran on.
 */
export function reach(m: Measured, targets: readonly Ref[], takesAway = false): Reach {
  const entities = new Set<EntityKey>();
  for (const t of targets) for (const r of family(m.c, t)) entities.add(keyOf(r));
  const { conditions, links, conditionTypes } = m.incident;
  const caused = new Set(links.map((l) => l.effectId));
  const stands = (x: Condition): boolean =>
    entities.has(keyOf(x.entity)) || entities.has(keyOf(workloadOf(m.c, x.entity)));
  const named = (x: Condition): boolean =>
    conditionTypes.get(x.type)?.nature === 'impact' &&
    !caused.has(x.id) &&
    x.names.some((r) => entities.has(keyOf(r)));
  const relieved = new Set(takesAway ? shortagesAround(m, targets).map((x) => x.id) : []);
  const found = new Set(
    conditions.filter((x) => stands(x) || named(x) || relieved.has(x.id)).map((x) => x.id),
  );
  let size = 0;
  while (size !== found.size) {
    size = found.size;
    for (const l of links) if (found.has(l.causeId)) found.add(l.effectId);
  }
  return { touched: conditions.filter((x) => found.has(x.id)), entities };
}

/** What runs out on a node by what its pods take. */
const SHORTAGES: ReadonlySet<string> = new Set([
  'conntrack-full',
  'fd-exhaustion',
  'pid-exhaustion',
  'node-pid-pressure',
  'node-memory-pressure',
  'node-disk-pressure',
  'disk-full',
  'system-oom',
]);

/** Shortages of the nodes that pods of these things ran on. */
export function shortagesAround(m: Measured, targets: readonly Ref[]): readonly Condition[] {
  const pods = targets.flatMap((t) => (t.kind === 'Pod' ? [t] : podsOf(m.c, workloadOf(m.c, t))));
  const nodes = new Set(pods.flatMap((pod) => m.c.from(pod, 'runs-on').map((r) => r.to)));
  return m.incident.conditions.filter((x) => SHORTAGES.has(x.type) && nodes.has(keyOf(x.entity)));
}

/** Causes of a condition along the accepted links, near and far. */
export function causesOf(m: Measured, id: string): readonly Condition[] {
  const found = new Set<string>();
  const queue = [id];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const l of m.incident.links) {
      if (l.effectId !== at || found.has(l.causeId)) continue;
      found.add(l.causeId);
      queue.push(l.causeId);
    }
  }
  return m.incident.conditions.filter((x) => found.has(x.id));
}
