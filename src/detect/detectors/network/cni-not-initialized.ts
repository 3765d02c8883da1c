import { counted, fromTime, MINUTE } from '../../../base/index.js';
import { nodeNetworkOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The runtime has no working network plugin on the node. */
export const cniNotInitialized = saidBy({
  id: 'cni-not-initialized',
  layer: 'network',
  what: 'The runtime reports NetworkReady=false: no CNI configuration has been written, or the plugin does not answer. No pod starts there.',
  lookAlikes: 'A new node is so for the first minute.',
  sources: ['containerd, CRI-O runtime status', 'kubelet NetworkNotReady'],
  type: { id: 'cni-not-initialized', nature: 'symptom', title: 'Network plugin not ready' },
  says: ['cni-not-initialized'],
  hears: { reasons: ['NetworkNotReady'], pattern: /network is not ready/ },
  about: (m, c) => nodeNetworkOf(c, m),
  least: 3,
  settles: 2 * MINUTE,
  statement: (s, e) =>
    `The network plugin of node ${e.name} is not ready (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
