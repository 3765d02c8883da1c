import { counted, listed } from '../../../base/index.js';
import { labelOf } from '../../../model/index.js';
import { eligibility, newTaints, unscheduledWorkloads, type NodeView } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** Nodes that suit a pod are full by their requests. */
export const insufficientResources: Detector = {
  id: 'insufficient-resources',
  layer: 'scheduling',
  what: 'The nodes that may take a pod have not enough CPU, memory, pod slots or another resource left by their requests. Something made the demand grow or the supply shrink: more replicas, a Job, a lost or cordoned node, or a request out of proportion.',
  lookAlikes:
    'It is requests that count, so nodes may look idle. A request that no node could ever meet is a fault of the pod (cpu- and memory-request-exceeds-nodes).',
  sources: [
    'signatures.md 9 insufficient-resources',
    'Event FailedScheduling "Insufficient cpu", "Too many pods"',
  ],
  emits: [{ id: 'insufficient-resources', nature: 'fault', title: 'Nodes are full' }],
  *detect(c) {
    for (const w of unscheduledWorkloads(c)) {
      const shown = w.waiting[0] ?? w.pods[0];
      const short = shown?.reasons.filter((r) => r.kind === 'resource') ?? [];
      if (!shown || short.length === 0) continue;
      // as many nodes as would be short were taken out by a taint that has just come: that is what is new
      if (newTaints(c, shown.reasons, w.since).length > 0) continue;
      const e = eligibility(c, w.workload, shown.pod);
      const away = e.matching.filter((n) => n.cordoned || n.ready === false || underPressure(n));
      const what = listed([...new Set(short.map((r) => r.what ?? r.text))]);
      yield {
        type: 'insufficient-resources',
        entity: w.workload,
        onset: w.since,
        ...(w.end ? { end: w.end } : {}),
        severity: w.end ? 1 : 2,
        statement: `No node has enough ${what} left for ${counted(w.pods.length, 'pod')} of ${labelOf(w.workload)}${away.length > 0 ? `; ${listed(away.map((n) => n.ref.name))} cannot take any` : ''}.`,
        evidence: shown.evidence,
        attrs: { resource: short[0]?.what ?? '', pods: w.pods.length, waiting: w.waiting.length },
        names: away.map((n) => n.ref),
      };
    }
  },
};

/** A node that its own kubelet keeps free of new pods for want of disk, memory or process ids. */
function underPressure(n: NodeView): boolean {
  return n.taints.some((t) => /^node\.kubernetes\.io\/(?:disk|memory|pid)-pressure$/.test(t.key));
}
