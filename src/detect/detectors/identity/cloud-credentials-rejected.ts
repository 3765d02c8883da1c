import { counted, fromTime } from '../../../base/index.js';
import { ref } from '../../../model/index.js';
import { speakerOf, workloadOfPod } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The cloud’s API does not accept the credentials of a controller. */
export const cloudCredentialsRejected = saidBy({
  id: 'cloud-credentials-rejected',
  layer: 'identity',
  what:
    'A controller signs in to the cloud with a key, token or client secret that has expired or was revoked: it can ' +
    'neither look at machines nor make volumes, load balancers or nodes. What exists goes on; what is new is not set up.',
  lookAlikes:
    'A missing permission is refused by name. A token that is refreshed a second late is accepted at the next try.',
  sources: ['cloud SDK error codes (InvalidClientTokenId, ExpiredToken, AADSTS7000222, Keystone 401)'],
  type: {
    id: 'cloud-credentials-rejected',
    nature: 'fault',
    title: 'Cloud rejects the credentials',
    selfExplaining: true,
  },
  says: ['cloud-credentials-rejected'],
  about: (m, c) => (m.origin.pod ? workloadOfPod(c, m.origin.pod) : speakerOf(c, m.origin)),
  least: 3,
  statement: (s, e) =>
    `The cloud rejects the credentials of ${e.name} (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
  names: (s) => {
    const nodes = s.sayings.flatMap((x) => x.message.fields['node'] ?? []);
    return [...new Set(nodes)].slice(0, 20).map((n) => ref('Node', undefined, n));
  },
});
