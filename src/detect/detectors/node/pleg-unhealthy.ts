import { counted, fromTime } from '../../../base/index.js';
import { nodeOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The kubelet’s list of containers (PLEG) is minutes old. */
export const plegUnhealthy = saidBy({
  id: 'pleg-unhealthy',
  layer: 'node',
  what: 'The kubelet asks the runtime every second for its containers; it got no answer for three minutes and reports the node not ready.',
  lookAlikes: '"pleg has yet to be successful" is a start of the kubelet.',
  sources: ['kubernetes pkg/kubelet/pleg/generic.go (threshold 3 min)'],
  type: { id: 'pleg-unhealthy', nature: 'fault', title: 'kubelet gets no pod state from the runtime' },
  says: ['pleg-unhealthy'],
  about: (m, c) => nodeOf(c, m.origin),
  severity: () => 3,
  statement: (s, e) =>
    `The kubelet on node ${e.name} gets no state from the runtime (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
  when: (m) => !m.text.includes('has yet to be successful'),
});
