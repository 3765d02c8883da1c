import { counted, fromTime } from '../../../base/index.js';
import { dataplaneOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** Something flushed the rules that kube-proxy had written. */
export const kubeProxyRulesFlushed = saidBy({
  id: 'kube-proxy-rules-flushed',
  layer: 'network',
  what: 'kube-proxy’s canary chain vanished: a firewall reload or a person flushed iptables. kube-proxy writes all rules again at once, other agents may not.',
  lookAlikes: 'At an upgrade of the firewall service it happens once, and heals.',
  sources: ['kubernetes pkg/util/iptables/iptables.go (canary)'],
  type: {
    id: 'kube-proxy-rules-flushed',
    nature: 'fault',
    title: 'Service rules flushed',
    selfExplaining: true,
  },
  says: ['kube-proxy-rules-flushed'],
  about: (m, c) => dataplaneOf(c, m),
  statement: (s, e) =>
    `The Service rules of node ${e.name} were flushed (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
