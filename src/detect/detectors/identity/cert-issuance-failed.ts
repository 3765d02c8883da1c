import { counted, fromTime } from '../../../base/index.js';
import { speakerOf } from '../../../world/index.js';
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
  about: (m, c) => speakerOf(c, m.origin),
  least: 2,
  severity: () => 1,
  statement: (s) => `A certificate cannot be issued (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
