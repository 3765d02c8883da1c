import { counted, inWords, iso, MILLISECOND, parseDuration, SECOND } from '../../../base/index.js';
import type { MessageRecord } from '../../../model/index.js';
import { etcdMemberOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** Half the default heartbeat interval; less is scheduling noise. */
const LATE = 50 * MILLISECOND;

function late(m: MessageRecord): number {
  return parseDuration(m.fields['took'] ?? '') ?? LATE;
}

/** The etcd leader could not send its heartbeats in time: disk, CPU or a paused process. */
export const etcdHeartbeatLate = saidBy({
  id: 'etcd-heartbeat-late',
  layer: 'control-plane',
  what:
    'The etcd leader sent heartbeats too late, again and again: it was held up by its disk or starved of CPU. ' +
    'Later than the election timeout (1 s) the followers elect another leader.',
  lookAlikes: 'A few milliseconds late, once or twice, happens on every busy host.',
  sources: ['etcd server/etcdserver/raft.go', 'etcd defaults: heartbeat 100 ms, election 1000 ms'],
  type: {
    id: 'etcd-heartbeat-late',
    nature: 'fault',
    title: 'etcd leader stalls',
    selfExplaining: true,
  },
  says: ['etcd-heartbeat-late'],
  when: (m) => late(m) >= LATE,
  about: (m, c) => etcdMemberOf(c, m),
  gap: 180 * SECOND,
  least: 4,
  severity: (s) => (s.count >= 10 ? 3 : 2),
  statement: (s, e) =>
    `etcd leader ${e.name} sent heartbeats up to ${inWords(Math.max(...s.sayings.map((x) => late(x.message))))} too late (${counted(s.count, 'line')} from ${iso(s.onset.lo)}).`,
});
