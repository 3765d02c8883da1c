import { counted, fromTime, listed, MINUTE } from '../../../base/index.js';
import { ref } from '../../../model/index.js';
import { saidBy } from '../../said.js';

/** One of the API server’s own health checks fails. */
export const apiserverUnhealthy = saidBy({
  id: 'apiserver-unhealthy',
  layer: 'control-plane',
  what: 'livez, readyz or healthz name a check that fails: etcd, an informer, a post-start hook.',
  lookAlikes: 'While it starts, hooks report themselves not finished for some seconds.',
  sources: ['apiserver pkg/server/healthz'],
  type: { id: 'apiserver-unhealthy', nature: 'symptom', title: 'Health check of the API server fails' },
  says: ['apiserver-unhealthy'],
  about: () => ref('Component', undefined, 'kube-apiserver'),
  least: 3,
  statement: (s) =>
    `Health checks of the API server failed: ${listed([...new Set(s.sayings.flatMap((x) => x.message.fields['checks'] ?? []))].slice(0, 3)) || 'not named'} (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
  settles: 2 * MINUTE,
});
