import { counted, fromTime } from '../../../base/index.js';
import { etcdMemberOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The clocks of two etcd members differ by over a second. */
export const etcdClockDrift = saidBy({
  id: 'etcd-clock-drift',
  layer: 'control-plane',
  what: 'etcd measured a clock difference between members: do not order their lines by their stamps.',
  lookAlikes: 'A late probe answer of a busy member looks like drift once.',
  sources: ['etcd server/etcdserver/api/rafthttp/probing_status.go'],
  type: {
    id: 'etcd-clock-drift',
    nature: 'fault',
    title: 'Clocks of etcd members differ',
    selfExplaining: true,
  },
  says: ['etcd-clock-drift'],
  about: (m, c) => etcdMemberOf(c, m),
  least: 3,
  severity: () => 1,
  statement: (s, e) =>
    `The clock of a peer of etcd member ${e.name} is off (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
