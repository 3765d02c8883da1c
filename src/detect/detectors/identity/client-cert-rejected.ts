import { counted, fromTime } from '../../../base/index.js';
import { ref } from '../../../model/index.js';
import { saidBy } from '../../said.js';

/** The API server refuses clients over their certificate. */
export const clientCertRejected = saidBy({
  id: 'client-cert-rejected',
  layer: 'identity',
  what: 'The API server refuses clients (a kubelet, a controller, a person) because the certificate they present is past its time or signed by another authority.',
  lookAlikes: 'The line does not name the client; the client’s own log says "Unauthorized".',
  sources: ['apiserver pkg/authentication/request/x509'],
  type: {
    id: 'client-cert-rejected',
    nature: 'symptom',
    title: 'API server refuses a client’s certificate',
  },
  says: ['client-cert-rejected'],
  about: () => ref('Component', undefined, 'kube-apiserver'),
  least: 3,
  severity: () => 2,
  statement: (s) =>
    `The API server refuses clients whose certificate ${s.first.message.fields['problem'] === 'has expired' ? 'has expired' : 'it does not trust'} (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
