import { counted, fromTime } from '../../../base/index.js';
import { nodeOf } from '../../../world/index.js';
import { victimsOf } from '../../oom-victims.js';
import { saidBy } from '../../said.js';

/** The node as a whole ran out of memory and the kernel killed a process. */
export const systemOom = saidBy({
  id: 'system-oom',
  layer: 'node',
  what: 'Not a container at its limit but the host: the victim may be a system service.',
  lookAlikes: 'A kill inside a pod’s cgroup does not emit it.',
  sources: ['kubernetes pkg/kubelet/oom'],
  type: { id: 'system-oom', nature: 'fault', title: 'Node out of memory' },
  says: ['system-oom', 'kernel-oom'],
  when: (m) => m.id !== 'kernel-oom' || m.fields['constraint'] === 'NONE',
  // node-problem-detector reports every kill, those at the limit of a cgroup as well
  hears: { reasons: ['SystemOOM', 'OOMKilling'], pattern: /^(?![^]*Memory cgroup out of memory)/ },
  about: (m, c) => nodeOf(c, m.origin),
  severity: () => 3,
  attrs: (s) => ({ victims: victimsOf(s) }),
  statement: (s, e) =>
    `Node ${e.name} ran out of memory${victimsOf(s) === '' ? '' : `; the kernel killed ${victimsOf(s)}`} (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
