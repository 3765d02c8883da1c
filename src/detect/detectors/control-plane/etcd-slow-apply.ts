import {
  counted,
  fromTime,
  inWords,
  largest,
  MILLISECOND,
  parseDuration,
  SECOND,
} from '../../../base/index.js';
import type { MessageRecord } from '../../../model/index.js';
import { etcdMemberOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The warning starts at 100 ms; a few of those per hour are ordinary. */
const SLOW = 500 * MILLISECOND;

function took(m: MessageRecord): number {
  return parseDuration(m.fields['took'] ?? '') ?? 0;
}

/** Requests that etcd needed long to apply: a slow disk, lost quorum, or too much to read. */
export const etcdSlowApply = saidBy({
  id: 'etcd-slow-apply',
  layer: 'control-plane',
  what:
    'etcd needed more than half a second to apply requests, several times. The keys in the lines tell whether ' +
    'huge lists or the disk are to blame.',
  lookAlikes:
    'Single lines of 100 to 500 ms come up on any healthy cluster, most at start and during large lists.',
  sources: ['etcd server/etcdserver/util.go (warning threshold 100 ms)'],
  type: { id: 'etcd-slow-apply', nature: 'symptom', title: 'etcd applies requests slowly' },
  says: ['etcd-slow-apply'],
  when: (m) => took(m) >= SLOW,
  about: (m, c) => etcdMemberOf(c, m),
  gap: 180 * SECOND,
  least: 5,
  severity: (s) => (s.count >= 20 ? 3 : 2),
  statement: (s, e) =>
    `etcd member ${e.name} needed up to ${inWords(largest(s.sayings.map((x) => took(x.message))))} to apply requests (${counted(s.count, 'line')} of over 500 ms ${fromTime(s.onset)}).`,
});
