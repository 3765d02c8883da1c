import { counted, fromTime } from '../../../base/index.js';
import { nodeNetworkOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** flannel cannot register its node and so has no subnet. */
export const flannelLeaseFailed = saidBy({
  id: 'flannel-lease-failed',
  layer: 'network',
  what: 'The agent could not acquire its lease: the node has no pod CIDR, or the API server is not reachable.',
  lookAlikes: 'A first attempt that fails while the node registers is ordinary.',
  sources: ['flannel pkg/subnet/kube'],
  type: { id: 'flannel-lease-failed', nature: 'symptom', title: 'flannel gets no subnet lease' },
  says: ['flannel-lease-failed'],
  about: (m, c) => nodeNetworkOf(c, m),
  least: 2,
  statement: (s, e) =>
    `flannel on node ${e.name} gets no subnet lease (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
