import { counted, fromTime } from '../../../base/index.js';
import { nodeOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The certificate with which the kubelet speaks to the API server has expired. */
export const kubeletCertExpired = saidBy({
  id: 'kubelet-cert-expired',
  layer: 'identity',
  what: 'The certificate with which the kubelet speaks to the API server has expired: the node is cut off though it lives.',
  lookAlikes: 'Certificates that look "not yet valid" point at the clock.',
  sources: ['client-go util/certificate'],
  type: {
    id: 'kubelet-cert-expired',
    nature: 'fault',
    title: 'Client certificate of the kubelet expired',
    selfExplaining: true,
  },
  says: ['kubelet-cert-expired'],
  about: (m, c) => nodeOf(c, m.origin),
  severity: () => 3,
  statement: (s, e) =>
    `The client certificate of the kubelet on node ${e.name} expired (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
