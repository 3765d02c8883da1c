import { counted, fromTime } from '../../../base/index.js';
import { nodeNetworkOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The token with which the CNI plugin asks the API server is no longer accepted. */
export const cniTokenUnauthorized = saidBy({
  id: 'cni-token-unauthorized',
  layer: 'network',
  what: 'The CNI plugin of a node is refused by the API server (Unauthorized): its token expired or was revoked, or the clock is off. Sandboxes get no network.',
  lookAlikes: 'Forbidden is a missing permission, not a bad token.',
  sources: ['calico cni-plugin kubeconfig'],
  type: {
    id: 'cni-token-unauthorized',
    nature: 'fault',
    title: 'CNI plugin not authorised',
    selfExplaining: true,
  },
  says: ['cni-token-unauthorized'],
  hears: {
    reasons: ['FailedCreatePodSandBox', 'FailedKillPod'],
    pattern: /connection is unauthorized|Unauthorized/,
  },
  about: (m, c) => nodeNetworkOf(c, m),
  least: 2,
  severity: () => 3,
  statement: (s, e) =>
    `The CNI plugin of node ${e.name} is refused by the API server (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
