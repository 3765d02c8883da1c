import { counted, fromTime } from '../../../base/index.js';
import { nodeOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** A CPU did not schedule for over 20 seconds. */
export const softLockup = saidBy({
  id: 'soft-lockup',
  layer: 'host',
  what: 'A CPU did not schedule for over 20 seconds: a kernel loop, or a hypervisor that took it away.',
  lookAlikes: 'On overcommitted virtual machines several at once point at the hypervisor.',
  sources: ['linux kernel/watchdog.c'],
  type: { id: 'soft-lockup', nature: 'fault', title: 'CPU stuck in the kernel', selfExplaining: true },
  says: ['soft-lockup'],
  about: (m, c) => nodeOf(c, m.origin),
  severity: () => 2,
  statement: (s, e) => `Node ${e.name}: a CPU is stuck (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
