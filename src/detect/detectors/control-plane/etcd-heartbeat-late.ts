import {
  counted,
  fromTime,
  inWords,
  largest,
  listed,
  MILLISECOND,
  parseDuration,
  SECOND,
} from '../../../base/index.js';
import { keyOf, ref, type MessageRecord, type Ref } from '../../../model/index.js';
import { etcdMemberOf, type Case } from '../../../world/index.js';
import { saidBy } from '../../said.js';
import type { MessageSaying, Spell } from '../../spells.js';

/** Half the default heartbeat interval; less is scheduling noise. */
const LATE = 50 * MILLISECOND;

function late(m: MessageRecord): number {
  return parseDuration(m.fields['took'] ?? '') ?? LATE;
}

/** Leadership moves while it lasts, so one trouble speaks through several members. */
function members(s: Spell<MessageSaying>, c: Case): Ref[] {
  const all = s.sayings.map((x) => etcdMemberOf(c, x.message));
  return [...new Map(all.map((r) => [keyOf(r), r])).values()];
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
  about: () => ref('Component', undefined, 'etcd'),
  gap: 180 * SECOND,
  least: 4,
  severity: (s) => (s.count >= 10 ? 3 : 2),
  statement: (s, _e, c) =>
    `The etcd leader (${listed(members(s, c).map((r) => r.name))}) sent heartbeats up to ${inWords(
      largest(s.sayings.map((x) => late(x.message))),
    )} too late (${counted(s.count, 'line')} ${fromTime(s.onset)}).`,
  names: members,
});
