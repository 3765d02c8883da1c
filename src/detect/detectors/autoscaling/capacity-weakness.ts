import { digNumber } from '../../../base/index.js';
import { labelOf, ref } from '../../../model/index.js';
import {
  cite,
  eligibility,
  newest,
  podField,
  requestOf,
  seenBy,
  unscheduledWorkloads,
  type Case,
  type UnscheduledWorkload,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

/** Bounds that would have kept a shortage of room small, and are not there. */
export const capacityWeakness: Detector = {
  id: 'capacity-weakness',
  layer: 'autoscaling',
  what: 'A workload may grow beyond what the cluster has room for: the maximum of its autoscaler times its request is more than all nodes together, or its namespace has no quota. Told only of workloads whose pods found no room.',
  lookAlikes: 'With a cluster autoscaler the nodes of now are not the bound.',
  sources: ['detectors.md 4.11 157', 'signatures.md 11 no-resource-limits'],
  emits: [
    { id: 'hpa-max-beyond-capacity', nature: 'weakness', title: 'Autoscaler maximum beyond capacity' },
    { id: 'no-quota', nature: 'weakness', title: 'Namespace without quota' },
  ],
  *detect(c) {
    for (const w of unscheduledWorkloads(c)) {
      const short = w.pods.some((p) => p.reasons.some((r) => r.kind === 'resource'));
      if (!short) continue;
      yield* beyond(c, w);
      yield* unbounded(c, w);
    }
  },
};

function* beyond(c: Case, w: UnscheduledWorkload): Iterable<Finding> {
  const hpa = c.origins(w.workload, 'scales').find((x) => x.ref.kind === 'HorizontalPodAutoscaler');
  const snapshot = hpa && newest(hpa);
  const max = digNumber(snapshot?.object, 'spec', 'maxReplicas');
  const pod = w.pods[0]?.pod;
  if (!hpa || !snapshot || max === undefined || !pod) return;
  const e = eligibility(c, w.workload, pod);
  const each = requestOf({ containers: podField(c, w.workload, pod, 'containers')?.value }, 'cpu');
  const room = e.matching.reduce((n, x) => n + (x.allocatable('cpu') ?? 0), 0);
  if (each === 0 || room === 0 || max * each <= room) return;
  yield {
    type: 'hpa-max-beyond-capacity',
    entity: hpa.ref,
    onset: seenBy(c, hpa.created),
    severity: 0,
    statement: `${labelOf(hpa.ref)} may ask for ${max} replicas of ${each} CPUs, ${Math.round(max * each)} in all; the nodes have ${Math.round(room)}.`,
    evidence: [
      cite(snapshot, 'spec', 'maxReplicas'),
      ...e.matching.slice(0, 1).map((n) => cite(n.snapshot, 'status', 'allocatable')),
    ],
    attrs: { max, room: Math.round(room) },
    names: [w.workload],
  };
}

function* unbounded(c: Case, w: UnscheduledWorkload): Iterable<Finding> {
  const namespace = ref('Namespace', undefined, w.workload.namespace ?? '');
  const listed =
    c.sources.some((s) => /resourcequota/i.test(s.path)) ||
    c.all('ResourceQuota').some((q) => q.snapshots.length > 0);
  const shown = c.entity(namespace);
  const snapshot = shown && newest(shown);
  if (!listed || !snapshot || w.pods.length < 20) return;
  if (c.all('ResourceQuota').some((q) => q.ref.namespace === w.workload.namespace)) return;
  yield {
    type: 'no-quota',
    entity: namespace,
    onset: seenBy(c, shown.created),
    severity: 0,
    statement: `${labelOf(namespace)} has no ResourceQuota: nothing bounds what ${labelOf(w.workload)} may ask for.`,
    evidence: [cite(snapshot, 'metadata', 'name')],
    names: [w.workload],
  };
}
