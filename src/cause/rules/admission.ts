import { keyOf } from '../../model/index.js';
import { workloadOf } from '../../world/index.js';
import type { CausalRule } from '../rule.js';

const REJECTED = ['replicaset-create-failed'] as const;

/** What stands between a request to create and the object: webhooks, quotas, policies, accounts. */
export const admissionRules: readonly CausalRule[] = [
  {
    id: 'rejected-by-webhook',
    effect: [...REJECTED, 'admission-blocked', 'job-recreate-loop', 'surface-outage'],
    cause: ['webhook-fail-closed'],
    mechanism: 'the API server refuses what a fail-closed webhook cannot be asked about',
    paths: ['named', 'in-namespace admitted-by', 'admitted-by', 'anywhere'],
    lag: { min: -30, max: 3600, source: 'each creation asks; timeoutSeconds 10 by default' },
    strength: 0.8,
    when: (_c, effect, cause) =>
      effect.names.some((r) => r.name === cause.entity.name) ||
      /webhook/i.test(effect.statement + effect.evidence.map((e) => e.excerpt).join(' ')) ||
      effect.type === 'admission-blocked' ||
      'its rejection does not speak of a webhook',
  },
  {
    id: 'webhook-fails-from-backend',
    effect: ['webhook-fail-closed', 'webhook-backend-down'],
    cause: [
      'webhook-backend-down',
      'service-no-endpoints',
      'deployment-unavailable',
      'pod-preempted',
      'crashloop',
      'kubelet-eviction',
      'apiserver-vip-unreachable',
      'container-oom',
      'node-unreachable',
      'networkpolicy-block',
      'replicas-zero',
      'service-selector-mismatch',
      'cni-sandbox-failure',
      'image-pull-backoff',
    ],
    mechanism: 'nothing answers behind the webhook',
    paths: ['self', 'calls', 'calls selects family', 'named', 'named selects family', 'selects family'],
    lag: {
      min: -30,
      max: Infinity,
      source: 'refused from the moment the last pod is gone; said with the next request',
    },
    strength: 0.95,
    guards: [
      { types: ['single-replica-spof'], path: ['calls selects family', 'selects family'], role: 'enabling' },
      { types: ['priority-missing'], path: ['calls selects family', 'selects family'], role: 'enabling' },
    ],
  },
  {
    id: 'conversion-fails-from-backend',
    effect: ['conversion-webhook-failed'],
    cause: [
      'service-no-endpoints', 'deployment-unavailable', 'crashloop', 'replicas-zero', 'service-selector-mismatch', 'service-deleted',
      'tls-cert-expired', 'networkpolicy-block', 'node-unreachable', 'image-pull-backoff', 'api-kind-missing',
    ], // prettier-ignore
    mechanism: 'nothing that the API server trusts answers behind the webhook that converts',
    paths: ['calls', 'calls selects family', 'named', 'named selects family'],
    lag: {
      min: -30,
      max: Infinity,
      source: 'fails from the moment the last pod is gone; said with the next read',
    },
    strength: 0.95,
  },
  {
    id: 'fails-without-conversion',
    effect: [
      'crashloop',
      'container-exit-error',
      'readiness-failing',
      'namespace-stuck-terminating',
      'controller-lag',
      'helm-release-failed',
      'kustomization-failed',
      'argocd-sync-failed',
    ],
    cause: ['conversion-webhook-failed'],
    mechanism: 'objects of the kind can be neither read nor written in the version that it asks for',
    paths: ['anywhere'],
    lag: {
      min: -60,
      max: Infinity,
      source: 'each read fails; controllers give up their start after minutes',
    },
    strength: 0.8,
    when: (c, effect, cause) =>
      effect.statement.includes('conversion webhook') ||
      cause.names.some((r) => keyOf(r) === keyOf(workloadOf(c, effect.entity))) ||
      'it does not speak of that kind',
  },
  {
    id: 'backend-gone-by-preemption',
    effect: ['deployment-unavailable', 'service-no-endpoints', 'webhook-backend-down'],
    cause: ['pod-preempted'],
    mechanism: 'its only pod was removed to make room',
    paths: ['family', 'selects family'],
    lag: { min: -5, max: 120, source: 'victims are deleted at once, with their grace period' },
    strength: 0.95,
    standing: false,
    guards: [
      { types: ['single-replica-spof'], path: ['family', 'selects family'], role: 'enabling' },
      { types: ['priority-missing'], path: ['family', 'selects family'], role: 'enabling' },
    ],
  },
  {
    id: 'deadlock-closes',
    effect: ['admission-deadlock'],
    cause: [
      'webhook-fail-closed',
      'webhook-backend-down',
      'pod-preempted',
      'service-no-endpoints',
      'deployment-unavailable',
    ],
    mechanism: 'a webhook that is asked about its own pods cannot come back once its last pod is gone',
    paths: ['self', 'calls', 'calls selects family', 'named', 'named selects family'],
    lag: { min: -30, max: 600, source: 'the first attempt to replace the pod is refused' },
    strength: 0.95,
    standing: false,
    guards: [
      { types: ['webhook-guards-itself'], path: ['self', 'calls', '~calls', 'named'], role: 'enabling' },
    ],
  },
  {
    id: 'deadlock-blocks',
    effect: ['admission-blocked', 'replicaset-create-failed'],
    cause: ['admission-deadlock'],
    mechanism: 'what the webhook guards stays refused until someone takes the webhook away',
    paths: ['admitted-by', 'in-namespace admitted-by', 'named', 'anywhere'],
    lag: { min: -30, max: 600, source: 'each try is refused' },
    strength: 0.65,
  },
  {
    id: 'replacement-rejected',
    effect: ['deployment-unavailable', 'service-no-endpoints'],
    cause: [...REJECTED],
    mechanism: 'its replacement pods are refused',
    paths: ['family', 'selects family'],
    lag: { min: -30, max: 600, source: 'controllers retry with back-off' },
    strength: 0.8,
  },
  {
    id: 'rejected-by-declaration',
    effect: [...REJECTED],
    cause: [ 'quota-cpu-exceeded', 'quota-memory-exceeded', 'quota-pods-exceeded', 'quota-storage-exceeded', 'quota-object-count-exceeded', 'service-account-missing',
      'podsecurity-violation', 'limitrange-violation', 'rbac-forbidden', 'webhook-denied', 'namespace-stuck-terminating', 'priority-class-missing',
      'quota-requires-requests',
      'namespace-terminating', 'invalid-pod-template', 'admission-policy-denied',
    ], // prettier-ignore
    mechanism: 'a rule of the namespace refuses the pod as it is declared',
    paths: [
      'family',
      'named',
      'in-namespace',
      'in-namespace ~limits',
      'family mounts',
      'family in-namespace',
      'family in-namespace ~limits',
    ],
    lag: { min: -60, max: Infinity, source: 'each try is refused until one of the two changes' },
    strength: 0.95,
  },
  {
    id: 'storage-rejected-by-quota',
    effect: ['pvc-unbound', 'failed-scheduling', 'statefulset-stuck'],
    cause: ['quota-storage-exceeded'],
    mechanism: 'the claim is refused by the quota, so nothing is bound',
    paths: [
      'in-namespace',
      'in-namespace ~limits',
      'family in-namespace ~limits',
      'family in-namespace',
      'family',
    ],
    lag: { min: -60, max: Infinity, source: 'each try is refused' },
    strength: 0.8,
  },
];
