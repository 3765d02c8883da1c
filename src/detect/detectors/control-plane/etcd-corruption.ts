import { atTime } from '../../../base/index.js';
import { etcdMemberOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** Members disagree on the data, or a file does not match its checksum. */
export const etcdCorruption = saidBy({
  id: 'etcd-corruption',
  layer: 'control-plane',
  what: 'An etcd member found its data corrupt or different from its peers and refuses to serve it.',
  lookAlikes:
    'A member that was restored from a snapshot into a new cluster has another cluster id, not corrupt data.',
  sources: ['etcd rpctypes ErrGRPCCorrupt', 'etcd server/etcdserver/corrupt.go'],
  type: { id: 'etcd-corruption', nature: 'fault', title: 'etcd data corrupt', selfExplaining: true },
  says: ['etcd-corruption'],
  about: (m, c) => etcdMemberOf(c, m),
  severity: () => 3,
  statement: (s, e) => `etcd member ${e.name} reported corrupt data ${atTime(s.onset)}.`,
});
