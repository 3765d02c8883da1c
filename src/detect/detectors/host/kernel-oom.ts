import { counted, fromTime } from '../../../base/index.js';
import { nodeOf } from '../../../world/index.js';
import { victimsOf } from '../../oom-victims.js';
import { saidBy } from '../../said.js';

/** The kernel’s OOM killer ended a process. */
export const kernelOom = saidBy({
  id: 'kernel-oom',
  layer: 'host',
  what: 'The kernel’s OOM killer ended a process: of a container at its limit, or of the node as a whole.',
  lookAlikes:
    'A container over its limit is the fault of that container; only without a cgroup limit is the node short of memory.',
  sources: ['linux mm/oom_kill.c'],
  type: { id: 'kernel-oom', nature: 'fault', title: 'Kernel killed a process for want of memory' },
  says: ['kernel-oom'],
  about: (m, c) => nodeOf(c, m.origin),
  severity: () => 2,
  attrs: (s) => ({
    victims: victimsOf(s),
    // every kill at a cgroup's own limit: the node had memory left
    ...(s.sayings.every((x) => x.message.fields['constraint'] === 'MEMCG') ? { scope: 'container' } : {}),
  }),
  statement: (s, e) =>
    `Node ${e.name}: kernel killed ${victimsOf(s) || 'a process'} for memory (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
