import { counted, fromTime } from '../../../base/index.js';
import { ref } from '../../../model/index.js';
import { nodeOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The kubelet ends at its start because of a flag or its configuration. */
export const kubeletConfigError = saidBy({
  id: 'kubelet-config-error',
  layer: 'node',
  what: 'The kubelet says that a flag is unknown, a file missing or a value invalid, and exits; systemd restarts it in a loop.',
  lookAlikes: 'A kubelet that waits for its first certificate also exits.',
  sources: ['kubernetes cmd/kubelet/app/server.go'],
  type: {
    id: 'kubelet-config-error',
    nature: 'fault',
    title: 'kubelet refuses its configuration',
    selfExplaining: true,
  },
  says: ['kubelet-config-error'],
  about: (m, c) => ref('NodeService', undefined, `${nodeOf(c, m.origin)?.name ?? 'node'}/kubelet`),
  severity: () => 3,
  statement: (s, e) =>
    `The kubelet ${e.name} does not start: its configuration is refused (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
