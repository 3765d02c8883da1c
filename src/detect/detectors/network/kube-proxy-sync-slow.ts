import { counted, fromTime } from '../../../base/index.js';
import { dataplaneOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** A sync of the Service rules takes seconds. */
export const kubeProxySyncSlow = saidBy({
  id: 'kube-proxy-sync-slow',
  layer: 'network',
  what: 'kube-proxy needs seconds for each sync: changed endpoints reach the node late.',
  lookAlikes: 'The first sync after a start writes everything and takes longer.',
  sources: ['kube-proxy pkg/proxy/iptables/proxier.go'],
  type: { id: 'kube-proxy-sync-slow', nature: 'symptom', title: 'Service rules are written slowly' },
  says: ['kube-proxy-sync-slow'],
  about: (m, c) => dataplaneOf(c, m),
  least: 5,
  severity: () => 1,
  statement: (s, e) =>
    `kube-proxy on node ${e.name} needs seconds for each sync (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
