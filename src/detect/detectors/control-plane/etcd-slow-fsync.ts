import { counted, fromTime, inWords, parseDuration, SECOND } from '../../../base/index.js';
import { etcdMemberOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';
import type { MessageSaying, Spell } from '../../spells.js';

function slowest(s: Spell<MessageSaying>): number {
  return Math.max(0, ...s.sayings.map((x) => parseDuration(x.message.fields['took'] ?? '') ?? 0));
}

/** etcd warns when one fdatasync of its write-ahead log took over a second. */
export const etcdSlowFsync = saidBy({
  id: 'etcd-slow-fsync',
  layer: 'control-plane',
  what:
    'One write of the etcd write-ahead log to disk took more than a second. Everything that etcd commits waits ' +
    'for it, and a leader that waits misses its heartbeats.',
  lookAlikes:
    'A peer that is unreachable gives rtt and connection errors, no fdatasync lines. A host that is paused or ' +
    'starved of CPU gives the same line: the disk alone is not proven.',
  sources: ['etcd wal/wal.go', 'etcd mixin etcdHighFsyncDurations'],
  type: { id: 'etcd-slow-fsync', nature: 'fault', title: 'etcd waits for its disk', selfExplaining: true },
  says: ['etcd-slow-fsync'],
  about: (m, c) => etcdMemberOf(c, m),
  gap: 180 * SECOND,
  severity: (s) => (s.count >= 3 ? 3 : 2),
  statement: (s, e) =>
    `etcd member ${e.name} waited up to ${inWords(slowest(s))} for its disk (${counted(s.count, 'slow fdatasync line')} ${fromTime(s.onset)}).`,
  attrs: (s) => ({ slowestMs: Math.round(slowest(s) / 1000) }),
});
