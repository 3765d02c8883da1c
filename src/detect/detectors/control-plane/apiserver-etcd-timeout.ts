import { counted, fromTime, SECOND } from '../../../base/index.js';
import { ref } from '../../../model/index.js';
import { saidBy } from '../../said.js';

/** What the API server says when etcd does not answer in time. */
export const apiserverEtcdTimeout = saidBy({
  id: 'apiserver-etcd-timeout',
  layer: 'control-plane',
  what:
    'Requests of the API server to etcd timed out or met no leader; its health check for etcd failed. Clients ' +
    'get errors or no answer at all.',
  lookAlikes: 'With clean etcd logs suspect TLS or the network between the two.',
  sources: ['etcd rpctypes', 'apiserver pkg/storage/cacher', 'apiserver healthz etcd check'],
  type: { id: 'apiserver-etcd-timeout', nature: 'symptom', title: 'API server waits for etcd' },
  says: ['apiserver-etcd-timeout', 'etcd-no-leader', 'apiserver-watch-reinit'],
  when: (m) =>
    !m.origin.program.startsWith('etcd') &&
    (m.id !== 'apiserver-watch-reinit' || /etcd|Unavail/.test(m.text)),
  about: () => ref('Component', undefined, 'kube-apiserver'),
  least: 3,
  settles: 90 * SECOND,
  severity: (s) => (s.count >= 10 ? 3 : 2),
  statement: (s) =>
    `The API server got no timely answer from etcd ${fromTime(s.onset)} on (${counted(s.count, 'report')}).`,
  names: () => [ref('Component', undefined, 'etcd')],
});
