import { labelOf } from '../../../model/index.js';
import { cite, nodes, pods, type Case, type NodeView } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** A node that runs as many pods as its kubelet allows. */
export const nodePodsFull: Detector = {
  id: 'node-pods-full',
  layer: 'node',
  what: 'The node runs as many pods as the kubelet allows (maxPods; on AWS bound to the addresses of its interfaces). It works, and takes no further pod, whatever CPU and memory it has left.',
  lookAlikes: 'A node that is full by requests (insufficient-resources) may have few pods.',
  sources: ['kubernetes pkg/kubelet maxPods', 'kubernetes-mixin KubeletTooManyPods', 'Event "Too many pods"'],
  emits: [{ id: 'node-pods-full', nature: 'fault', title: 'Node holds no more pods', selfExplaining: true }],
  *detect(c) {
    const held = podsByNode(c);
    for (const n of nodes(c)) {
      const limit = n.allocatable('pods');
      const now = held.get(n.ref.name) ?? 0;
      if (limit === undefined || limit === 0 || now < limit) continue;
      yield {
        type: 'node-pods-full',
        entity: n.ref,
        onset: { ...n.snapshot.at, grade: 'X' },
        // the pods that wait for it say whether it hurts
        severity: 1,
        statement: `${labelOf(n.ref)} runs ${now} pods and may run ${limit}: it takes no more.`,
        evidence: [citePods(n)],
        attrs: { pods: now, limit },
      };
    }
  },
};

/** Pods that count against the limit: those that are placed and have not ended. */
function podsByNode(c: Case): ReadonlyMap<string, number> {
  const held = new Map<string, number>();
  for (const p of pods(c)) {
    if (p.node === undefined || p.phase === 'Succeeded' || p.phase === 'Failed' || p.entity.deleted) continue;
    held.set(p.node, (held.get(p.node) ?? 0) + 1);
  }
  return held;
}

const citePods = (n: NodeView) => cite(n.snapshot, 'status', 'allocatable', 'pods');
