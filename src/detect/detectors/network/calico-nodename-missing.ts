import { counted, fromTime } from '../../../base/index.js';
import { nodeNetworkOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The Calico CNI plugin finds no nodename file: calico-node has not run there. */
export const calicoNodenameMissing = saidBy({
  id: 'calico-nodename-missing',
  layer: 'network',
  what: 'calico-node writes /var/lib/calico/nodename when it starts. Without it the CNI plugin refuses every sandbox of the node.',
  lookAlikes: 'Right after a reboot it is missing until calico-node is up.',
  sources: ['calico cni-plugin'],
  type: { id: 'calico-nodename-missing', nature: 'symptom', title: 'calico-node is not up on the node' },
  says: ['calico-nodename-missing'],
  hears: { reasons: ['FailedCreatePodSandBox'], pattern: /calico\/nodename/ },
  about: (m, c) => nodeNetworkOf(c, m),
  least: 3,
  statement: (s, e) =>
    `calico-node has not come up on node ${e.name} (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
