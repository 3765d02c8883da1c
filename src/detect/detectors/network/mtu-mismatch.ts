import { counted, iso } from '../../../base/index.js';
import { nodeNetworkOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The pod network’s MTU is larger than the interface can carry. */
export const mtuMismatch = saidBy({
  id: 'mtu-mismatch',
  layer: 'network',
  what: 'Large packets are dropped while small ones pass: connections open and then hang in TLS handshakes or long answers.',
  lookAlikes: 'Ping and health checks work all the time.',
  sources: ['felix int_dataplane.go'],
  type: { id: 'mtu-mismatch', nature: 'weakness', title: 'MTU larger than the interface' },
  says: ['mtu-mismatch'],
  about: (m, c) => nodeNetworkOf(c, m),
  severity: () => 1,
  statement: (s, e) =>
    `The pod network of node ${e.name} has a larger MTU than its interface (${counted(s.count, 'report')} from ${iso(s.onset.lo)}).`,
});
