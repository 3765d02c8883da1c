import { counted, fromTime } from '../../../base/index.js';
import { nodeNetworkOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The AWS CNI plugin cannot reach ipamd of its node. */
export const awsIpamdDown = saidBy({
  id: 'aws-ipamd-down',
  layer: 'network',
  what: 'The plugin’s call to ipamd failed: aws-node is not running or not ready, and no sandbox of the node gets an address.',
  lookAlikes: 'An exhausted subnet has its own message.',
  sources: ['amazon-vpc-cni-k8s plugin'],
  type: { id: 'aws-ipamd-down', nature: 'fault', title: 'aws-node does not answer' },
  says: ['aws-ipamd-down'],
  hears: {
    reasons: ['FailedCreatePodSandBox'],
    pattern: /add cmd: failed to connect to backend server|AddNetwork gRPC call/,
  },
  about: (m, c) => nodeNetworkOf(c, m),
  least: 3,
  severity: () => 3,
  statement: (s, e) =>
    `ipamd on node ${e.name} does not answer (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
