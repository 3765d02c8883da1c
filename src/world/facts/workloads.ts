import { digNumber, digText, MINUTE, type Instant, type Stamp } from '../../base/index.js';
import { keyOf, type EventRecord, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { newest, type Entity, type Snapshot } from '../entity.js';
import { shortages } from './shortages.js';
import { conditionsOf, pods, podsOf, type ObjectCondition, type PodView } from './pods.js';

/** A workload of replicas as its newest reading shows it. */
export interface WorkloadView {
  readonly ref: Ref;
  readonly entity: Entity;
  readonly snapshot: Snapshot;
  /** Replicas (or nodes) it should have; undefined when nothing says. */
  readonly desired: number | undefined;
  /** Replicas that serve; undefined when nothing says. */
  readonly available: number | undefined;
  readonly conditions: readonly ObjectCondition[];
  /** Pods of it that some snapshot shows and that are not known to be gone. */
  readonly pods: readonly PodView[];
}

const KINDS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController'] as const;

/** Workloads of replicas that nothing owns (a Deployment's ReplicaSets belong to the Deployment). */
export function workloads(c: Case): readonly WorkloadView[] {
  return c.fact(allWorkloads);
}

function allWorkloads(c: Case): readonly WorkloadView[] {
  const views = new Map(pods(c).map((p) => [p.entity.key, p]));
  return KINDS.flatMap((kind) =>
    c.all(kind).flatMap((entity): WorkloadView[] => {
      const snapshot = newest(entity);
      if (
        !snapshot ||
        entity.deleted ||
        c.to(entity.ref, 'owns').some((r) => c.entity(r.from)?.object !== undefined)
      )
        return [];
      const living = podsOf(c, entity.ref).flatMap((p) => {
        const view = views.get(`Pod/${p.namespace ?? ''}/${p.name}`);
        return view && !view.entity.deleted ? [view] : [];
      });
      return [
        {
          ref: entity.ref,
          entity,
          snapshot,
          desired: desiredOf(snapshot),
          available: availableOf(snapshot, living),
          conditions: conditionsOf(snapshot.object),
          pods: living,
        },
      ];
    }),
  );
}

function desiredOf(snapshot: Snapshot): number | undefined {
  const o = snapshot.object;
  const daemons = digNumber(o, 'status', 'desiredNumberScheduled');
  if (digText(o, 'kind') === 'DaemonSet' || daemons !== undefined) return daemons;
  return digNumber(o, 'spec', 'replicas') ?? (snapshot.shape === 'full' ? 1 : undefined);
}

function availableOf(snapshot: Snapshot, living: readonly PodView[]): number | undefined {
  const o = snapshot.object;
  const stated =
    digNumber(o, 'status', 'availableReplicas') ??
    digNumber(o, 'status', 'numberAvailable') ??
    digNumber(o, 'status', 'readyReplicas') ??
    digNumber(o, 'status', 'numberReady');
  if (stated !== undefined) return stated;
  if (snapshot.shape === 'full') return 0;
  const told = living.filter((p) => p.ready !== undefined);
  return told.length > 0 ? told.filter((p) => p.ready).length : undefined;
}

/** View of one workload. */
export function workloadView(c: Case, at: Ref): WorkloadView | undefined {
  return c.fact(workloadsByKey).get(keyOf(at));
}

/**
 * How much a fault of a workload's pods hurts: 3 when none of its replicas serves, 2 when some do or
 * nothing is known, 1 when it has all that it wants.
 */
export function harmTo(c: Case, workload: Ref): 1 | 2 | 3 {
  const view = workloadView(c, workload);
  if (!view || view.desired === undefined || view.available === undefined) return 2;
  if (view.available === 0 && view.desired > 0) return 3;
  return view.available < view.desired ? 2 : 1;
}

/** When a workload's condition took its present status, if it says. */
export function conditionSince(view: WorkloadView, type: string, status: string): Stamp | undefined {
  return view.conditions.find((x) => x.type === type && x.status === status)?.since;
}

/**
 * Severity of a fault that keeps pods of a workload from running: by its harm while it lasts; once it is
 * over, 2 when replicas were missing in that time, else 1.
 */
export function severityOf(c: Case, workload: Ref, open: boolean, since?: Stamp): 1 | 2 | 3 {
  if (!open) {
    const short = (shortages(c).get(keyOf(workload)) ?? []).some(
      (s) => !since || (s.onset.lo <= since.hi + 5 * MINUTE && (s.end?.hi ?? Infinity) >= since.lo),
    );
    return short && workloadView(c, workload) ? 2 : 1;
  }
  return harmTo(c, workload) === 3 ? 3 : 2;
}

/** The newest view of a pod by its identity. */
export function podNamed(c: Case, at: Ref): PodView | undefined {
  return c.fact(podsByKey).get(keyOf(at));
}

function podsByKey(c: Case): ReadonlyMap<string, PodView> {
  return new Map(pods(c).map((p) => [p.entity.key, p]));
}

function workloadsByKey(c: Case): ReadonlyMap<string, WorkloadView> {
  return new Map(workloads(c).map((w) => [w.entity.key, w]));
}

/**
 * True for a pod that is not there any more: it was deleted, or only events and logs tell of it while the
 * other pods of its namespace were listed, or while events of others go on and none of it.
 */
export function isGone(c: Case, pod: Ref): boolean {
  const entity = c.entity(pod);
  if (entity?.deleted) return true;
  if (entity && entity.snapshots.length > 0) return false;
  return c.fact(listedNamespaces).has(pod.namespace ?? '') || fellSilent(c, pod);
}

/** Who retries (kubelet, scheduler) does so at least every 5 min, and so often may speak (client-go event filter). */
const FORGOTTEN = 15 * MINUTE;

function fellSilent(c: Case, pod: Ref): boolean {
  const own = c.eventsAbout(pod);
  const last = own.reduce((t, e) => Math.max(t, e.last.hi), -Infinity);
  return own.length > 0 && c.fact(newestEvent) - last > FORGOTTEN;
}

function newestEvent(c: Case): Instant {
  return c.events.reduce((t, e) => Math.max(t, e.last.lo), -Infinity);
}

function listedNamespaces(c: Case): ReadonlySet<string> {
  return new Set(c.all('Pod').flatMap((p) => (p.snapshots.length > 0 ? [p.ref.namespace ?? ''] : [])));
}

/** When a pod that is gone was last known to be there: its deletion, else between its last word and the end. */
export function goneSince(c: Case, pod: Ref, lastHeard: Stamp): Stamp | undefined {
  if (!isGone(c, pod)) return undefined;
  const stated = c.entity(pod)?.deleted;
  if (stated && stated.grade !== 'X' && stated.hi >= lastHeard.lo) return stated;
  return { lo: lastHeard.lo, hi: Math.max(lastHeard.hi, c.asOf.lo), grade: 'B' };
}

/** The step that a Deployment tells when it takes replicas away; versions differ in where they say how many there were. */
export function scaledDown({
  message,
}: EventRecord): { readonly from?: number; readonly to: number } | undefined {
  const m = /^Scaled down replica set \S+ (?:from (\d+) )?to (\d+)(?: from (\d+))?/.exec(message);
  if (!m) return undefined;
  const from = m[1] ?? m[3];
  return { to: Number(m[2]), ...(from === undefined ? {} : { from: Number(from) }) };
}
