import { counted, fromTime } from '../../../base/index.js';
import { speakerOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';
import { isReady } from '../../spells.js';

/** CoreDNS waits for the API server or serves without knowing the cluster’s Services. */
export const corednsApiUnreachable = saidBy({
  id: 'coredns-api-unreachable',
  layer: 'dns',
  what: 'CoreDNS cannot list Services and endpoints: it is not ready, or serves stale names. It is a victim: every client of the same Service address fails.',
  lookAlikes: 'In the first seconds of a start it waits for its first sync.',
  sources: ['coredns plugin/kubernetes, plugin/ready'],
  type: { id: 'coredns-api-unreachable', nature: 'symptom', title: 'CoreDNS does not reach the API server' },
  says: ['coredns-api-unreachable', 'coredns-watch-failed'],
  about: (m, c) => speakerOf(c, m.origin),
  least: 4,
  // Lines without a time from a pod that is ready now are those of its start.
  severity: (s, c) => {
    const { at, message } = s.first;
    return at.grade === 'X' && message.origin.pod && isReady(c, message.origin.pod) ? 1 : 2;
  },
  statement: (s) =>
    `CoreDNS does not reach the API server (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
