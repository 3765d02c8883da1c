import type { CausalRule } from '../rule.js';
import { DEPENDENCY } from './dependency.js';

/** Requests that fail in an application that runs, and how the failure is passed on to those who asked. */
export const requestRules: readonly CausalRule[] = [
  {
    id: 'request-errors-from-dependency',
    effect: ['app-request-error'],
    cause: [
      ...DEPENDENCY,
      'app-pool-exhausted',
      'credentials-rejected',
      'mysql-credentials-rejected',
      'app-unknown-database',
      'app-tls-failed',
      'app-unauthorized',
      'app-disk-full',
      'app-read-only',
      'env-address-mismatch',
      'db-port-mismatch',
    ],
    mechanism: 'a request that needs what does not answer ends in an error',
    paths: ['family'],
    lag: { min: -60, max: 600, source: 'with the first request that needs it; client timeouts to a minute' },
    strength: 0.8,
    standing: false,
  },
  {
    id: 'caller-errors-from-callee-errors',
    effect: [
      'app-upstream-5xx',
      'app-request-error',
      'app-dependency-timeout',
      'app-dependency-refused',
      'readiness-failing',
    ],
    cause: [
      'app-request-error',
      'app-upstream-5xx',
      'app-dependency-refused',
      'app-dependency-timeout',
      'app-dependency-unresolved',
      'credentials-rejected',
      'app-pool-exhausted',
      'pod-network-delay',
      'env-address-mismatch',
    ],
    mechanism: 'the callee answers errors or late because of trouble further down',
    paths: ['named selects family', 'family needs selects family'],
    lag: { min: -30, max: 300, source: 'errors are passed on with the request' },
    strength: 0.65,
  },
  {
    id: 'surface-from-refusing-store',
    effect: ['surface-outage', 'surface-degraded', 'ingress-upstream-timeout', 'ingress-upstream-reset'],
    cause: ['db-too-many-connections', 'db-read-only', 'redis-memory-full', 'rabbitmq-alarm'],
    mechanism: 'the workload behind the entrance works with a store that refuses it',
    paths: [
      'routes-to selects family needs selects family',
      'routes-to selects family ~named',
      'selects family needs selects family',
    ],
    lag: { min: -60, max: 600, source: 'requests fail as soon as one needs a new connection' },
    strength: 0.8,
    standing: false,
  },
];
