import { counted, fromTime } from '../../../base/index.js';
import { speakerOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** CoreDNS found its own query coming back. */
export const corednsLoop = saidBy({
  id: 'coredns-loop',
  layer: 'dns',
  what: 'CoreDNS forwards to a resolver that forwards to it, usually the stub of the host’s resolv.conf. It exits at once, again and again.',
  lookAlikes: 'Other crashes of CoreDNS name another plugin.',
  sources: ['coredns plugin/loop'],
  type: { id: 'coredns-loop', nature: 'fault', title: 'CoreDNS forwards to itself', selfExplaining: true },
  says: ['coredns-loop'],
  about: (m, c) => speakerOf(c, m.origin),
  severity: () => 3,
  statement: (s) =>
    `CoreDNS forwards to itself and exits (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
