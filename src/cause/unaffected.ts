import { counted, digText, iso, largest, MINUTE, sortedBy, stampOf, type Instant } from '../base/index.js';
import { keyOf, ref, type AccessRecord, type EntityKey, type Evidence, type Ref } from '../model/index.js';
import {
  cite,
  entrances,
  newest,
  podsOf,
  podView,
  snapshotAt,
  templates,
  workloadOf,
  type Case,
} from '../world/index.js';
import type { Story } from './story.js';

/** The report names this many at most: those nearest to what failed. */
const MOST = 10;

/** Faults that show in the words of those who suffer from them: the names are theirs. */
const TOLD_BY_CLIENTS = /^(?:db-|cluster-dns-unreachable|redis-|rabbitmq-)/;

/**
 * Workloads that demonstrably stayed well: every pod ready in the newest snapshot, ready since before the
 * incident, no restart. Only those near the incident are named (same namespace, node or need).
 */
export function unaffectedBy(c: Case, story: Story): { entity: Ref; why: string; evidence: Evidence[] }[] {
  const aftermath = new Set(story.aftermath ?? []);
  const behind = story.conditions
    .filter((x) => x.entity.kind === 'Surface' || x.type.startsWith('ingress-'))
    .flatMap((x) => [x.entity, ...x.names])
    .flatMap((r) => (r.kind === 'Service' ? [r] : c.targets(r, 'routes-to').map((e) => e.ref)))
    .flatMap((r) => c.targets(r, 'selects').map((e) => e.key));
  const own = story.conditions.flatMap((x) => (aftermath.has(x) ? [] : keyOf(x.entity)));
  const telling = story.conditions
    .filter((x) => TOLD_BY_CLIENTS.test(x.type) && !aftermath.has(x))
    .flatMap((x) => x.names.map((r) => keyOf(workloadOf(c, r))));
  const touched = new Set([...own, ...behind, ...telling, ...cutOff(c, story)]);
  const taken = takenAway(story);
  const namespaces = new Set<string | undefined>(story.conditions.flatMap((x) => x.entity.namespace ?? []));
  const near = sortedBy(
    templates(c)
      .filter((t) => t.workload.kind !== 'Job' && t.workload.kind !== 'CronJob')
      .map((t) => ({
        workload: t.workload,
        key: keyOf(t.workload),
        near: nearness(c, t.workload, namespaces),
      })),
    (t) => -t.near,
    (t) => t.key,
  );
  const out = served(c, story);
  for (const { workload, key } of near) {
    if (out.length === MOST) break;
    const pods = podsOf(c, workload);
    if (pods.length === 0 || [key, ...pods.map(keyOf)].some((k) => touched.has(k))) continue;
    const proof = pods.flatMap((p) => steady(c, p, story.faultAt, taken.get(keyOf(p))));
    const told = pods.filter((p) => taken.has(keyOf(p)) || c.entity(p)?.deleted === undefined);
    if (told.length === 0 || proof.length < told.length) continue;
    const until = pods.some((p) => taken.has(keyOf(p)))
      ? 'until they were deleted by hand'
      : 'through the incident';
    out.push({
      entity: workload,
      why: pods.some((p) => wasMarked(c, p, story.faultAt))
        ? `its pods ran on ${until}: none restarted or failed a probe, though one was marked not ready for a time`
        : `its pods stayed ready ${until}, none restarted`,
      evidence: proof.slice(0, 3),
    });
  }
  return out;
}

/**
 * Seen not ready since the fault, or ready only since then: a node that does not report has its pods marked so. The
 * kubelet may put back the older stamp afterwards, so each snapshot is asked.
 */
function wasMarked(c: Case, pod: Ref, faultAt: Instant): boolean {
  const entity = c.entity(pod);
  const readings = entity?.snapshots.filter((s) => s.at.hi >= faultAt) ?? [];
  return readings.some((s) => {
    const ready = entity && podView(entity, s).conditions.find((x) => x.type === 'Ready');
    return ready?.status === 'False' || (ready?.since?.lo ?? -Infinity) > faultAt;
  });
}

/** Answers of 4xx are the client's fault as a rule; where their share has jumped, nobody can call the entrance well. */
function isRefusing(during: readonly AccessRecord[], before: readonly AccessRecord[]): boolean {
  const share = (list: readonly AccessRecord[]): number => {
    const counts = list.flatMap((r) => Object.entries(r.statuses));
    const sum = (x: readonly (readonly [string, number])[]): number => x.reduce((n, [, k]) => n + k, 0);
    return sum(counts.filter(([status]) => status.startsWith('4'))) / Math.max(1, sum(counts));
  };
  return share(during) >= 0.1 && share(during) > 3 * share(before);
}

/** Entrances whose every request was answered while the incident lasted: what users would have felt, they did not. */
function served(c: Case, story: Story): { entity: Ref; why: string; evidence: Evidence[] }[] {
  const end = largest(story.conditions.map((x) => x.end?.hi ?? c.asOf.hi));
  const felt = new Set(story.conditions.flatMap((x) => [x.entity, ...x.names]).map(keyOf));
  return entrances(c).flatMap((e) => {
    const during = e.records.filter((r) => r.until.hi >= story.faultAt && r.at.lo <= end);
    const [first, last] = [during[0], during.at(-1)];
    if (!first || !last || during.some((r) => r.failed) || e.surfaces.some((s) => felt.has(keyOf(s)))) return [];
    if (isRefusing(during, e.records.filter((r) => r.until.hi < story.faultAt))) return [];
    if (first.at.lo > story.faultAt + MINUTE || last.until.hi < end - MINUTE) return [];
    const total = during.reduce((n, r) => n + r.count, 0);
    const why = `${counted(total, 'request')} in the edge log from ${iso(first.at.lo)} to ${iso(last.until.hi)}, none failed`;
    const excerpt = [first.entrance, first.backend, ...Object.keys(first.statuses)].join(' ');
    return e.surfaces.map((entity) => ({ entity, why, evidence: [{ ...first.evidence, at: first.at.lo, excerpt }] }));
  });
} // prettier-ignore

/** Pods on a node whose pod network was lost went on running, and nobody on other nodes reached them. */
function cutOff(c: Case, story: Story): EntityKey[] {
  const lost = story.conditions.filter((x) => x.entity.kind === 'NodeNetwork' && x.severity >= 2);
  return [...new Set(lost.map((x) => x.entity.name))].flatMap((node) =>
    c.to(ref('Node', undefined, node), 'runs-on').map((r) => r.from),
  );
}

/** What lives in the same namespace or keeps data comes first: that is what readers ask about. */
function nearness(c: Case, workload: Ref, namespaces: ReadonlySet<string | undefined>): number {
  const storage =
    workload.kind === 'StatefulSet' ||
    c.from(workload, 'mounts').some((r) => r.to.startsWith('PersistentVolumeClaim/'));
  return (namespaces.has(workload.namespace) ? 2 : 0) + (storage ? 1 : 0);
}

/** Pods that responders deleted in the aftermath, though nothing was wrong with them, and when. */
function takenAway(story: Story): ReadonlyMap<EntityKey, Instant> {
  const taken = new Map<EntityKey, Instant>();
  for (const x of story.aftermath ?? [])
    if (x.type === 'manual-pod-delete') taken.set(keyOf(x.entity), x.onset.lo);
  return taken;
}

/**
 * Evidence that a pod stayed well: ready in the newest snapshot before it was taken away, no restart since
 * `t`, and either ready since before `t` or never failing a probe (a node that reports itself not ready for
 * a moment marks its pods so).
 */
function steady(c: Case, pod: Ref, t: Instant, taken: Instant | undefined): Evidence[] {
  const entity = c.entity(pod);
  if (!entity || (entity.deleted && taken === undefined)) return [];
  const snapshot = taken === undefined ? newest(entity) : snapshotAt(entity, taken);
  if (!snapshot || (taken !== undefined && snapshot.at.hi >= taken)) return [];
  const view = podView(entity, snapshot);
  const ready = view.conditions.find((x) => x.type === 'Ready');
  if (ready?.status !== 'True' || !ready.since || snapshot.at.hi < t) return [];
  const created = stampOf(digText(snapshot.object, 'metadata', 'creationTimestamp')) ?? entity.created;
  if ((created?.lo ?? Infinity) > t) return [];
  if (view.containers.some((x) => !x.init && x.restarts > 0 && (x.last?.finished?.hi ?? Infinity) > t))
    return [];
  const failed = c
    .eventsAbout(pod)
    .some((e) => e.reason === 'Unhealthy' && e.last.hi >= t && e.first.lo <= (taken ?? Infinity));
  if (ready.since.lo > t && failed) return [];
  return [cite(snapshot, ...ready.path)];
}
