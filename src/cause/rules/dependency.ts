import { SECOND } from '../../base/index.js';
import { keyOf, type Condition, type Ref } from '../../model/index.js';
import { workloadOf, workloadView, type Case } from '../../world/index.js';
import type { CausalRule } from '../rule.js';

/** What a caller says of a callee that does not answer as it should. */
export const DEPENDENCY = [
  'app-dependency-refused', 'app-dependency-timeout', 'app-dependency-unresolved', 'dependency-connect-failure', 'app-upstream-5xx',
] as const; // prettier-ignore

/** Calls of one workload to another, and what their failing does to the caller. */
export const dependencyRules: readonly CausalRule[] = [
  {
    id: 'dependency-gone-with-object',
    effect: [...DEPENDENCY, 'service-no-endpoints'],
    cause: [
      'namespace-deleted',
      'namespace-stuck-terminating',
      'service-deleted',
      'workload-deleted',
      'object-collected',
    ],
    mechanism: 'what it calls was deleted',
    paths: ['anywhere'],
    lag: {
      min: -30,
      max: Infinity,
      source: 'names and endpoints go within seconds; clients keep connections for a while',
    },
    strength: 0.95,
    standing: false,
    when: (_c, effect, cause) => isGoneCallee(effect, cause) || 'it called nothing of what was deleted',
  },
  {
    id: 'auth-proxy-from-provider',
    effect: ['auth-proxy-down'],
    cause: [
      'service-no-endpoints',
      'deployment-unavailable',
      'app-dependency-refused',
      'app-dependency-timeout',
      'app-dependency-unresolved',
    ],
    mechanism: 'a proxy that signs users in cannot start without its identity provider',
    paths: ['named', 'named selects family', 'family needs', 'family needs selects family', 'family'],
    lag: { min: -30, max: 600, source: 'it asks the provider at its start; crash back-off up to 300 s' },
    strength: 0.95,
    standing: false,
    when: (_c, effect, cause) =>
      cause.type.startsWith('app-dependency-') ||
      keyOf(cause.entity) !== keyOf(effect.entity) ||
      'that it is down itself is what followed',
  },
  {
    id: 'exit-from-auth-provider',
    effect: ['crashloop', 'container-exit-error', 'liveness-kill', 'readiness-failing'],
    cause: ['auth-proxy-down'],
    mechanism: 'the process ends when it cannot initialise its identity provider',
    paths: ['family'],
    lag: { min: -60, max: 600, source: 'at each start; crash back-off up to 300 s' },
    strength: 0.95,
    standing: false,
  },
  {
    id: 'clients-refused-by-database',
    effect: [
      'crashloop',
      'container-exit-error',
      'readiness-failing',
      'app-pool-exhausted',
      'app-dependency-refused',
      'app-dependency-timeout',
      'liveness-kill',
      'liveness-timeout',
      'liveness-failing',
    ],
    cause: ['db-too-many-connections', 'db-read-only', 'redis-memory-full', 'rabbitmq-alarm'],
    mechanism: 'the store that it works with refuses clients',
    paths: ['named selects family', 'named', 'family needs selects family', 'family needs'],
    lag: { min: -60, max: 3600, source: 'each new connection is refused; restarts back off up to 300 s' },
    strength: 0.8,
    standing: false,
  },
  {
    id: 'read-only-without-leader',
    effect: ['db-read-only', 'app-dependency-refused', 'app-pool-exhausted', 'app-dependency-timeout'],
    cause: ['db-leader-demoted'],
    mechanism: 'a replicated database takes no writes until a leader is promoted',
    paths: ['family', 'self', 'named selects family', 'named', 'family needs selects family', 'family needs'],
    lag: { min: -10, max: 300, source: 'from the step down to the promotion' },
    strength: 0.8,
    standing: false,
  },
  {
    id: 'connections-from-scale',
    effect: ['db-too-many-connections'],
    cause: [
      'scale-changed',
      'hpa-scaled-up',
      'hpa-runaway-scale-up',
      'deployment-spec-changed',
      'job-fanout',
    ],
    mechanism: 'each further replica of a client opens its own pool, until the store has no slot left',
    paths: [
      '~selects ~needs',
      '~needs',
      'named',
      '~selects ~needs ~scales',
      '~needs ~scales',
      'named ~scales',
    ],
    lag: { min: 0, max: 1800, source: 'pools fill as replicas start and load comes; minutes' },
    strength: 0.65,
    standing: false,
  },
  {
    id: 'port-from-variable',
    effect: ['db-port-mismatch'],
    cause: ['env-address-mismatch'],
    mechanism: 'the variable that holds the address is where the wrong port comes from',
    paths: ['self', 'family'],
    lag: { min: -60, max: Infinity, source: 'from the first connection on' },
    strength: 0.95,
  },
  {
    id: 'exit-from-dependency',
    effect: [
      'crashloop',
      'container-exit-error',
      'readiness-failing',
      'job-backoff-exceeded',
      'liveness-timeout',
      'liveness-kill',
      'init-container-stuck',
    ],
    cause: [
      ...DEPENDENCY,
      'dns-server-timeout',
      'apiserver-vip-unreachable',
      'app-pool-exhausted',
      'db-too-many-connections',
    ],
    mechanism: 'it cannot work without what it depends on',
    paths: ['family'],
    lag: {
      min: -30,
      max: 600,
      source: 'probe period × failureThreshold, client timeouts up to 60 s, back-offs up to 300 s',
    },
    strength: 0.8,
    standing: false,
    guards: [{ types: ['liveness-depends-on-other-service'], path: ['family'], role: 'enabling' }],
  },
  {
    id: 'probe-fails-through-network',
    effect: ['liveness-timeout', 'liveness-kill', 'readiness-failing'],
    cause: ['overlay-interface-missing', 'node-unreachable', 'cni-agent-crashloop'],
    mechanism: 'the probe handler waits for a dependency on a node that the pod network no longer reaches',
    paths: ['family needs selects runs-on ~part-of', 'family needs selects runs-on'],
    lag: { min: 0, max: 120, source: 'period × failureThreshold + timeout (10 s × 3 + 1 s by default)' },
    strength: 0.8,
    guards: [{ types: ['liveness-depends-on-other-service'], path: ['family'], role: 'enabling' }],
  },
  {
    id: 'dependency-fails-through-network',
    effect: [...DEPENDENCY],
    cause: [
      'overlay-interface-missing',
      'node-unreachable',
      'cni-agent-crashloop',
      'service-rules-missing',
      'networkpolicy-block',
    ],
    mechanism: 'the network between caller and callee is cut',
    paths: [
      'named selects runs-on ~part-of',
      'named selects runs-on',
      'family needs selects runs-on ~part-of',
      'family needs selects runs-on',
      'family runs-on ~part-of',
      'family',
    ],
    lag: { min: -2, max: 120, source: 'client timeouts of seconds to a minute' },
    strength: 0.8,
  },
  {
    id: 'cut-by-policy-change',
    effect: [
      'app-dependency-timeout',
      'app-dependency-refused',
      'app-dependency-unresolved',
      'dependency-connect-failure',
      'dns-server-timeout',
      'readiness-failing',
      'liveness-timeout',
      'ingress-upstream-timeout',
    ],
    cause: ['networkpolicy-changed'],
    mechanism: 'from the change on the pods of the namespace may send or take only what a policy allows',
    paths: ['anywhere'],
    lag: { min: -1, max: 120, source: 'agents of the pod network enforce a policy within seconds' },
    strength: 0.65,
    standing: false,
    when: (_c, effect, cause) =>
      cause.attrs['verb'] === 'delete'
        ? 'a policy that is deleted forbids nothing'
        : [effect.entity, ...effect.names].some((r) => r.namespace === cause.entity.namespace) ||
          'it calls nothing in the namespace of the policy',
  },
  {
    id: 'dependency-blocked-by-policy',
    effect: [
      'app-dependency-timeout',
      'app-dependency-refused',
      'dependency-connect-failure',
      'app-pool-exhausted',
      'app-dependency-unresolved',
      'dns-server-timeout',
    ],
    cause: ['networkpolicy-block'],
    mechanism: 'the policy lets no packet of this caller through to what it calls',
    paths: [
      'named selects ~selects',
      'named ~selects',
      'family ~selects',
      'family needs selects ~selects',
      'family in-namespace ~in-namespace',
    ],
    lag: {
      min: -30,
      max: Infinity,
      source: 'policies act on new connections within seconds; open connections may live on',
    },
    strength: 0.95,
    when: (_c, effect, cause) =>
      cause.names.some((r) => keyOf(r) === keyOf(effect.entity)) || 'the policy blocks another caller',
  },
  {
    id: 'dependency-fails-from-callee',
    effect: [...DEPENDENCY, 'app-pool-exhausted', 'latency-high'],
    cause: [
      'service-no-endpoints',
      'deployment-unavailable',
      'crashloop',
      'readiness-failing',
      'service-selector-mismatch',
      'replicas-zero',
      'liveness-kill',
      'container-oom',
      'db-too-many-connections',
      'statefulset-stuck',
    ],
    mechanism: 'the callee does not serve',
    paths: ['named', 'named selects family', 'family needs', 'family needs selects family'],
    lag: { min: -30, max: 300, source: 'connections are refused at once; clients give up within a minute' },
    strength: 0.8,
    standing: false,
    // its Service loses it when a probe has failed three times: what was seen in time is told instead
    when: (_c, effect, cause) => (effect.onset.hi + 2 * SECOND < cause.onset.lo ? 0.45 : true),
  },
  {
    id: 'unready-from-lone-callee',
    effect: ['readiness-failing'],
    cause: [
      'readiness-failing',
      'liveness-timeout',
      'liveness-kill',
      'container-oom',
      'container-exit-error',
    ],
    mechanism: 'what answers the probe asks a Service whose only pod does not answer',
    paths: ['family needs selects family'],
    lag: {
      min: -40,
      max: 120,
      source: 'both are probed every 10 s; a kill comes after period × failureThreshold (10 s × 3)',
    },
    strength: 0.65,
    standing: 30,
    when: (c, effect, cause) => {
      if (effect.severity < 2 || cause.severity < 2) return 'pods that start are not ready for a moment';
      return (
        (isAlone(c, cause.entity) && answersBadly(effect)) ||
        'the probe does not tell of a process that answers, or the callee has other pods'
      );
    },
  },
  {
    id: 'dependency-fails-from-looping-callee',
    effect: [...DEPENDENCY, 'app-pool-exhausted'],
    cause: ['crashloop', 'service-no-endpoints', 'deployment-unavailable'],
    mechanism: 'the callee comes and goes while it loops, and fails its callers whenever it is away',
    paths: ['named', 'named selects family', 'family needs', 'family needs selects family'],
    lag: {
      min: 300,
      max: Infinity,
      source: 'replicas loop out of step; all are away at once only when the back-offs have grown (300 s)',
    },
    strength: 0.65,
  },
  {
    id: 'unready-without-callee',
    effect: ['readiness-failing'],
    cause: ['service-no-endpoints', 'deployment-unavailable', 'statefulset-stuck'],
    mechanism: 'it is ready only while what it calls answers',
    paths: ['family needs', 'family needs selects family'],
    lag: { min: -2, max: 60, source: 'probe period × failureThreshold (10 s × 3) after the callee is gone' },
    strength: 0.65,
    standing: 5,
    when: (_c, effect, cause) => {
      if (/connection refused/.test(effect.statement))
        return 'nothing listens on its own port: it does not run';
      if (Number(effect.attrs['status'] ?? 500) < 500)
        return 'the answer is about the request, not the callee';
      return !(Number(cause.attrs['available'] ?? 0) > 0) || 'the callee still has replicas that serve';
    },
  },
  {
    id: 'callers-wait-for-callee',
    effect: ['app-dependency-timeout', 'app-pool-exhausted', 'ingress-upstream-timeout', 'latency-high'],
    cause: ['callee-unresponsive', 'cpu-throttling'],
    mechanism: 'the callee answers later than its callers wait',
    paths: ['named selects family', 'family needs selects family', 'routes-to selects family'],
    lag: { min: -60, max: Infinity, source: 'each call waits for its own time-out, seconds to a minute' },
    strength: 0.8,
  },
  {
    id: 'silent-while-down',
    effect: ['callee-unresponsive'],
    cause: [
      'crashloop',
      'app-panic',
      'container-oom',
      'deployment-unavailable',
      'liveness-kill',
      'service-no-endpoints',
    ],
    mechanism: 'nothing listens where the callers ask while its pods are down',
    paths: ['family', 'family ~selects'],
    lag: { min: -60, max: Infinity, source: 'each call waits for its own time-out, seconds to a minute' },
    strength: 0.8,
  },
  {
    id: 'slow-from-throttling',
    effect: ['callee-unresponsive', 'liveness-timeout', 'readiness-failing', 'latency-high'],
    cause: ['cpu-throttling'],
    mechanism: 'held back at its CPU limit, the process cannot answer in time',
    paths: ['family'],
    lag: { min: -1200, max: Infinity, source: 'the alert looks at 5 min and waits 15 min' },
    strength: 0.8,
  },
  {
    id: 'dependency-alias-unresolved',
    effect: ['app-dependency-unresolved', 'ingress-no-backend'],
    cause: ['external-name-unresolved'],
    mechanism: 'the Service is an alias of a name that does not exist',
    paths: ['named', 'self'],
    lag: { min: -60, max: Infinity, source: 'each lookup gets the same answer' },
    strength: 0.95,
  },
  {
    id: 'dependency-wrong-by-declaration',
    effect: [...DEPENDENCY, 'crashloop', 'readiness-failing', 'app-pool-exhausted', 'dns-server-timeout'],
    cause: [
      'env-address-mismatch',
      'pod-dns-misconfigured',
      'credentials-rejected',
      'mysql-credentials-rejected',
      'app-unknown-database',
      'db-port-mismatch',
      'mysql-port-mismatch',
    ],
    mechanism: 'the client is configured with an address or credentials that cannot work',
    paths: ['family'],
    lag: { min: -60, max: Infinity, source: 'from the first connection on' },
    strength: 0.95,
  },
];

/** A process that answers an error, or too late, rather than one that does not listen. */
function answersBadly(effect: Condition): boolean {
  const { error, status } = effect.attrs;
  return error === 'timeout' || (error === 'status' && Number(status ?? 500) >= 500);
}

/** True for a pod, or the workload of one, that has no other beside it. */
function isAlone(c: Case, entity: Ref): boolean {
  return workloadView(c, entity.kind === 'Pod' ? workloadOf(c, entity) : entity)?.desired === 1;
}

/** True when what was deleted is what the effect names, or itself: a namespace with all in it, a Service, its workload. */
function isGoneCallee(effect: Condition, cause: Condition): boolean {
  const { kind, namespace, name } = cause.entity;
  const about = effect.entity.kind === 'Service' ? [effect.entity] : effect.names;
  if (kind === 'Namespace') return about.some((r) => r.namespace === name);
  return about.some(
    (r) =>
      r.namespace === namespace && (r.name === name || (kind !== 'Service' && name.startsWith(`${r.name}-`))),
  );
}
