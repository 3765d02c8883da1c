import { atTime } from '../../../base/index.js';
import { ref } from '../../../model/index.js';
import { saidBy } from '../../said.js';

/** The database reached its quota: etcd takes reads and deletes only. */
export const etcdNospaceAlarm = saidBy({
  id: 'etcd-nospace-alarm',
  layer: 'control-plane',
  what:
    'The etcd database reached its size quota and raised the NOSPACE alarm: reads work, every write of the ' +
    'API server is refused until space is freed and the alarm disarmed.',
  lookAlikes: 'A full disk of the host stops etcd altogether. A database large but under quota is no fault.',
  sources: ['etcd server/etcdserver/apply.go', 'etcd rpctypes ErrGRPCNoSpace', 'default quota 2 GiB'],
  type: { id: 'etcd-nospace-alarm', nature: 'fault', title: 'etcd database full', selfExplaining: true },
  says: ['etcd-nospace-alarm'],
  about: () => ref('Component', undefined, 'etcd'),
  severity: () => 3,
  statement: (s) => `The etcd database reached its quota ${atTime(s.onset)} and refuses writes.`,
});
