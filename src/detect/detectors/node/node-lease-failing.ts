import { counted, fromTime, MINUTE, SECOND } from '../../../base/index.js';
import { nodeOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The kubelet cannot renew its Lease or post its status. */
export const nodeLeaseFailing = saidBy({
  id: 'node-lease-failing',
  layer: 'node',
  what: 'The kubelet lives but its heartbeats do not arrive: the path to the API server or the API server itself fails.',
  lookAlikes:
    'One failed renewal that the next repairs is a blip; all nodes at once point at the API server.',
  sources: ['kubelet nodestatus, component-helpers lease'],
  type: { id: 'node-lease-failing', nature: 'symptom', title: 'Heartbeats of the node fail' },
  says: ['node-lease-failing', 'kubelet-api-unreachable'],
  about: (m, c) => nodeOf(c, m.origin),
  gap: MINUTE,
  settles: 90 * SECOND,
  least: 3,
  severity: (s) => (s.count >= 6 ? 2 : 1),
  statement: (s, e) =>
    `The heartbeats of node ${e.name} fail (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
