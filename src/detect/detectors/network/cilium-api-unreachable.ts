import { counted, fromTime } from '../../../base/index.js';
import { nodeNetworkOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The Cilium agent lost the API server. */
export const ciliumApiUnreachable = saidBy({
  id: 'cilium-api-unreachable',
  layer: 'network',
  what: 'The agent cannot contact the API server: it learns of no new pods, Services and policies.',
  lookAlikes: 'While the API server itself is down every client says so.',
  sources: ['cilium pkg/k8s'],
  type: {
    id: 'cilium-api-unreachable',
    nature: 'symptom',
    title: 'Cilium agent does not reach the API server',
  },
  says: ['cilium-api-unreachable'],
  about: (m, c) => nodeNetworkOf(c, m),
  least: 2,
  statement: (s, e) =>
    `The Cilium agent of node ${e.name} does not reach the API server (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
