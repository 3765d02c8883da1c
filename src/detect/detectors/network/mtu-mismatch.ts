import { counted, fromTime } from '../../../base/index.js';
import { nodeNetworkOf, nodeOf, type Case } from '../../../world/index.js';
import { saidBy } from '../../said.js';
import type { MessageSaying, Spell } from '../../spells.js';

/** The pod network’s MTU is larger than the interface can carry. */
export const mtuMismatch = saidBy({
  id: 'mtu-mismatch',
  layer: 'network',
  what: 'Large packets are dropped while small ones pass: connections open and then hang in TLS handshakes or long answers.',
  lookAlikes: 'Ping and health checks work all the time.',
  sources: ['felix int_dataplane.go'],
  type: { id: 'mtu-mismatch', nature: 'fault', title: 'MTU larger than the interface' },
  says: ['mtu-mismatch'],
  about: (m, c) => nodeNetworkOf(c, m),
  severity: (s, c) => (hangs(s, c) ? 2 : 1),
  statement: (s, e) =>
    `The pod network of node ${e.name} has a larger MTU than its interface (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});

/** True when connections of pods on one of its nodes open and then hang, as large packets do. */
function hangs(s: Spell<MessageSaying>, c: Case): boolean {
  const nodes = new Set(s.sayings.flatMap((x) => nodeOf(c, x.message.origin)?.name ?? []));
  return c
    .messagesOf('app-dependency-timeout', 'app-tls-handshake')
    .some((m) => /TLS handshake timeout/.test(m.text) && nodes.has(nodeOf(c, m.origin)?.name ?? ''));
}
