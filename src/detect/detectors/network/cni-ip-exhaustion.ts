import { counted, fromTime } from '../../../base/index.js';
import { labelOf } from '../../../model/index.js';
import { nodeNetworkOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The pool from which pods of a node get their address is used up. */
export const cniIpExhaustion = saidBy({
  id: 'cni-ip-exhaustion',
  layer: 'network',
  what: 'The CNI plugin found no free address in the node’s range or subnet: no further pod starts there. Addresses leaked by crashes use up the range with few pods.',
  lookAlikes: 'Failed calls to the address service (ipamd, agent down) have their own messages.',
  sources: ['containernetworking host-local', 'amazon-vpc-cni-k8s ipamd', 'calico ipam'],
  type: { id: 'cni-ip-exhaustion', nature: 'fault', title: 'No pod addresses left', selfExplaining: true },
  says: ['cni-ip-exhaustion'],
  hears: {
    reasons: ['FailedCreatePodSandBox'],
    pattern:
      /no IP addresses available in range|failed to assign an IP address|No IPs available|No more free affine blocks|Assigned 0 out of \d+ requested|InsufficientCidrBlocks|enough IPs\/Prefixes/,
  },
  about: (m, c) => nodeNetworkOf(c, m) ?? m.origin.pod,
  severity: () => 3,
  statement: (s, e) =>
    `${e.kind === 'Pod' ? `For ${labelOf(e)} there is no address left on its node` : `Node ${e.name} has no pod addresses left`} (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
