import { counted, groupBy, MINUTE, oneLine } from '../../../base/index.js';
import { keyOf, labelOf } from '../../../model/index.js';
import { cite, pods, seenBy, severityOf, workloadOf } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** A gate is set by a controller that watches; what takes longer does not come by itself. */
const PATIENCE = 5 * MINUTE;

/** Pods whose containers are ready, and which still are not, for a gate that nobody opens. */
export const readinessGateUnmet: Detector = {
  id: 'readiness-gate-unmet',
  layer: 'workload',
  what: 'All containers of a pod are ready, but the pod declares a readiness gate whose condition another controller (of a load balancer, of a mesh) has not set to True. The pod gets no traffic.',
  lookAlikes:
    'In the first minutes of a pod its target is still being registered. A pod with an unready container is not held by its gate.',
  sources: ['kubernetes pkg/kubelet/status/generate.go ReadinessGatesNotReady'],
  emits: [{ id: 'readiness-gate-unmet', nature: 'fault', title: 'Readiness gate is not met' }],
  *detect(c) {
    const held = pods(c).flatMap((pod) => {
      const ready = pod.conditions.find((x) => x.type === 'Ready' && x.status === 'False');
      if (pod.deleting || ready?.reason !== 'ReadinessGatesNotReady') return [];
      const onset = seenBy(c, ready.since);
      if (c.asOf.hi - onset.lo < PATIENCE) return [];
      const gate = /readiness gate "([^"]+)"/.exec(ready.message ?? '')?.[1];
      return [{ pod, ready, onset, gate, workload: workloadOf(c, pod.ref) }];
    });
    for (const list of groupBy(held, (x) => keyOf(x.workload)).values()) {
      const first = list.reduce((a, b) => (b.onset.lo < a.onset.lo ? b : a));
      yield {
        type: 'readiness-gate-unmet',
        entity: first.workload,
        onset: first.onset,
        severity: severityOf(c, first.workload, true, first.onset),
        statement: `${counted(list.length, 'pod')} of ${labelOf(first.workload)} ${list.length === 1 ? 'is' : 'are'} held by a readiness gate${first.gate === undefined ? '' : ` "${first.gate}"`} though ${list.length === 1 ? 'its' : 'their'} containers are ready: ${oneLine(first.ready.message ?? 'its condition is not True', 200).replace(/\.$/, '')}.`,
        evidence: list.slice(0, 3).map((x) => cite(x.pod.snapshot, ...x.ready.path)),
        attrs: { gate: first.gate ?? '' },
        names: list.slice(0, 20).map((x) => x.pod.ref),
      };
    }
  },
};
