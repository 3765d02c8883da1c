import { counted, fromTime } from '../../../base/index.js';
import { nodeOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The kernel has no room for another neighbour (ARP) and cannot send to addresses it does not know yet. */
export const neighbourTableFull = saidBy({
  id: 'neighbour-table-full',
  layer: 'host',
  what:
    'The neighbour table of the kernel holds as many addresses as net.ipv4.neigh.default.gc_thresh3 allows: to ' +
    'further ones no packet is sent ("no route to host", "no buffer space available").',
  lookAlikes:
    'A single line at boot, while the table is cleared, does no harm. Errors to one target only are that target’s.',
  sources: ['linux net/core/neighbour.c', 'sysctl net.ipv4.neigh.default.gc_thresh3 (1024 by default)'],
  type: {
    id: 'neighbour-table-full',
    nature: 'fault',
    title: 'Neighbour table full',
    selfExplaining: true,
  },
  says: ['neighbour-table-full'],
  about: (m, c) => nodeOf(c, m.origin),
  least: 2,
  severity: () => 3,
  statement: (s, e) =>
    `Node ${e.name}: the neighbour (ARP) table is full (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
