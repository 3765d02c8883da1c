import { counted, digList, fromTime } from '../../../base/index.js';
import { labelOf, type MessageRecord, type Ref } from '../../../model/index.js';
import { newest, speakerOf, type Case } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** A certificate cannot be issued or renewed. */
export const certIssuanceFailed = saidBy({
  id: 'cert-issuance-failed',
  layer: 'identity',
  what: 'A certificate cannot be issued or renewed: challenge, account or issuer fails.',
  lookAlikes: 'A first attempt that is retried is ordinary.',
  sources: ['cert-manager'],
  type: { id: 'cert-issuance-failed', nature: 'fault', title: 'Certificate is not issued' },
  says: ['cert-issuance-failed'],
  about: (m, c) => certificateFor(c, m) ?? speakerOf(c, m.origin),
  least: 2,
  severity: () => 1,
  statement: (s, e) =>
    `${e.kind === 'Certificate' ? labelOf(e) : 'A certificate'} cannot be issued (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});

/** The one Certificate that covers the name that the line speaks of. */
function certificateFor(c: Case, m: MessageRecord): Ref | undefined {
  const { domain } = m.fields;
  if (domain === undefined) return undefined;
  const found = c
    .all('Certificate')
    .filter((e) => digList(newest(e)?.object, 'spec', 'dnsNames').includes(domain));
  return found.length === 1 ? found[0]?.ref : undefined;
}
