import { digList } from '../../base/index.js';
import type { Condition, Ref } from '../../model/index.js';
import { newest, type Case } from '../../world/index.js';
import type { CausalRule } from '../rule.js';
import { wereReplaced } from '../turnover.js';
import { POD_TROUBLE } from './service.js';

/** What a workload says of itself when it cannot answer those who ask it. */
const APP_TROUBLE = [
  'app-dependency-refused', 'app-dependency-timeout', 'app-dependency-unresolved', 'app-upstream-5xx', 'app-request-error', 'app-pool-exhausted', 'app-panic', 'app-unauthorized',
  'app-tls-failed', 'app-disk-full', 'app-read-only', 'app-out-of-memory', 'app-uncaught-exception', 'app-unknown-database', 'app-permission-denied',
  'app-overloaded', 'credentials-rejected', 'dns-server-timeout', 'dependency-connect-failure', 'db-too-many-connections', 'redis-memory-full', 'app-licence-expired', 'app-config-invalid',
] as const; // prettier-ignore

/** What users see at the entrance, and what stands behind it. */
export const surfaceRules: readonly CausalRule[] = [
  {
    id: 'requests-suffer-from-workload',
    effect: ['requests-suffer'],
    cause: [
      ...POD_TROUBLE, ...APP_TROUBLE, 'deployment-unavailable', 'service-no-endpoints', 'callee-unresponsive', 'cpu-throttling',
      'networkpolicy-block', 'env-address-mismatch', 'service-selector-mismatch', 'service-target-port-mismatch', 'replicas-zero',
    ], // prettier-ignore
    mechanism: 'it is one of those whose answers fail or are late, or what they call',
    paths: [
      'named',
      'named family',
      'named selects family',
      'named family needs',
      'named family needs selects family',
    ],
    lag: { min: -300, max: 900, source: 'series are sampled every half minute to five minutes' },
    strength: 0.5,
  },
  {
    id: 'requests-suffer-from-node',
    effect: ['requests-suffer'],
    cause: ['node-unreachable', 'node-not-ready', 'conntrack-full', 'neighbour-table-full'],
    mechanism: 'their packets pass through the node that loses or delays them',
    paths: ['named family runs-on', 'named selects family runs-on'],
    lag: { min: -300, max: 900, source: 'series are sampled every half minute to five minutes' },
    strength: 0.65,
  },
  {
    id: 'requests-suffer-from-network',
    effect: ['requests-suffer'],
    cause: ['pod-network-delay', 'node-network-delay', 'node-network-packet-loss'],
    mechanism: 'the packets of one of those that they call take longer, or are lost',
    paths: ['anywhere'],
    lag: { min: -300, max: 900, source: 'both are measured on the same series' },
    strength: 0.95,
    when: (_c, effect, cause) =>
      cause.entity.kind === 'Node' ||
      cause.entity.namespace === effect.entity.name ||
      effect.entity.kind === 'Cluster' ||
      'it is in another namespace',
  },
  {
    id: 'surface-from-no-endpoints',
    effect: ['surface-outage', 'surface-degraded', 'ingress-no-backend'],
    cause: ['service-no-endpoints'],
    mechanism:
      'without a ready endpoint the edge has no backend to send requests to and answers 502, 503 or 504',
    paths: ['routes-to', 'named', 'self'],
    lag: {
      min: -30,
      max: 60,
      source:
        'kube-proxy and ingress controllers follow endpoints within seconds; requests fail before readiness is lost',
    },
    strength: 0.95,
  },
  {
    id: 'surface-from-backend',
    effect: ['surface-outage', 'surface-degraded'],
    cause: [...POD_TROUBLE, ...APP_TROUBLE, 'deployment-unavailable', 'ingress-upstream-timeout'],
    mechanism: 'the workload behind the entrance cannot answer',
    paths: ['routes-to selects family', 'named selects family'],
    lag: { min: -30, max: 300, source: 'requests fail from the first one that meets the fault' },
    strength: 0.8,
  },
  {
    id: 'edge-errors-from-backend',
    effect: ['ingress-upstream-timeout', 'ingress-upstream-reset', 'ingress-no-backend'],
    cause: [...POD_TROUBLE, ...APP_TROUBLE, 'deployment-unavailable'],
    mechanism: 'the workload behind the entrance answers late, breaks off or is not there',
    paths: ['selects family'],
    lag: { min: -30, max: 300, source: 'requests fail from the first one that meets the fault' },
    strength: 0.8,
  },
  {
    id: 'edge-errors-from-dependency',
    effect: ['surface-outage', 'surface-degraded', 'ingress-upstream-timeout', 'ingress-upstream-reset'],
    cause: [
      'deployment-unavailable', 'service-no-endpoints', 'crashloop', 'container-oom', 'callee-unresponsive', 'app-dependency-refused',
      'app-dependency-timeout', 'app-dependency-unresolved', 'app-pool-exhausted', 'app-panic',
    ], // prettier-ignore
    mechanism: 'the workload behind the entrance is declared to call it, and waits or fails with it',
    paths: [
      'routes-to selects family needs',
      'routes-to selects family needs selects family',
      'selects family needs',
      'selects family needs selects family',
    ],
    lag: { min: -30, max: 300, source: 'each request that needs the callee waits or fails' },
    strength: 0.5,
  },
  {
    id: 'surface-from-lost-backend',
    effect: ['surface-outage', 'surface-degraded'],
    cause: ['ingress-no-backend', 'crashloop'],
    mechanism:
      'whenever no pod behind the entrance is up, the edge has no backend and answers 502, 503 or 504',
    paths: ['routes-to', 'named', 'routes-to selects family'],
    lag: {
      min: -30,
      max: Infinity,
      source: 'replicas loop out of step; all are away at once only when the back-offs have grown (300 s)',
    },
    strength: 0.8,
  },
  {
    id: 'surface-from-network',
    effect: ['surface-outage', 'surface-degraded'],
    cause: [
      'service-rules-missing',
      'kube-proxy-rules-flushed',
      'kube-proxy-down',
      'apiserver-vip-unreachable',
    ],
    mechanism: 'nodes without Service rules do not forward to the backend',
    paths: ['routes-to selects runs-on ~part-of', 'routes-to selects runs-on'],
    lag: { min: -5, max: 300, source: 'rules act at once; connections already open live on' },
    strength: 0.65,
  },
  {
    id: 'surface-from-pod-network',
    effect: ['surface-outage', 'surface-degraded'],
    cause: ['overlay-interface-missing', 'node-unreachable', 'cni-agent-crashloop'],
    mechanism: 'requests wait for a dependency that the broken pod network cuts off',
    paths: [
      'routes-to selects runs-on ~part-of',
      'routes-to selects runs-on',
      'routes-to selects family needs selects runs-on ~part-of',
      'routes-to selects family needs selects runs-on',
    ],
    lag: { min: -2, max: 120, source: 'packets are lost from the moment the interface is gone' },
    strength: 0.65,
  },
  {
    id: 'edge-errors-from-lost-node',
    effect: [
      'surface-outage',
      'surface-degraded',
      'ingress-no-backend',
      'ingress-upstream-timeout',
      'ingress-upstream-reset',
    ],
    cause: ['node-unreachable', 'node-not-ready', 'kernel-panic'],
    mechanism: 'the pods behind the entrance went down with their node, before the cluster had noticed',
    paths: ['selects runs-on', 'named selects runs-on'],
    lag: { min: -60, max: 300, source: 'the node is marked 40 to 50 s after its last heartbeat' },
    strength: 0.65,
  },
  {
    id: 'surface-from-controller',
    effect: ['surface-outage', 'surface-degraded'],
    cause: [
      'ingress-controller-down',
      'ingress-reload-failed',
      'load-balancer-sync-failed',
      'tls-cert-expired',
      'ingress-service-missing',
      'ingress-upstream-reset',
    ],
    mechanism: 'the proxy in front of the workload does not serve',
    paths: ['routes-to', 'anywhere'],
    lag: {
      min: -10,
      max: 300,
      source: 'proxies stop serving when their process ends or their configuration is refused',
    },
    strength: 0.5,
  },
  {
    id: 'surface-refused-by-clients',
    effect: ['surface-outage', 'surface-degraded', 'app-tls-failed'],
    cause: ['tls-cert-expired'],
    mechanism: 'browsers and other clients break off when they are shown a certificate past its time',
    paths: ['anywhere'],
    lag: { min: -300, max: Infinity, source: 'checked at every handshake; a probe is told after its wait' },
    strength: 0.8,
    when: (c, effect, cause) =>
      coversHost(c, cause.entity, effect) || 'it is the certificate of another host',
  },
  {
    id: 'surface-unannounced',
    effect: ['surface-outage', 'surface-degraded'],
    cause: ['load-balancer-unannounced'],
    mechanism: 'routers and neighbours forget an address that nothing announces any more',
    paths: ['anywhere'],
    lag: {
      min: -300,
      max: 900,
      source: 'neighbours forget an address within a minute, BGP peers within 90 s',
    },
    strength: 0.65,
  },
  {
    id: 'unannounced-without-speakers',
    effect: ['load-balancer-unannounced'],
    cause: [
      ...POD_TROUBLE, 'deployment-unavailable', 'secret-missing', 'config-map-missing', 'image-not-found', 'config-missing',
    ], // prettier-ignore
    mechanism: 'the agents that announce the addresses do not run',
    paths: ['family'],
    lag: { min: -300, max: 600, source: 'an address is announced anew every few seconds' },
    strength: 0.95,
  },
  {
    id: 'unserved-since-controller-change',
    effect: ['ingress-class-missing'],
    cause: ['deployment-spec-changed', 'workload-created', 'workload-deleted'],
    mechanism: 'the controller answers to another name since the change and passes the Ingress by',
    paths: ['named'],
    lag: { min: -60, max: 300, source: 'the new pods of the controller start within minutes' },
    strength: 0.8,
    standing: false,
  },
  {
    id: 'surface-from-route',
    effect: ['surface-outage', 'surface-degraded', 'ingress-no-backend'],
    cause: [
      'route-refs-unresolved',
      'gateway-not-programmed',
      'ingress-class-missing',
      'ingress-tls-secret-missing',
    ],
    mechanism: 'the gateway has no valid route, or no certificate, for the host',
    paths: ['self', 'routes-to', '~routes-to', 'named'],
    lag: { min: -60, max: Infinity, source: 'acts with the next sync of the gateway' },
    strength: 0.8,
  },
  {
    id: 'surface-from-stale-routes',
    effect: ['surface-outage', 'surface-degraded', 'ingress-upstream-timeout', 'ingress-upstream-reset'],
    cause: ['ingress-reload-failed'],
    mechanism:
      'the proxy cannot load its configuration any more and sends to the addresses of pods that a rollout has replaced',
    paths: ['anywhere'],
    lag: { min: 0, max: Infinity, source: 'stale from the first change of backends on, whenever that comes' },
    strength: 0.8,
    when: (c, effect, cause) =>
      wereReplaced(c, effect, cause.onset.lo) || 'no pod behind it was replaced since the reload failed',
  },
  {
    id: 'reload-failed-from-change',
    effect: ['ingress-reload-failed'],
    cause: ['ingress-changed'],
    mechanism: 'the controller writes every route into one configuration, and the changed one is not valid',
    paths: ['anywhere'],
    lag: { min: 0, max: 60, source: 'controllers rebuild their configuration within seconds of a change' },
    strength: 0.65,
    standing: false,
  },
  {
    id: 'controller-down-from-its-pods',
    effect: ['ingress-controller-down'],
    cause: [
      'deployment-unavailable', 'crashloop', 'container-oom', 'container-exit-error', 'liveness-kill', 'readiness-failing', 'image-pull-failed',
      'image-pull-backoff', 'failed-scheduling', 'replicaset-create-failed', 'replicas-zero', 'app-config-invalid', 'bad-config-change', 'node-unreachable',
    ], // prettier-ignore
    mechanism: 'the controller is its pods: none of them is ready',
    paths: ['family', 'family runs-on'],
    lag: {
      min: -60,
      max: 600,
      source: 'readiness is lost with the pod, after failureThreshold periods else',
    },
    strength: 0.95,
  },
  {
    id: 'surface-from-wrong-port',
    effect: ['surface-outage', 'surface-degraded', 'ingress-no-backend'],
    cause: ['ingress-port-mismatch'],
    mechanism:
      'the edge looks for endpoints at a port that the Service does not have, finds none and answers 503',
    paths: ['routes-to', '~routes-to', 'named'],
    lag: { min: -60, max: Infinity, source: 'controllers load a changed Ingress within seconds' },
    strength: 0.95,
  },
  {
    id: 'surface-from-misroute',
    effect: ['surface-outage', 'surface-degraded'],
    cause: ['route-misrouted'],
    mechanism: 'the gateway sends the path to a backend that does not serve it',
    paths: ['routes-to', 'named', 'routes-to selects family'],
    lag: { min: -60, max: Infinity, source: 'routes act on the next request' },
    strength: 0.8,
  },
];

/** True when the Certificate is for the host of the entrance, or the effect is that of an ingress controller. */
function coversHost(c: Case, certificate: Ref, effect: Condition): boolean {
  const entity = c.entity(certificate);
  const hosts = digList(entity && newest(entity)?.object, 'spec', 'dnsNames');
  if (effect.entity.kind !== 'Surface')
    return /ingress|gateway|traefik|haproxy|envoy/.test(effect.entity.name);
  const { name } = effect.entity;
  return hosts.some((h) => h === name || (String(h).startsWith('*.') && name.endsWith(String(h).slice(1))));
}
