import { counted, fromTime } from '../../../base/index.js';
import { nodeOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The kernel waits for a network device to be freed; pods of the node cannot be torn down and new ones wait. */
export const unregisterNetdevice = saidBy({
  id: 'unregister-netdevice',
  layer: 'host',
  what: 'The kernel waits for a network device to be freed; pods of the node cannot be torn down and new ones wait.',
  lookAlikes: 'One line while a pod ends is ordinary.',
  sources: ['linux net/core/dev.c'],
  type: { id: 'unregister-netdevice', nature: 'fault', title: 'Network device cannot be freed' },
  says: ['unregister-netdevice'],
  about: (m, c) => nodeOf(c, m.origin),
  least: 5,
  severity: () => 2,
  statement: (s, e) =>
    `Node ${e.name}: network device cannot be freed (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
