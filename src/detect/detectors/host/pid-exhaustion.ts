import { counted, fromTime } from '../../../base/index.js';
import { labelOf } from '../../../model/index.js';
import { nodeOf, speakerOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** No new process or thread can be made: of the node, or of one container at its own limit. */
export const pidExhaustion = saidBy({
  id: 'pid-exhaustion',
  layer: 'host',
  what: 'fork and clone fail with EAGAIN: no process ids are left on the node, or a container is at its pid limit. Containers cannot be started, probes with commands cannot run.',
  lookAlikes:
    'A container at its own podPidsLimit says so alone; where the runtime or the kubelet cannot fork either, the node has none left.',
  sources: ['fork(2), clone(2) EAGAIN', 'linux kernel/cgroup/pids.c', 'kubelet podPidsLimit, pid.available'],
  type: { id: 'pid-exhaustion', nature: 'fault', title: 'No process ids left' },
  says: ['pid-exhaustion'],
  hears: { reasons: ['Failed', 'Unhealthy'], pattern: /fork\/exec \S+: resource temporarily unavailable/ },
  // the cgroup that the kernel names is one pod's; the pod itself is not told
  when: (m) => m.fields['controller'] === undefined || m.origin.pod !== undefined,
  about: (m, c) => (ofContainer(m.text, m.origin.program) ? speakerOf(c, m.origin) : nodeOf(c, m.origin)),
  least: 2,
  severity: () => 2,
  statement: (s, e) =>
    `${e.kind === 'Node' ? labelOf(e) : e.name}: no process or thread can be made (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});

/** What an application says of its own threads; a runtime that cannot fork its shim speaks for the node. */
function ofContainer(text: string, program: string): boolean {
  return (
    !/shim|runc|crun/.test(text) && !/^(?:kubelet|containerd|crio|dockerd|systemd|kernel)$/.test(program)
  );
}
