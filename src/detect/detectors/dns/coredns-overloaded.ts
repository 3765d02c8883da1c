import { counted, fromTime } from '../../../base/index.js';
import { speakerOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** CoreDNS takes over a second to answer its own health request. */
export const corednsOverloaded = saidBy({
  id: 'coredns-overloaded',
  layer: 'dns',
  what: 'The process is starved of CPU or flooded with queries; liveness kills may follow.',
  lookAlikes: 'One slow answer while the node is busy is a blip.',
  sources: ['coredns plugin/health', 'coredns plugin/forward max_concurrent'],
  type: {
    id: 'coredns-overloaded',
    nature: 'symptom',
    title: 'CoreDNS has more to do than it can',
  },
  says: ['coredns-overloaded'],
  about: (m, c) => speakerOf(c, m.origin),
  least: 3,
  statement: (s) =>
    s.sayings.some((x) => x.message.fields['limit'] !== undefined)
      ? `CoreDNS turns queries away, more than it may work on at a time (${counted(s.count, 'report')} ${fromTime(s.onset)}).`
      : `CoreDNS answers its own health check too slowly (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
