import { counted, fromTime, MINUTE } from '../../../base/index.js';
import { ref } from '../../../model/index.js';
import { saidBy } from '../../said.js';

/** The API server gave up on requests before it could answer them. */
export const apiserverRequestTimeout = saidBy({
  id: 'apiserver-request-timeout',
  layer: 'control-plane',
  what: 'Requests ran into the API server’s own limit (60 s) or the client’s: etcd, a webhook or load holds them up.',
  lookAlikes: 'No answer at all (i/o timeout) means that the API server was not reached.',
  sources: ['apiserver pkg/server/filters/timeout.go'],
  type: { id: 'apiserver-request-timeout', nature: 'symptom', title: 'API requests time out' },
  says: ['apiserver-request-timeout'],
  about: () => ref('Component', undefined, 'kube-apiserver'),
  gap: 2 * MINUTE,
  least: 3,
  statement: (s) =>
    `Requests to the API server timed out (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
