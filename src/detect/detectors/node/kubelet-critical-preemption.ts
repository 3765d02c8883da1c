import { counted, fromTime } from '../../../base/index.js';
import { nodeOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The kubelet ended pods to admit one that the node cannot do without. */
export const kubeletCriticalPreemption = saidBy({
  id: 'kubelet-critical-preemption',
  layer: 'node',
  what: 'A critical pod (static, system-node-critical) did not fit on its node, so the kubelet ended others there.',
  lookAlikes: 'Preemption by the scheduler has the reason Preempted.',
  sources: ['kubernetes pkg/kubelet/preemption'],
  type: {
    id: 'kubelet-critical-preemption',
    nature: 'symptom',
    title: 'kubelet made room for a critical pod',
  },
  says: [],
  hears: { reasons: ['Preempting'], pattern: /critical pod/ },
  about: (m, c) => nodeOf(c, m.origin),
  severity: () => 1,
  statement: (s, e) =>
    `The kubelet on node ${e.name} ended pods to admit a critical one (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
