import { counted, fromTime } from '../../../base/index.js';
import { nodeOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** A node was shut down in order: the kubelet ended its pods first. */
export const nodeGracefulShutdown = saidBy({
  id: 'node-graceful-shutdown',
  layer: 'node',
  what: 'systemd announced a shutdown and the kubelet ended the pods within its grace period.',
  lookAlikes: 'A crash leaves no such message.',
  sources: ['kubernetes pkg/kubelet/nodeshutdown'],
  type: { id: 'node-graceful-shutdown', nature: 'change', title: 'Node shuts down in order' },
  says: ['node-graceful-shutdown', 'host-shutdown'],
  // programs in pods say that they shut down, too
  when: (m) => m.origin.pod === undefined,
  about: (m, c) => nodeOf(c, m.origin),
  severity: () => 2,
  statement: (s, e) =>
    `Node ${e.name} was shut down in order (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
