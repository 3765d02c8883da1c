import { keyOf, labelOf, refOfKey } from '../../../model/index.js';
import { seenBy, templates } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** A workload that its volume ties to one node. */
export const localPvPinned: Detector = {
  id: 'local-pv-pinned',
  layer: 'storage',
  what: 'A workload uses a volume that exists on one node only (node affinity of a local or hostPath PersistentVolume). It cannot be started anywhere else: whatever that node suffers, the workload suffers.',
  lookAlikes:
    'Zonal volumes can follow a pod within their zone. While the node is well the pin does no harm.',
  sources: ['signatures.md 8 local-pv-pinned', 'kubernetes pkg/scheduler/framework/plugins/volumebinding'],
  emits: [{ id: 'local-pv-pinned', nature: 'weakness', title: 'Volume lives on one node' }],
  *detect(c) {
    for (const t of templates(c)) {
      const pins = c.from(t.workload, 'pinned-to');
      const nodes = [...new Set(pins.map((p) => p.to))];
      const [node] = nodes;
      if (nodes.length !== 1 || node === undefined) continue;
      yield {
        type: 'local-pv-pinned',
        entity: t.workload,
        onset: seenBy(c, t.entity.created),
        severity: 0,
        statement: `${labelOf(t.workload)} keeps its data in a volume that exists on ${refOfKey(node).name} only, so it cannot run anywhere else.`,
        evidence: pins.flatMap((p) => p.evidence).slice(0, 3),
        names: [refOfKey(node)],
        attrs: { node: refOfKey(node).name, workload: keyOf(t.workload) },
      };
    }
  },
};
