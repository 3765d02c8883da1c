import { counted, fromTime } from '../../../base/index.js';
import { nodeNetworkOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The Cilium CNI plugin cannot reach the agent of its node. */
export const ciliumAgentDown = saidBy({
  id: 'cilium-agent-down',
  layer: 'network',
  what: 'The agent’s socket does not answer: no new pod of the node gets a network, existing connections flow on.',
  lookAlikes: 'In the first minute of a node the agent is starting.',
  sources: ['cilium plugins/cilium-cni'],
  type: { id: 'cilium-agent-down', nature: 'fault', title: 'Cilium agent does not answer' },
  says: ['cilium-agent-down'],
  hears: {
    reasons: ['FailedCreatePodSandBox'],
    pattern: /unable to connect to Cilium (?:agent|daemon)|Cilium API client timeout|local cilium agent/i,
  },
  about: (m, c) => nodeNetworkOf(c, m),
  least: 3,
  severity: () => 3,
  statement: (s, e) =>
    `The Cilium agent of node ${e.name} does not answer (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
