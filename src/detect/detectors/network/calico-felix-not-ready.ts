import { counted, fromTime } from '../../../base/index.js';
import { nodeNetworkOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The agent that writes Calico’s rules on a node is not ready. */
export const calicoFelixNotReady = saidBy({
  id: 'calico-felix-not-ready',
  layer: 'network',
  what: 'felix has not finished programming the node, or cannot: policies and routes of new pods are missing.',
  lookAlikes: 'In the first minute of calico-node it is not ready yet.',
  sources: ['calico node readiness check'],
  type: { id: 'calico-felix-not-ready', nature: 'symptom', title: 'felix not ready' },
  says: ['calico-felix-not-ready'],
  hears: { reasons: ['Unhealthy'], pattern: /felix is not (?:ready|live)/i },
  about: (m, c) => nodeNetworkOf(c, m),
  least: 4,
  statement: (s, e) =>
    `felix is not ready on node ${e.name} (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
