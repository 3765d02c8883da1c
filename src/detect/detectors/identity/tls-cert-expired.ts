import { counted, fromTime } from '../../../base/index.js';
import { calleeOf, speakerOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** A server shows a certificate that is past its time. */
export const tlsCertExpired = saidBy({
  id: 'tls-cert-expired',
  layer: 'identity',
  what: 'Clients refuse a server because its certificate has expired (or is not yet valid). The line names the server and the time.',
  lookAlikes: '"not yet valid", or many hosts at once, points at a clock.',
  sources: ['Go crypto/x509', 'OpenSSL'],
  type: { id: 'tls-cert-expired', nature: 'fault', title: 'Certificate expired', selfExplaining: true },
  says: ['app-tls-expired'],
  about: (m, c) => calleeOf(c, m) ?? speakerOf(c, m.origin),
  severity: () => 3,
  statement: (s, e) =>
    `The certificate of ${e.name} is expired or not yet valid (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
