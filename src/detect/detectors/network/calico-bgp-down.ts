import { counted, fromTime } from '../../../base/index.js';
import { nodeNetworkOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** calico-node has no BGP session to its peers, so routes to their pods are missing. */
export const calicoBgpDown = saidBy({
  id: 'calico-bgp-down',
  layer: 'network',
  what: 'BIRD on a node has not established BGP with peers: pods there cannot be reached from those nodes.',
  lookAlikes: 'felix not ready is another message. A peer that reboots is down for a moment.',
  sources: ['calico node readiness check'],
  type: { id: 'calico-bgp-down', nature: 'fault', title: 'BGP session of Calico down' },
  says: ['calico-bgp-down'],
  hears: { reasons: ['Unhealthy'], pattern: /BGP not established|unable to connect to BIRD/ },
  about: (m, c) => nodeNetworkOf(c, m),
  least: 3,
  statement: (s, e) =>
    `BGP is not established on node ${e.name} (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
