import { HOUR, MINUTE, type Instant } from '../base/index.js';
import { keyOf, type Condition, type ConditionType, type EntityKey } from '../model/index.js';
import { historyOf } from './chronic.js';
import type { Part, RootCause } from './explanation.js';
import type { Story } from './story.js';
import { cameLate } from './roots.js';
import type { Graph, Reach } from './graph.js';
import type { Link } from './link.js';

/** Roles of the conditions of an incident, first matching test first (causal-model 3.6). */
export function rolesOf(
  story: Story,
  graph: Graph,
  weaknesses: readonly Condition[],
  roots: readonly RootCause[],
  types: ReadonlyMap<string, ConditionType>,
): Part[] {
  const rootIds = new Map(roots.map((r) => [r.condition.id, r]));
  const part = (condition: Condition, role: Part['role'], because: string, tags: string[] = []): Part => ({
    condition,
    role,
    because,
    tags,
  });
  const downSince = firstDown(story);
  let reached: Reach | undefined;
  const leading = (): Reach => (reached ??= graph.before(story.tops));
  const parts = story.conditions.map((x): Part => {
    const type = types.get(x.type);
    if (rootIds.has(x.id)) return part(x, 'root-cause', 'nothing abnormal is known to have brought it about');
    if (type?.nature === 'weakness') return part(x, 'contributing', 'the mechanism works through it');
    if (type?.nature === 'change' || type?.nature === 'load') {
      const made = graph.outOf(x).map((l) => l.effect.type);
      if (type.nature === 'change' && cameLate(x, story) && !leading().has(x))
        return part(x, 'symptom', 'a change that people made while they worked on it');
      return part(
        x,
        'trigger',
        made.length > 0 ? `set off ${[...new Set(made)].join(', ')}` : 'happened on the chain',
      );
    }
    if (type?.nature === 'observer') return part(x, 'observer-fault', 'makes evidence or alerting missing');
    const parents = graph.into(x);
    if (BLOCKERS.has(x.type) && cameLate(x, story) && wasDown(x, downSince))
      return part(x, 'recovery-blocker', 'what was down already could not come back because of it');
    const source = !parents.some((l) => types.get(l.cause.type)?.nature !== 'change');
    if (type?.nature === 'fault' && source && cameLate(x, story) && graph.outOf(x).length > 0) {
      return part(
        x,
        'recovery-blocker',
        'it arose after the impact had begun and kept something from coming back',
      );
    }
    if (parents.length > 0) return part(x, 'symptom', `follows from ${parentList(parents)}`);
    return part(x, 'unexplained', 'no cause in this capture fits its time and place');
  });
  const inStory = new Set(story.conditions.map((x) => x.id));
  for (const w of weaknesses) {
    if (inStory.has(w.id)) continue;
    if (['change', 'load'].includes(types.get(w.type)?.nature ?? ''))
      parts.push(part(w, 'trigger', 'happened on the chain'));
    else
      parts.push(part(w, 'contributing', 'a link of the chain works through it; harmless alone', ['latent']));
  }
  return parts;
}

/** What keeps a pod that is to replace another from starting. */
const BLOCKERS: ReadonlySet<string> = new Set([
  'multi-attach', 'volume-attach-failed', 'volume-node-conflict', 'replicaset-create-failed', 'webhook-fail-closed',
  'image-pull-failed', 'image-pull-backoff',
]); // prettier-ignore

/** States in which a workload is without its pods. */
const DOWN: ReadonlySet<string> = new Set([
  'deployment-unavailable', 'kubelet-eviction', 'taint-eviction', 'pod-preempted', 'service-no-endpoints',
]); // prettier-ignore

/** Since when each thing is known to be unavailable. */
function firstDown(story: Story): ReadonlyMap<EntityKey, Instant> {
  const since = new Map<EntityKey, Instant>();
  for (const x of story.conditions) {
    if (!DOWN.has(x.type)) continue;
    const key = keyOf(x.entity);
    since.set(key, Math.min(since.get(key) ?? Infinity, x.onset.hi));
  }
  return since;
}

/** True when the same thing, or what the condition names, was unavailable a good while before. */
function wasDown(x: Condition, since: ReadonlyMap<EntityKey, Instant>): boolean {
  return [x.entity, ...x.names].some((r) => x.onset.lo - (since.get(keyOf(r)) ?? Infinity) > MINUTE);
}

function parentList(parents: readonly Link[]): string {
  return [...new Set(parents.map((l) => l.cause.type))].slice(0, 3).join(', ');
}

/** Role of a condition that belongs to no incident. */
export function backgroundRole(
  x: Condition,
  faultAt: Instant | undefined,
  asOf: Instant,
  types: ReadonlyMap<string, ConditionType>,
): Part {
  const nature = types.get(x.type)?.nature;
  const part = (role: Part['role'], because: string): Part => ({ condition: x, role, because, tags: [] });
  if (nature === 'weakness')
    return part('contributing', 'a weakness that this incident did not work through');
  if (nature === 'change' || nature === 'load') return part('trigger', 'a change with no accepted effect');
  const history = faultAt === undefined ? undefined : historyOf(x.episodes, faultAt, asOf);
  const recurring = ['Job', 'CronJob', 'Alert'].includes(x.entity.kind);
  const long = recurring && faultAt !== undefined && x.onset.hi < faultAt - HOUR;
  if (history?.verdict === 'usual' || (long && history?.verdict !== 'more')) {
    const times = history && history.earlier > 1 ? `${history.earlier} episodes` : 'failing since long';
    return part('chronic-noise', `${times} before the incident, and no path to its effects`);
  }
  if (history?.verdict === 'more' && x.severity >= 2) {
    return part(
      'unexplained',
      `${history.earlier} episodes before the incident, but ${history.since} since: more than its usual rate explains`,
    );
  }
  if (faultAt !== undefined && x.onset.hi < faultAt)
    return part('pre-existing', 'began before the incident and has no link to it');
  // whoever set up an alert thought it worth telling
  if (x.severity >= 2 || x.entity.kind === 'Alert')
    return part('unexplained', 'no cause in this capture fits its time and place');
  return part('symptom', 'minor, and linked to nothing that matters');
}
