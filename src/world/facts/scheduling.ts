import { groupBy, SECOND, type Stamp } from '../../base/index.js';
import { keyOf, type EventRecord, type Evidence, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { cite } from '../entity.js';
import { firstTry } from './first-try.js';
import { earliest, latest, spanOf } from './onset.js';
import { pods, workloadOf, type PodView } from './pods.js';
import { goneSince } from './workloads.js';

/** Why nodes were ruled out for a pod, by the plugin that said so. */
export type SchedulingReason =
  | 'node-affinity'
  | 'pod-affinity'
  | 'pod-anti-affinity'
  | 'topology-spread'
  | 'taint'
  | 'cordoned'
  | 'resource'
  | 'host-port'
  | 'volume-affinity'
  | 'volume-unavailable'
  | 'volume-limit'
  | 'claim-unbound'
  | 'claim-missing'
  | 'no-nodes'
  | 'other';

/** One entry of the scheduler's histogram: so many nodes, for this reason. */
export interface RuledOut {
  readonly kind: SchedulingReason;
  /** Undefined where the reason is not about nodes one by one. */
  readonly count: number | undefined;
  readonly text: string;
  /** Resource, taint or claim that the text names. */
  readonly what: string | undefined;
}

/** A pod that the scheduler could not place, from its first refusal until it was placed or gone. */
export interface Unscheduled {
  readonly pod: Ref;
  readonly workload: Ref;
  /** Nodes of the cluster as the scheduler counted them. */
  readonly nodes: number | undefined;
  /** Newest message of the scheduler. */
  readonly message: string;
  readonly reasons: readonly RuledOut[];
  readonly since: Stamp;
  readonly end: Stamp | undefined;
  readonly evidence: readonly Evidence[];
}

const KINDS: readonly (readonly [RegExp, SchedulingReason])[] = [
  [/Insufficient (\S+)/, 'resource'],
  [/(Too many pods)/, 'resource'],
  [/pod anti-affinity|existing pods anti-affinity/, 'pod-anti-affinity'],
  [/pod affinity/, 'pod-affinity'],
  [/topology spread/, 'topology-spread'],
  [/PersistentVolume's node affinity|volume node affinity/, 'volume-affinity'],
  [/node affinity|node selector|requested node name/, 'node-affinity'],
  [/(?:untolerated taint|had taints?)(?:\(s\))?(?: \{([^}]*)\})?/, 'taint'],
  [/were unschedulable|were not schedulable/, 'cordoned'],
  [/free ports/, 'host-port'],
  [/available persistent volumes to bind/, 'volume-unavailable'],
  [/max volume count/, 'volume-limit'],
  [/unbound immediate PersistentVolumeClaims/, 'claim-unbound'],
  [/persistentvolumeclaim "([^"]+)" (?:not found|is being deleted)/, 'claim-missing'],
  [/no nodes available/, 'no-nodes'],
];

/**
 * The scheduler's message as a histogram (FitError.Error, pkg/scheduler/framework/types.go): "0/4 nodes
 * are available: 1 node(s) were unschedulable, 3 Insufficient cpu. preemption: ..." Commas part the
 * reasons only before a number: taints have commas inside.
 */
export function parseScheduling(message: string): { nodes: number | undefined; reasons: RuledOut[] } {
  const m = /^(?:\S+ )?(\d+)\/(\d+) nodes are available:?\s*(.*)$/s.exec(message.trim());
  const body = (m?.[3] ?? message).split(/\.? preemption: /)[0] ?? '';
  const reasons = body
    .split(/[,.] (?=\d+ )/)
    .map((part) => part.trim().replace(/\.$/, ''))
    .filter((part) => part !== '')
    .map(ruledOut);
  return { nodes: m ? Number(m[2]) : undefined, reasons };
}

function ruledOut(part: string): RuledOut {
  const m = /^(\d+) (.*)$/s.exec(part);
  const text = m?.[2] ?? part;
  for (const [pattern, kind] of KINDS) {
    const found = pattern.exec(text);
    if (!found) continue;
    const what = found[1] === 'Too many pods' ? 'pods' : found[1]?.trim();
    return { kind, count: m ? Number(m[1]) : undefined, text, what };
  }
  return { kind: 'other', count: m ? Number(m[1]) : undefined, text, what: undefined };
}

/** Every pod that the scheduler refused at some time, in order of the first refusal. */
export function unscheduled(c: Case): readonly Unscheduled[] {
  return c.fact(allUnscheduled);
}

function allUnscheduled(c: Case): readonly Unscheduled[] {
  const refusals = groupBy(
    c
      .eventsOf('FailedScheduling')
      .filter(
        (e) => e.about.kind === 'Pod' && e.component !== 'karpenter' && !e.message.startsWith('skip schedul'),
      ),
    (e) => keyOf(e.about),
  );
  const views = new Map(pods(c).map((p) => [p.entity.key, p]));
  const keys = new Set(refusals.keys());
  for (const [key, view] of views) if (refusedNow(view)) keys.add(key);
  const found = [...keys].flatMap((key) => one(c, refusals.get(key) ?? [], views.get(key)));
  return found.sort((a, b) => a.since.lo - b.since.lo || (keyOf(a.pod) < keyOf(b.pod) ? -1 : 1));
}

function refusedNow(view: PodView): boolean {
  const placed = view.conditions.find((x) => x.type === 'PodScheduled');
  return placed?.status === 'False' && placed.reason === 'Unschedulable' && view.node === undefined;
}

function one(c: Case, events: readonly EventRecord[], view: PodView | undefined): Unscheduled[] {
  const condition = view?.conditions.find((x) => x.type === 'PodScheduled' && x.status === 'False');
  const newestEvent = [...events].sort((a, b) => b.last.hi - a.last.hi)[0];
  const message = condition?.message ?? newestEvent?.message;
  const pod = view?.ref ?? newestEvent?.about;
  const since = earliest([
    ...events.map((e) => firstTry(c, e)),
    condition?.reason === undefined ? undefined : condition.since,
  ]);
  if (message === undefined || !pod) return [];
  const evidence = events.slice(0, 3).map((e) => c.citeEvent(e));
  if (view && condition?.message !== undefined) evidence.push(cite(view.snapshot, ...condition.path));
  const onset = since ?? view?.entity.created ?? { lo: c.asOf.lo, hi: c.asOf.hi, grade: 'X' };
  return [
    {
      pod,
      workload: workloadOf(c, pod),
      ...parseScheduling(message),
      message,
      since: onset,
      end: endOf(c, pod, view, newestEvent),
      evidence,
    },
  ];
}

function endOf(
  c: Case,
  pod: Ref,
  view: PodView | undefined,
  last: EventRecord | undefined,
): Stamp | undefined {
  const assigned = c
    .eventsAbout(pod)
    .find((e) => e.reason === 'Scheduled' && (!last || e.last.hi >= last.first.lo));
  if (assigned) return assigned.first;
  const placed = view?.conditions.find((x) => x.type === 'PodScheduled' && x.status === 'True');
  if (placed?.since) return placed.since;
  const lo = last?.last.lo ?? c.asOf.lo;
  if (view?.node !== undefined) return { lo, hi: Math.max(lo, c.asOf.hi), grade: 'B' };
  return goneSince(c, pod, last?.last ?? { lo, hi: lo, grade: 'B' });
}

/** Pods of one workload that could not be placed. */
export interface UnscheduledWorkload {
  readonly workload: Ref;
  readonly pods: readonly Unscheduled[];
  /** Those that still wait; empty when all were placed or are gone. */
  readonly waiting: readonly Unscheduled[];
  readonly since: Stamp;
  readonly end: Stamp | undefined;
}

/**
 * True for a Job that waits for room for some of its pods while others of it run or ran: batch work is queued
 * this way by design, and nobody is served by it.
 */
export function isQueued(c: Case, w: UnscheduledWorkload): boolean {
  if (w.workload.kind !== 'Job') return false;
  const refused = new Set(w.pods.map((u) => keyOf(u.pod)));
  return pods(c).some(
    (p) =>
      p.node !== undefined && !refused.has(p.entity.key) && keyOf(workloadOf(c, p.ref)) === keyOf(w.workload),
  );
}

/**
 * Workloads whose pods could not be placed for longer than a moment: a pod that was placed within half a
 * minute of its first refusal waited for a volume or a sibling to go, which is normal.
 */
export function unscheduledWorkloads(c: Case): readonly UnscheduledWorkload[] {
  return c.fact(byWorkload);
}

function byWorkload(c: Case): readonly UnscheduledWorkload[] {
  const lasting = unscheduled(c).filter((u) => u.end === undefined || spanOf(u.since, u.end) > 30 * SECOND);
  return [...groupBy(lasting, (u) => keyOf(u.workload)).values()].flatMap((list) => {
    const first = list[0];
    if (!first) return [];
    const waiting = list.filter((u) => u.end === undefined);
    return [
      {
        workload: first.workload,
        pods: list,
        waiting,
        since: first.since,
        end: waiting.length > 0 ? undefined : latest(list.map((u) => u.end)),
      },
    ];
  });
}
