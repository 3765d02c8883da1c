import { counted, fromTime } from '../../../base/index.js';
import { speakerOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The same words precede what is wrong with a certificate. */
const CERTIFICATE = /x509: |verifying certificate/;

/** A token that clients present is expired, revoked or signed by another key. */
export const saTokenInvalid = saidBy({
  id: 'sa-token-invalid',
  layer: 'identity',
  what: 'A token that clients present is expired, revoked or signed by another key.',
  lookAlikes: 'Forbidden is a missing permission. A clock that is off makes good tokens look expired.',
  sources: ['apiserver pkg/endpoints/filters/authentication.go'],
  type: { id: 'sa-token-invalid', nature: 'fault', title: 'Token not accepted', selfExplaining: true },
  says: ['sa-token-invalid', 'client-unauthorized'],
  about: (m, c) => speakerOf(c, m.origin),
  // what runs in a pod comes with a token; others come with certificates
  when: (m) => !CERTIFICATE.test(m.text) && (m.id !== 'client-unauthorized' || m.origin.pod !== undefined),
  least: 3,
  severity: () => 2,
  statement: (s, e) =>
    `${e.name} ${e.kind === 'Component' ? 'refuses tokens that clients present' : 'meets tokens that are not accepted'} (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
