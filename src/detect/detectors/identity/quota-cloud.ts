import { counted, fromTime } from '../../../base/index.js';
import { speakerOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The cloud account has no quota left. */
export const quotaCloud = saidBy({
  id: 'quota-cloud',
  layer: 'identity',
  what: 'A limit of the account (instances, CPUs, addresses, volumes) is reached: nothing more is created.',
  lookAlikes: 'A lack of capacity in the zone has another code.',
  sources: ['cloud SDK error codes (LimitExceeded, QuotaExceeded)'],
  type: {
    id: 'quota-cloud',
    nature: 'fault',
    title: 'Quota of the cloud account reached',
    selfExplaining: true,
  },
  says: ['quota-cloud'],
  about: (m, c) => speakerOf(c, m.origin),
  severity: () => 2,
  statement: (s, e) =>
    `${e.name} meets a quota of the cloud account (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
