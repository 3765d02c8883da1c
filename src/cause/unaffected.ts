import { keyOf, type Evidence, type Ref } from '../model/index.js';
import { cite, newest, podsOf, podView, templates, type Case } from '../world/index.js';
import type { Story } from './incidents.js';

/** The report names this many at most: those nearest to what failed. */
const MOST = 10;

/**
 * Workloads that demonstrably stayed well: every pod ready in the newest snapshot, ready since before the
 * incident, no restart. Only those near the incident are named (same namespace, node or need).
 */
export function unaffectedBy(c: Case, story: Story): { entity: Ref; why: string; evidence: Evidence[] }[] {
  const touched = new Set(story.conditions.map((x) => keyOf(x.entity)));
  const namespaces = new Set<string | undefined>(story.conditions.flatMap((x) => x.entity.namespace ?? []));
  const out: { entity: Ref; why: string; evidence: Evidence[]; near: number }[] = [];
  for (const t of templates(c)) {
    if (t.workload.kind === 'Job' || t.workload.kind === 'CronJob') continue;
    const pods = podsOf(c, t.workload);
    if (pods.length === 0 || [keyOf(t.workload), ...pods.map(keyOf)].some((k) => touched.has(k))) continue;
    const proof = pods.flatMap((p) => steady(c, p, story.faultAt));
    const alive = pods.filter((p) => c.entity(p)?.deleted === undefined);
    if (alive.length === 0 || proof.length < alive.length) continue;
    const storage =
      t.workload.kind === 'StatefulSet' ||
      c.from(t.workload, 'mounts').some((r) => r.to.startsWith('PersistentVolumeClaim/'));
    const near = (namespaces.has(t.workload.namespace) ? 2 : 0) + (storage ? 1 : 0);
    out.push({
      entity: t.workload,
      why: 'its pods stayed ready through the incident, none restarted',
      evidence: proof.slice(0, 3),
      near,
    });
  }
  return out
    .sort((a, b) => b.near - a.near || (keyOf(a.entity) < keyOf(b.entity) ? -1 : 1))
    .slice(0, MOST)
    .map(({ entity, why, evidence }) => ({ entity, why, evidence }));
}

/**
 * Evidence that a pod stayed well: ready in the newest snapshot, no restart since `t`, and either ready since
 * before `t` or never failing a probe (a node that reports itself not ready for a moment marks its pods so).
 */
function steady(c: Case, pod: Ref, t: number): Evidence[] {
  const entity = c.entity(pod);
  const snapshot = entity && newest(entity);
  if (!entity || !snapshot || entity.deleted) return [];
  const view = podView(entity, snapshot);
  const ready = view.conditions.find((x) => x.type === 'Ready');
  if (ready?.status !== 'True' || !ready.since || snapshot.at.hi < t) return [];
  if ((entity.created?.lo ?? Infinity) > t) return [];
  if (view.containers.some((x) => !x.init && x.restarts > 0 && (x.last?.finished?.hi ?? Infinity) > t))
    return [];
  const failed = c.eventsAbout(pod).some((e) => e.reason === 'Unhealthy' && e.last.hi >= t);
  if (ready.since.lo > t && failed) return [];
  return [cite(snapshot, ...ready.path)];
}
