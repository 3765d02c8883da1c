import { counted, fromTime } from '../../../base/index.js';
import { nodeNetworkOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The CNI plugin finds no subnet file because the flannel agent of the node has not written one. */
export const flannelSubnetEnvMissing = saidBy({
  id: 'flannel-subnet-env-missing',
  layer: 'network',
  what: 'The flannel CNI plugin reads the node’s subnet from /run/flannel/subnet.env, which the agent writes when it starts. Without it no sandbox gets a network.',
  lookAlikes:
    'In the first minute of a node or after a reboot the agent is not up yet; that passes by itself.',
  sources: ['flannel cni-plugin flannel.go'],
  type: {
    id: 'flannel-subnet-env-missing',
    nature: 'fault',
    title: 'flannel has not written its subnet file',
  },
  says: ['flannel-subnet-env-missing'],
  hears: { reasons: ['FailedCreatePodSandBox'], pattern: /subnet\.env/ },
  about: (m, c) => nodeNetworkOf(c, m),
  least: 4,
  severity: (s) => (s.count >= 8 ? 3 : 2),
  statement: (s, e) =>
    `flannel on node ${e.name} had no subnet file (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
