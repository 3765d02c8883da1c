import { counted, fromTime } from '../../../base/index.js';
import { dataplaneOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** kube-proxy or felix fails to write its rules. */
export const iptablesRestoreFailed = saidBy({
  id: 'iptables-restore-failed',
  layer: 'network',
  what: 'iptables-restore fails on the node: rules for new Services and policies are missing. A mix of nft and legacy backends, or another program that holds the lock, are the usual reasons.',
  lookAlikes: 'A single failure that the next sync repairs is a blip.',
  sources: ['kube-proxy pkg/proxy/iptables', 'felix iptables/table.go'],
  type: {
    id: 'iptables-restore-failed',
    nature: 'fault',
    title: 'iptables rules cannot be written',
    selfExplaining: true,
  },
  says: ['iptables-restore-failed', 'kube-proxy-sync-failed'],
  about: (m, c) => dataplaneOf(c, m),
  least: 3,
  statement: (s, e) =>
    `iptables rules of node ${e.name} cannot be written (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
