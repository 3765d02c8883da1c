import { counted, fromTime } from '../../../base/index.js';
import { keyOf } from '../../../model/index.js';
import { calleeOf, speakerOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** A client does not trust the authority that signed a server’s certificate. */
export const unknownCa = saidBy({
  id: 'unknown-ca',
  layer: 'identity',
  what: 'The certificate’s issuer is unknown to the client, or its names do not fit the host that was asked.',
  lookAlikes: 'The webhook’s and aggregated APIs’ own authorities have their own findings.',
  sources: ['Go crypto/x509'],
  type: {
    id: 'unknown-ca',
    nature: 'fault',
    title: 'Certificate authority not trusted',
    selfExplaining: true,
  },
  says: ['app-tls-unknown-ca', 'app-tls-name-mismatch'],
  about: (m, c) => speakerOf(c, m.origin),
  least: 2,
  names: (s, c) => [
    ...new Map(
      s.sayings.flatMap((x) => calleeOf(c, x.message) ?? []).map((r) => [keyOf(r), r] as const),
    ).values(),
  ],
  statement: (s, e) =>
    `${e.name} does not trust the certificate of a server (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
