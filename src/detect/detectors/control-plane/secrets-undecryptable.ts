import { counted, fromTime } from '../../../base/index.js';
import { ref } from '../../../model/index.js';
import { saidBy } from '../../said.js';

/** What is stored encrypted cannot be read: the key service does not answer, or the key is another. */
export const secretsUndecryptable = saidBy({
  id: 'secrets-undecryptable',
  layer: 'control-plane',
  what: 'The API server cannot decrypt what etcd holds: its key service (KMS plugin) is down or refused, or the key was changed. Running pods go on; none that needs a Secret can start.',
  lookAlikes:
    'A Secret that does not exist is "not found". With a single unreadable object an old key was removed before all objects were written anew.',
  sources: ['apiserver pkg/storage/value/transformer.go', 'envelope/kmsv2', 'EncryptionConfiguration'],
  type: {
    id: 'secrets-undecryptable',
    nature: 'fault',
    title: 'Secrets cannot be decrypted',
    selfExplaining: true,
  },
  says: ['secrets-undecryptable'],
  about: () => ref('Component', undefined, 'kube-apiserver'),
  least: 3,
  severity: () => 2,
  statement: (s) =>
    `The API server cannot decrypt Secrets (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
