import { counted, fromTime } from '../../../base/index.js';
import { speakerOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** CoreDNS forwards names it does not know and its upstream does not answer. */
export const corednsUpstreamTimeout = saidBy({
  id: 'coredns-upstream-timeout',
  layer: 'dns',
  what: 'CoreDNS logs time-outs or refusals of its upstream resolver: names outside the cluster are not resolved, or only after seconds.',
  lookAlikes:
    'Errors from one CoreDNS pod alone are the network of its node; a few for odd names are ordinary.',
  sources: ['coredns plugin/errors, plugin/forward'],
  type: { id: 'coredns-upstream-timeout', nature: 'symptom', title: 'CoreDNS gets no answer from upstream' },
  says: ['coredns-upstream-timeout'],
  about: (m, c) => speakerOf(c, m.origin),
  least: 5,
  severity: (s) => (s.count >= 20 ? 3 : 2),
  attrs: (s) => ({ dns: s.first.message.fields['dns'] ?? '' }),
  statement: (s) =>
    `CoreDNS got no answer from its upstream ${s.sayings.flatMap((x) => x.message.fields['dns'] ?? [])[0] ?? ''} (${counted(s.count, 'report')} ${fromTime(s.onset)}).`.replace(
      '  ',
      ' ',
    ),
});
