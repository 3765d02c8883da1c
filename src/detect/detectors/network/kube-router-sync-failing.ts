import { counted, fromTime } from '../../../base/index.js';
import { nodeNetworkOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** kube-router cannot write the routes, rules or IPVS services of its node. */
export const kubeRouterSyncFailing = saidBy({
  id: 'kube-router-sync-failing',
  layer: 'network',
  what: 'The controllers of kube-router fail to sync or miss their heartbeat: Service rules and policies of the node go stale.',
  lookAlikes:
    'A loop at start: it needs the API server to programme the address through which it reaches it.',
  sources: ['kube-router pkg/controllers'],
  type: { id: 'kube-router-sync-failing', nature: 'symptom', title: 'kube-router cannot sync' },
  says: ['kube-router-sync-failing'],
  about: (m, c) => nodeNetworkOf(c, m),
  least: 3,
  statement: (s, e) =>
    `kube-router on node ${e.name} cannot sync (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
