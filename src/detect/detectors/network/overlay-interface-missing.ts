import { counted, fromTime } from '../../../base/index.js';
import { nodeNetworkOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The interface that carries the pod network between nodes is not there. */
export const overlayInterfaceMissing = saidBy({
  id: 'overlay-interface-missing',
  layer: 'network',
  what: 'The network interface that the node’s pod network runs over (an overlay device or the tunnel under it) is gone: its agent says so. Traffic of pods to and from other nodes stops at once.',
  lookAlikes:
    'An agent that cannot reach the API server, or that lacks a lease, has its own messages. A missing interface at the very start of a node is created by the agent itself.',
  sources: ['flannel pkg/backend, main.go', 'felix int_dataplane.go', 'k3s flannel', 'systemd-networkd'],
  type: {
    id: 'overlay-interface-missing',
    nature: 'fault',
    title: 'Interface of the pod network gone',
    selfExplaining: true,
  },
  says: ['overlay-interface-missing'],
  about: (m, c) => nodeNetworkOf(c, m),
  severity: () => 3,
  statement: (s, e) =>
    `The interface of the pod network on node ${e.name} is gone (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
