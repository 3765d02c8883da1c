import { MINUTE } from '../../../base/index.js';
import { keyOf, labelOf, type Ref } from '../../../model/index.js';
import {
  bytesInWords,
  cite,
  declaredOnset,
  eligibility,
  nodes,
  severityOf,
  podField,
  podsOf,
  requestOf,
  templateSince,
  unscheduledWorkloads,
  type Case,
  type Eligibility,
  type UnscheduledWorkload,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

/** Requests that no node can meet: more than a node has, or more than any has left though it wants most of one. */
export const requestExceedsNodes: Detector = {
  id: 'request-exceeds-nodes',
  layer: 'scheduling',
  what: 'A pod requests more CPU or memory than any node that could take it has at all, or so large a part of one (more than half) that none has as much left. Its pods stay Pending however idle the nodes are, since the scheduler counts requests and not usage.',
  lookAlikes:
    'Many small pods on a full cluster are a shortage (insufficient-resources), not a wrong request. A pod that fitted before and waits since a node was lost waits for the node.',
  sources: [
    'signatures.md 9 insufficient-resources',
    'kubernetes pkg/scheduler/framework/plugins/noderesources/fit.go',
  ],
  emits: [
    {
      id: 'cpu-request-exceeds-nodes',
      nature: 'fault',
      title: 'CPU request larger than any node can give',
      selfExplaining: true,
    },
    {
      id: 'memory-request-exceeds-nodes',
      nature: 'fault',
      title: 'Memory request larger than any node can give',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    for (const w of unscheduledWorkloads(c)) {
      for (const resource of ['cpu', 'memory'] as const) yield* judge(c, w, resource);
    }
  },
};

/** A template that is so much older than the wait was met once. */
const LONG_BEFORE = 10 * MINUTE;

function* judge(c: Case, w: UnscheduledWorkload, resource: 'cpu' | 'memory'): Iterable<Finding> {
  const shown = w.waiting[0] ?? w.pods[0];
  if (!shown?.reasons.some((r) => r.kind === 'resource' && r.what === resource)) return;
  const e = eligibility(c, w.workload, shown.pod);
  const asked = requested(c, w.workload, shown.pod, resource);
  const sizes = e.matching.flatMap((n) => n.allocatable(resource) ?? []);
  const largest = Math.max(...sizes);
  if (asked === undefined || sizes.length === 0 || asked.amount <= largest / 2) return;
  const never = asked.amount > largest;
  if (!never && (w.waiting.length > 2 || lostItsNode(c, w))) return;
  const amount = (n: number): string =>
    resource === 'cpu' ? `${Number(n.toFixed(2))} CPUs` : bytesInWords(n);
  const since = templateSince(c, w.workload);
  const fitted = !never && since !== undefined && since.hi < w.since.lo - LONG_BEFORE;
  yield {
    type: `${resource}-request-exceeds-nodes`,
    entity: w.workload,
    onset: declaredOnset(since, w.since),
    ...(fitted ? { unseen: 'no word of where its pods ran before, and of what took the room' } : {}),
    ...(w.end ? { end: w.end } : {}),
    severity: severityOf(c, w.workload, w.end === undefined, w.since),
    statement: `A pod of ${labelOf(w.workload)} requests ${amount(asked.amount)}${resource === 'memory' ? ' of memory' : ''}; ${never ? `the largest node has ${amount(largest)}` : `nodes have ${amount(largest)} at most and none has that much left`}: it cannot be placed.`,
    evidence: [...asked.evidence, ...capacity(e, resource), ...shown.evidence],
    attrs: { resource, requested: asked.amount, largest, never: never ? 1 : 0 },
  };
}

/** True when an earlier pod of it ran on a node that is no longer there, or not in order: it fitted before. */
function lostItsNode(c: Case, w: UnscheduledWorkload): boolean {
  const there = new Set(nodes(c).flatMap((n) => (n.ready === true && !n.cordoned ? [keyOf(n.ref)] : [])));
  return podsOf(c, w.workload).some((pod) =>
    c.from(pod, 'runs-on').some((r) => !there.has(r.to) && r.valid.lo <= w.since.hi),
  );
}

function requested(c: Case, workload: Ref, pod: Ref, resource: string) {
  const containers = podField(c, workload, pod, 'containers');
  const inits = podField(c, workload, pod, 'initContainers');
  const amount = requestOf({ containers: containers?.value, initContainers: inits?.value }, resource);
  if (!containers || amount === 0) return undefined;
  return { amount, evidence: [cite(containers.snapshot, ...containers.path, 0, 'resources')] };
}

function capacity(e: Eligibility, resource: string) {
  return e.matching.slice(0, 1).map((n) => cite(n.snapshot, 'status', 'allocatable', resource));
}
