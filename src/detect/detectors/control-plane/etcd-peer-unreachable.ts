import { counted, fromTime, SECOND } from '../../../base/index.js';
import { etcdMemberOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** One member does not reach another. */
export const etcdPeerUnreachable = saidBy({
  id: 'etcd-peer-unreachable',
  layer: 'control-plane',
  what:
    'An etcd member could not reach a peer for a while: the peer is down or stopped (refused, no answer) or ' +
    'the network between them is cut (timeout).',
  lookAlikes: 'While members start one after the other, each reports the ones that are not yet there.',
  sources: ['etcd server/etcdserver/api/rafthttp'],
  type: { id: 'etcd-peer-unreachable', nature: 'symptom', title: 'etcd member does not reach a peer' },
  says: ['etcd-peer-unreachable'],
  about: (m, c) => {
    const begin = c.sources[m.evidence.source]?.span?.lo ?? m.at.lo - 60 * SECOND;
    return m.at.lo - begin < 30 * SECOND ? undefined : etcdMemberOf(c, m);
  },
  gap: 60 * SECOND,
  least: 3,
  statement: (s, e) =>
    `etcd member ${e.name} could not reach its peers ${fromTime(s.onset)} (${counted(s.count, 'report')}).`,
  attrs: (s) => ({
    peers: [...new Set(s.sayings.flatMap((x) => x.message.fields['peer'] ?? []))].join(','),
  }),
});
