import { keyOf, refOfKey, type Ref } from '../../model/index.js';
import type { Case } from '../../world/index.js';
import type { CausalRule } from '../rule.js';

const START_FAULTS = [
  'secret-missing', 'config-map-missing', 'config-key-missing', 'config-missing', 'command-not-found', 'app-unknown-flag', 'app-variable-missing',
  'app-file-missing', 'app-config-invalid', 'port-conflict', 'app-address-in-use', 'volume-permission-denied', 'app-permission-denied',
  'bad-config-change', 'readonly-rootfs-write', 'app-read-only', 'app-disk-full', 'app-panic', 'credentials-rejected',
  'mysql-credentials-rejected', 'app-unknown-database', 'env-address-mismatch', 'container-oom', 'app-out-of-memory', 'app-uncaught-exception',
 'app-migration-failed', 'command-not-executable', 'image-wrong-architecture', 'lifecycle-hook-failed', 'app-tls-failed', 'db-deadlock', 'run-as-root-refused', ] as const; // prettier-ignore

/** Containers that do not start, do not stay, or do not get ready. */
export const workloadRules: readonly CausalRule[] = [
  {
    id: 'exit-from-own-fault',
    effect: [
      'crashloop',
      'container-exit-error',
      'readiness-failing',
      'liveness-timeout',
      'job-backoff-exceeded',
      'rollout-stuck',
      'init-container-stuck',
    ],
    cause: START_FAULTS,
    mechanism: 'the process ends, or never starts, on a fault of its own configuration, image or code',
    paths: ['family'],
    lag: {
      min: -120,
      max: Infinity,
      source: 'first start after the change; crash back-off 10 s doubling to 300 s',
    },
    strength: 0.95,
  },
  {
    id: 'unavailable-from-own-fault',
    effect: ['deployment-unavailable', 'statefulset-stuck'],
    cause: START_FAULTS,
    mechanism:
      'its containers do not start, or do not stay, on a fault of their own configuration, image or code',
    paths: ['family'],
    lag: {
      min: -120,
      max: Infinity,
      source: 'first start after the change; crash back-off 10 s doubling to 300 s',
    },
    strength: 0.65,
  },
  {
    id: 'terminating-from-deletion',
    effect: ['namespace-stuck-terminating'],
    cause: ['namespace-deleted'],
    mechanism: 'the deletion waits for finalizers that nobody removes',
    paths: ['self'],
    lag: { min: -5, max: Infinity, source: 'the namespace controller removes its content within seconds' },
    strength: 0.95,
    standing: false,
  },
  {
    id: 'unset-from-missing',
    effect: ['config-missing', 'mount-setup-failed', 'volume-mount-timeout'],
    cause: ['secret-missing', 'config-map-missing', 'config-key-missing', 'pvc-missing'],
    mechanism: 'what the container is to be given does not exist',
    paths: ['family'],
    lag: { min: -60, max: Infinity, source: 'the kubelet tries again for ever' },
    strength: 0.95,
  },
  {
    id: 'address-in-use-from-conflict',
    effect: ['app-address-in-use'],
    cause: ['port-conflict', 'host-port-conflict'],
    mechanism: 'another container of the pod, or of the node, holds the port',
    paths: ['family'],
    lag: { min: -60, max: Infinity, source: 'from the first start on' },
    strength: 0.95,
  },
  {
    id: 'permission-from-volume',
    effect: ['app-permission-denied'],
    cause: ['volume-permission-denied'],
    mechanism: 'the files it may not touch lie on the mounted volume',
    paths: ['family', 'family mounts'],
    lag: { min: -60, max: Infinity, source: 'from the first access on' },
    strength: 0.95,
  },
  {
    id: 'crashloop-from-exit',
    effect: ['crashloop'],
    cause: ['container-exit-error', 'liveness-kill', 'container-oom', 'startup-probe-kill'],
    mechanism: 'every end of the container lengthens the restart back-off',
    paths: ['family'],
    lag: { min: -5, max: 360, source: 'kubelet: 10 s doubling to 300 s, reset after 10 min' },
    strength: 0.95,
    standing: false,
  },
  {
    id: 'kill-from-probe',
    effect: ['liveness-kill', 'container-killed'],
    cause: [
      'liveness-timeout',
      'liveness-failing',
      'liveness-probe-wrong-port',
      'liveness-probe-wrong-scheme',
      'liveness-probe-wrong-path',
      'liveness-probe-timing',
      'liveness-probe-tight',
    ],
    mechanism: 'the kubelet restarts a container whose liveness probe keeps failing',
    paths: ['family'],
    lag: { min: -30, max: 330, source: 'period × failureThreshold (10 s × 3), then grace 30 s' },
    strength: 0.95,
  },
  {
    id: 'probe-fails-by-declaration',
    effect: ['liveness-timeout', 'liveness-kill', 'crashloop'],
    cause: [
      'liveness-probe-wrong-port',
      'liveness-probe-wrong-scheme',
      'liveness-probe-wrong-path',
      'liveness-probe-timing',
      'liveness-probe-tight',
    ],
    mechanism: 'the probe asks at a place where a healthy process does not answer',
    paths: ['family'],
    lag: { min: -60, max: Infinity, source: 'from the first probe on' },
    strength: 0.95,
  },
  {
    id: 'unready-by-declaration',
    effect: ['readiness-failing', 'rollout-stuck'],
    cause: ['readiness-probe-wrong-port', 'readiness-probe-wrong-scheme', 'readiness-probe-wrong-path'],
    mechanism: 'the readiness probe asks at a place where a healthy process does not answer',
    paths: ['family'],
    lag: { min: -60, max: Infinity, source: 'from the first probe on' },
    strength: 0.95,
  },
  {
    id: 'unready-from-restart',
    effect: ['readiness-failing'],
    cause: ['crashloop', 'liveness-kill', 'container-oom', 'container-exit-error'],
    mechanism: 'a container that is not running answers no probe',
    paths: ['family'],
    lag: { min: -30, max: 300, source: 'readiness is false from the end of the container' },
    strength: 0.8,
    standing: false,
  },
  {
    id: 'oom-from-limit',
    effect: ['crashloop', 'container-exit-error', 'container-killed'],
    cause: ['container-oom', 'memory-limit-too-low', 'kernel-oom'],
    mechanism: 'the kernel kills the process at its memory limit',
    paths: ['family', 'family runs-on'],
    lag: { min: -5, max: 360, source: 'the kill is immediate' },
    strength: 0.8,
    standing: false,
  },
  {
    id: 'startup-by-declaration',
    effect: ['startup-failing', 'startup-probe-kill', 'crashloop'],
    cause: [
      'startup-probe-wrong-path',
      'startup-probe-wrong-port',
      'startup-probe-wrong-scheme',
      'startup-failing',
    ],
    mechanism: 'the startup probe asks at a place where a healthy process does not answer',
    paths: ['family'],
    lag: { min: -60, max: Infinity, source: 'from the first probe on' },
    strength: 0.95,
    when: (_c, effect, cause) => effect.type !== cause.type,
  },
  {
    id: 'rule-from-change',
    effect: [
      'networkpolicy-block',
      'quota-cpu-exceeded',
      'quota-memory-exceeded',
      'quota-pods-exceeded',
      'quota-storage-exceeded',
      'ingress-service-missing',
      'ingress-no-backend',
      'ingress-port-mismatch',
      'webhook-fail-closed',
      'webhook-misconfigured',
      'priority-misconfigured',
    ],
    cause: [
      'networkpolicy-changed',
      'quota-changed',
      'ingress-changed',
      'webhook-config-changed',
      'priorityclass-changed',
    ],
    mechanism: 'the change put the rule in force',
    paths: ['self', 'named', 'in-namespace ~limits', '~limits', 'limits ~limits'],
    lag: { min: 0, max: 300, source: 'admission, routing and policy follow within seconds' },
    strength: 0.8,
    standing: false,
    when: (c, effect, cause) =>
      effect.type !== 'webhook-fail-closed' ||
      !admittedBetween(c, effect.entity, cause.onset.hi, effect.onset.lo) ||
      'pods were admitted under it in between',
  },
  {
    id: 'fault-from-spec-change',
    effect: [
      ...START_FAULTS,
      'liveness-probe-wrong-port',
      'readiness-probe-wrong-port',
      'image-not-found',
      'node-selector-mismatch',
      'service-selector-mismatch',
      'replicas-zero',
      'crashloop',
      'rollout-stuck',
      'service-target-port-mismatch',
      'hpa-runaway-scale-up',
    ],
    cause: [
      'deployment-spec-changed',
      'image-tag-changed',
      'scale-changed',
      'configmap-changed',
      'secret-changed',
      'hpa-changed',
      'service-changed',
    ],
    mechanism: 'the change put it there',
    paths: ['family', 'self', 'family mounts'],
    lag: { min: 0, max: 120, source: 'first pods of a rollout start within a minute' },
    strength: 0.8,
    standing: false,
  },
];

/** True when pods came into being in namespaces that a webhook is asked about: it answered at that time. */
function admittedBetween(c: Case, webhook: Ref, from: number, to: number): boolean {
  const namespaces = new Set(c.to(keyOf(webhook), 'admitted-by').map((r) => refOfKey(r.from).name));
  return c.all('Pod').some((p) => {
    const born = p.created;
    return born !== undefined && born.lo > from && born.hi < to && namespaces.has(p.ref.namespace ?? '');
  });
}
