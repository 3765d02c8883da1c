import { counted, fromTime } from '../../../base/index.js';
import { nodeOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The kernel’s table of tracked connections is full and new connections are dropped at random. */
export const conntrackFull = saidBy({
  id: 'conntrack-full',
  layer: 'host',
  what: 'The kernel’s table of tracked connections is full and new connections are dropped at random.',
  lookAlikes: 'Time-outs to one target only are that target’s.',
  sources: ['linux net/netfilter/nf_conntrack_core.c'],
  type: { id: 'conntrack-full', nature: 'fault', title: 'Connection table full', selfExplaining: true },
  says: ['conntrack-full'],
  about: (m, c) => nodeOf(c, m.origin),
  severity: () => 3,
  statement: (s, e) =>
    `Node ${e.name}: connection table is full (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
