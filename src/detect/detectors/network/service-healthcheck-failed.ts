import { counted, fromTime } from '../../../base/index.js';
import { dataplaneOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** kube-proxy cannot listen on the health check port of a Service. */
export const serviceHealthcheckFailed = saidBy({
  id: 'service-healthcheck-failed',
  layer: 'network',
  what: 'Another process of the node holds the port; load balancers take the node for unhealthy.',
  lookAlikes: 'During a restart of kube-proxy the old socket may linger.',
  sources: ['kubernetes pkg/proxy/healthcheck'],
  type: {
    id: 'service-healthcheck-failed',
    nature: 'fault',
    title: 'Health check port of a Service cannot be opened',
    selfExplaining: true,
  },
  says: ['service-healthcheck-failed'],
  hears: { reasons: ['FailedToStartServiceHealthcheck'], pattern: /./ },
  about: (m, c) => dataplaneOf(c, m),
  severity: () => 1,
  statement: (s, e) =>
    `kube-proxy on node ${e.name} cannot open a health check port (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
