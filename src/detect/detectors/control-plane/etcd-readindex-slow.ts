import { counted, fromTime } from '../../../base/index.js';
import { etcdMemberOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** Linearizable reads of etcd wait for their leader. */
export const etcdReadindexSlow = saidBy({
  id: 'etcd-readindex-slow',
  layer: 'control-plane',
  what: 'A member waits for the answer of the leader before it may serve a read; writes may still pass.',
  lookAlikes: 'A few while a leader is elected.',
  sources: ['etcd server/etcdserver/v3_server.go'],
  type: { id: 'etcd-readindex-slow', nature: 'symptom', title: 'etcd reads wait for the leader' },
  says: ['etcd-readindex-slow'],
  about: (m, c) => etcdMemberOf(c, m),
  least: 5,
  statement: (s, e) =>
    `Reads on etcd member ${e.name} waited for the leader (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
