import { counted, fromTime } from '../../../base/index.js';
import { nodeNetworkOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** felix cannot reach typha, from which it learns of pods and policies. */
export const calicoTyphaUnreachable = saidBy({
  id: 'calico-typha-unreachable',
  layer: 'network',
  what: 'felix could not connect to any typha endpoint and gives up after its timeout: the node’s rules go stale.',
  lookAlikes: 'One endpoint refused and another accepted is a normal reconnect.',
  sources: ['calico typha syncclient'],
  type: { id: 'calico-typha-unreachable', nature: 'symptom', title: 'typha unreachable' },
  says: ['calico-typha-unreachable'],
  about: (m, c) => nodeNetworkOf(c, m),
  least: 2,
  statement: (s, e) =>
    `felix on node ${e.name} does not reach typha (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
