import { MINUTE } from '../../base/index.js';
import type { Condition } from '../../model/index.js';
import { podsOf, workloadOf, type Case } from '../../world/index.js';
import { isOtherCertificate } from '../certificate.js';
import type { CausalRule } from '../rule.js';

/** Components of the control plane, their pods, their certificates and their clients. */
export const componentRules: readonly CausalRule[] = [
  {
    id: 'api-down-by-itself',
    effect: [
      'apiserver-unavailable',
      'apiserver-down',
      'node-unreachable',
      'node-lease-failing',
      'kube-controller-manager-down',
      'kube-scheduler-down',
    ],
    cause: [
      'apiserver-down',
      'apiserver-panic',
      'bad-static-pod-manifest',
      'apiserver-overload',
      'etcd-corruption',
      'etcd-nospace-alarm',
      'tls-cert-expired',
      'control-plane-ca-unknown',
    ],
    mechanism: 'a control-plane process does not run or cannot serve',
    paths: ['self', 'anywhere'],
    lag: { min: -10, max: 300, source: 'clients notice at once; kubelet reads manifests every 20 s' },
    strength: 0.65,
    when: (_c, effect, cause) =>
      effect.type !== cause.type &&
      (!isOtherCertificate(cause, 'kube-apiserver') || 'it is not the certificate of the API server'),
  },
  {
    id: 'component-down-from-pod',
    effect: [
      'apiserver-down',
      'kube-scheduler-down',
      'kube-controller-manager-down',
      'etcd-member-down',
      'kube-proxy-down',
    ],
    cause: [
      'crashloop', 'container-exit-error', 'container-oom', 'liveness-kill', 'image-pull-failed', 'image-pull-backoff', 'app-file-missing',
      'app-unknown-flag', 'app-config-invalid', 'app-address-in-use', 'app-permission-denied', 'command-not-found', 'component-config-refused',
    ], // prettier-ignore
    mechanism: 'its pod does not stay up',
    paths: ['~provides', '~provides family', 'self'],
    lag: { min: -120, max: Infinity, source: 'restart back-off 10 s doubling to 300 s' },
    strength: 0.95,
    standing: false,
  },
  {
    id: 'api-killed-for-memory',
    effect: ['apiserver-unavailable', 'apiserver-down'],
    cause: ['container-oom', 'kernel-oom'],
    mechanism: 'the kernel kills the API server for its memory, and nobody is answered until it runs again',
    paths: ['~provides', '~provides family', '~provides runs-on'],
    lag: { min: -30, max: Infinity, source: 'at each kill anew; it lists everything from etcd at its start' },
    strength: 0.95,
    standing: false,
    when: (_c, effect, cause) =>
      cause.type !== 'kernel-oom' ||
      String(cause.attrs['victims'] ?? '')
        .split(', ')
        .includes(effect.entity.name) ||
      'it was another process that was killed',
  },
  {
    id: 'api-pod-ends-without-etcd',
    effect: [
      'crashloop',
      'container-exit-error',
      'liveness-kill',
      'liveness-failing',
      'readiness-failing',
      'apiserver-down',
    ],
    cause: [
      'etcd-tls-rejected',
      'tls-cert-expired',
      'control-plane-ca-unknown',
      'etcd-quorum-loss',
      'etcd-member-down',
      'etcd-corruption',
      'apiserver-etcd-timeout',
    ],
    mechanism: 'the API server ends when it cannot reach its store',
    paths: ['anywhere'],
    lag: { min: -30, max: 3600, source: 'it gives up 20 s after its start; liveness 8 × 10 s' },
    strength: 0.8,
    when: (c, effect, cause) =>
      !isInstance(c, effect, 'kube-apiserver')
        ? 'it is no API server'
        : !isOtherCertificate(cause, 'etcd') || 'it is not the certificate of etcd',
  },
  {
    id: 'controller-pod-ends-without-lease',
    effect: ['crashloop', 'container-exit-error', 'kube-scheduler-down', 'kube-controller-manager-down'],
    cause: [
      'control-plane-leader-lost',
      'apiserver-unavailable',
      'apiserver-down',
      'apiserver-etcd-timeout',
      'etcd-leader-loss',
      'etcd-slow-fsync',
      'etcd-slow-apply',
    ],
    mechanism: 'a controller ends itself when it cannot renew its lease, and starts anew',
    paths: ['provides', 'anywhere'],
    lag: { min: -30, max: 3600, source: 'renew deadline 10 s, each time the API does not answer' },
    strength: 0.8,
    standing: false,
    when: (c, effect, cause) => {
      const own = ['kube-scheduler', 'kube-controller-manager'].find((x) => isInstance(c, effect, x));
      if (own === undefined) return 'it holds no lease of the control plane';
      return (
        cause.type !== 'control-plane-leader-lost' || cause.entity.name === own || 'it is another controller'
      );
    },
  },
  {
    id: 'etcd-refuses-expired',
    effect: ['etcd-tls-rejected', 'etcd-peer-unreachable'],
    cause: ['tls-cert-expired', 'control-plane-ca-unknown', 'host-clock-changed', 'host-clock-unsync'],
    mechanism: 'a handshake with a certificate past its time is broken off by either side',
    paths: ['anywhere', 'self'],
    lag: { min: -60, max: Infinity, source: 'every handshake fails from then on' },
    strength: 0.8,
    when: (_c, _effect, cause) => !isOtherCertificate(cause, 'etcd') || 'it is not the certificate of etcd',
  },
  {
    id: 'requests-wait-under-load',
    effect: ['apiserver-request-timeout', 'apiserver-unhealthy', 'node-lease-failing'],
    cause: ['apiserver-overload'],
    mechanism: 'the API server sheds or delays what it cannot serve',
    paths: ['self', 'anywhere'],
    lag: { min: -60, max: 600, source: 'requests time out after 60 s; a kubelet gives up after 10 s' },
    strength: 0.8,
  },
  {
    id: 'overload-from-client',
    effect: [
      'apiserver-overload',
      'etcd-slow-apply',
      'apiserver-request-timeout',
      'apiserver-unhealthy',
      'apiserver-unavailable',
    ],
    cause: ['list-flood'],
    mechanism: 'one client asks for more than the API server has room for',
    paths: ['anywhere'],
    lag: { min: -30, max: 600, source: 'priority and fairness queues fill within seconds' },
    strength: 0.8,
  },
  {
    id: 'api-server-memory-from-lists',
    effect: ['container-oom', 'kernel-oom'],
    cause: ['list-flood', 'apiserver-overload'],
    mechanism: 'each list of everything is held in memory while it is answered',
    paths: ['anywhere'],
    lag: { min: -30, max: 86_400, source: 'memory grows with the lists that are answered at a time' },
    strength: 0.65,
    when: (_c, effect) =>
      /kube-apiserver/.test(`${effect.entity.name} ${effect.statement}`) ||
      'it is not the API server that was killed',
  },
  {
    id: 'flood-since-change',
    effect: ['list-flood'],
    cause: [
      'image-tag-changed',
      'deployment-spec-changed',
      'scale-changed',
      'workload-created',
      'rollout-restart',
    ],
    mechanism: 'the client asks in this way since the change',
    paths: ['self', 'family'],
    lag: { min: -60, max: 7200, source: 'refusals begin when the queues of the API server are full' },
    strength: 0.8,
    standing: false,
  },
  {
    id: 'writes-refused-without-space',
    effect: [
      'node-lease-failing',
      'control-plane-leader-lost',
      'replicaset-create-failed',
      'endpoint-update-failing',
    ],
    cause: ['etcd-nospace-alarm', 'etcd-corruption'],
    mechanism: 'etcd answers every write with an error',
    paths: ['anywhere'],
    lag: { min: -5, max: 3600, source: 'at once; leases end after 15–40 s' },
    strength: 0.8,
  },
  {
    id: 'waits-for-unreadable-secret',
    effect: [
      'deployment-unavailable',
      'statefulset-stuck',
      'rollout-stuck',
      'mount-setup-failed',
      'volume-mount-timeout',
      'config-missing',
      'pod-not-running',
    ],
    cause: ['secrets-undecryptable'],
    mechanism: 'a pod made since then is given no Secret, and its containers wait for it',
    paths: ['anywhere'],
    lag: { min: -60, max: Infinity, source: 'with the next pod that is made; those that run keep their own' },
    strength: 0.65,
    when: (c, effect, cause) =>
      startsWithSecret(c, effect, cause) || 'no pod of it that needs a Secret is new',
  },
  {
    id: 'unreadable-without-key-service',
    effect: ['secrets-undecryptable', 'apiserver-unhealthy'],
    cause: [
      'crashloop', 'container-exit-error', 'image-pull-backoff', 'app-permission-denied', 'app-unauthorized', 'app-tls-failed', 'app-dependency-refused',
      'app-dependency-timeout', 'app-dependency-unresolved', 'dependency-connect-failure', 'secrets-undecryptable',
    ], // prettier-ignore
    mechanism: 'the key service that the API server asks to decrypt is refused or down itself',
    paths: ['anywhere', 'self'],
    lag: {
      min: -120,
      max: 3600,
      source: 'each read of a key that is not cached; health is asked every 10 s',
    },
    strength: 0.65,
    when: (_c, effect, cause) =>
      effect.type === 'apiserver-unhealthy'
        ? /kms/.test(effect.statement) || 'another check of it fails'
        : (effect.type !== cause.type && /(?:^|-)kms(?:-|$)/.test(cause.entity.name)) ||
          'it is no key service',
  },
  {
    id: 'nothing-reconciles',
    effect: ['rollout-stuck', 'deployment-unavailable', 'service-no-endpoints'],
    cause: ['kube-controller-manager-down', 'endpoint-update-failing'],
    mechanism: 'no controller follows what is asked for',
    paths: ['anywhere', 'self'],
    lag: { min: 0, max: 3600, source: 'controllers act within seconds when they run' },
    strength: 0.5,
  },
  {
    id: 'metrics-unready-without-readings',
    effect: ['readiness-failing', 'deployment-unavailable'],
    cause: ['metrics-server-down'],
    mechanism: 'the metrics server is not ready as long as it has no readings of any node',
    paths: ['family'],
    lag: { min: -60, max: 600, source: 'scrape every 15 s; readiness asks for the last two' },
    strength: 0.95,
  },
  {
    id: 'aggregated-api-from-backend',
    effect: ['aggregated-api-unavailable', 'hpa-metrics-unavailable'],
    cause: [
      'service-no-endpoints',
      'metrics-server-down',
      'hpa-requests-missing',
      'hpa-target-missing',
      'deployment-unavailable',
      'aggregated-api-unavailable',
      'tls-cert-expired',
    ],
    mechanism: 'the extension API server behind the APIService does not answer',
    paths: ['calls', 'calls selects family', 'self', 'anywhere'],
    lag: { min: -10, max: 300, source: 'availability controller checks every 30 s' },
    strength: 0.65,
    when: (_c, effect, cause) =>
      effect.type !== cause.type &&
      (cause.type !== 'service-no-endpoints' ||
        /metrics/.test(cause.entity.name) ||
        effect.type === 'aggregated-api-unavailable'),
  },
];

/** True for a component itself, and for a pod that is an instance of it. */
function isInstance(c: Case, x: Condition, component: string): boolean {
  if (x.entity.kind === 'Component') return x.entity.name === component;
  return c.from(x.entity, 'provides').some((r) => r.to === `Component/${component}`);
}

/** True when a pod of the workload was made since Secrets cannot be read, and its template names one. */
function startsWithSecret(c: Case, effect: Condition, cause: Condition): boolean {
  const top = workloadOf(c, effect.entity);
  if (!c.from(top, 'mounts').some((r) => r.to.startsWith('Secret/'))) return false;
  return podsOf(c, top).some((pod) => {
    const born = c.entity(pod)?.created;
    return born !== undefined && born.hi >= cause.onset.lo - MINUTE && born.lo <= (cause.end?.hi ?? Infinity);
  });
}
