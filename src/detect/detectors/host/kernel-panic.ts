import { counted, fromTime } from '../../../base/index.js';
import { nodeOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The kernel stopped on a fault. */
export const kernelPanic = saidBy({
  id: 'kernel-panic',
  layer: 'host',
  what: 'The kernel stopped on a fault: the host is gone until it reboots.',
  lookAlikes: 'A warning trace (WARNING: CPU) goes on.',
  sources: ['linux kernel/panic.c'],
  type: { id: 'kernel-panic', nature: 'fault', title: 'Kernel panic', selfExplaining: true },
  says: ['kernel-panic'],
  about: (m, c) => nodeOf(c, m.origin),
  severity: () => 3,
  statement: (s, e) => `Node ${e.name}: kernel panic (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
