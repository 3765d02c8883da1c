import { MINUTE } from '../../base/index.js';
import type { Condition } from '../../model/index.js';
import type { CausalRule } from '../rule.js';

/** States of a workload's pods in which they take no traffic. */
export const POD_TROUBLE = [
  'crashloop', 'image-pull-backoff', 'image-pull-failed', 'liveness-kill', 'readiness-failing', 'failed-scheduling', 'replicaset-create-failed', 'container-exit-error', 'container-oom',
  'cni-sandbox-failure', 'sandbox-create-failed', 'sandbox-changed', 'pod-preempted', 'kubelet-eviction', 'taint-eviction',
  'config-missing', 'volume-mount-timeout', 'mount-setup-failed', 'init-container-stuck',
  'startup-probe-kill', 'pod-stuck-terminating', 'container-killed', 'image-invalid-name', 'image-never-present',
  'csi-driver-missing', 'multi-attach', 'volume-attach-failed', 'pvc-unbound', 'run-as-root-refused', 'scheduling-gated', 'readiness-gate-unmet', 'scheduler-missing', 'pod-not-running', 'ephemeral-storage-exceeded', 'kubelet-admission-rejected', 'node-graceful-shutdown', 'container-status-unknown',
] as const; // prettier-ignore

/** A start that takes longer has a reason of its own: kubectl and most charts wait 2 to 5 min for a rollout. */
const START = 2 * MINUTE;

function isRestart(x: Condition): boolean {
  return x.type === 'rollout-restart' || x.type === 'manual-pod-delete';
}

/** Whether pods stayed away for longer than a restart takes: it set off what something else explains. */
function outlastsRestart(x: Condition): boolean {
  return x.end === undefined || x.end.lo - x.onset.hi > START;
}

/** Service endpoints and availability of workloads. */
export const serviceRules: readonly CausalRule[] = [
  {
    id: 'no-endpoints-from-unavailable',
    effect: ['service-no-endpoints'],
    cause: ['deployment-unavailable', 'statefulset-stuck'],
    mechanism: 'a Service without a ready pod has no endpoint',
    paths: ['selects family'],
    lag: { min: -30, max: 120, source: 'endpoint controllers follow readiness within 1–2 s' },
    strength: 0.95,
    join: 'all',
  },
  {
    id: 'no-endpoints-from-pods',
    effect: ['service-no-endpoints'],
    cause: POD_TROUBLE,
    mechanism: 'its pods are not ready, so none is an endpoint',
    paths: ['selects family'],
    lag: {
      min: -60,
      max: 600,
      source: 'endpoint controllers follow readiness within 1–2 s; back-offs grow to 300 s',
    },
    strength: 0.8,
  },
  {
    id: 'no-endpoints-from-loop',
    effect: ['service-no-endpoints', 'ingress-no-backend', 'deployment-unavailable'],
    cause: ['crashloop', 'container-oom', 'liveness-kill'],
    mechanism: 'its pods loop, and at times none of them is up',
    paths: ['selects family', 'family'],
    lag: {
      min: -60,
      max: Infinity,
      source: 'replicas loop out of step; all are away at once only when the back-offs have grown (300 s)',
    },
    strength: 0.65,
  },
  {
    id: 'no-endpoints-from-declaration',
    effect: ['service-no-endpoints'],
    cause: ['service-selector-mismatch', 'replicas-zero', 'service-deleted'],
    mechanism: 'what is declared gives the Service no pod to send to',
    paths: ['self', 'selects family'],
    lag: { min: -60, max: Infinity, source: 'acts with the next sync of the endpoints controller' },
    strength: 0.95,
  },
  {
    id: 'no-endpoints-from-node',
    effect: ['service-no-endpoints'],
    cause: ['node-unreachable', 'node-not-ready', 'kubelet-stopped', 'runtime-down'],
    mechanism: 'the node that its pods run on is lost, so they are marked not ready',
    paths: ['selects runs-on'],
    lag: { min: 0, max: 120, source: 'node monitor grace 40–50 s, then pods are marked at once' },
    strength: 0.8,
    standing: 30,
  },
  {
    id: 'unavailable-from-pods',
    effect: ['deployment-unavailable', 'statefulset-stuck', 'rollout-stuck'],
    cause: POD_TROUBLE,
    mechanism: 'its pods do not become ready',
    paths: ['family'],
    lag: {
      min: -60,
      max: 900,
      source: 'Available follows readiness at once; progressDeadlineSeconds 600 by default',
    },
    strength: 0.95,
    standing: false,
  },
  {
    id: 'unavailable-from-declaration',
    effect: ['deployment-unavailable', 'readiness-failing'],
    cause: ['replicas-zero'],
    mechanism: 'no pod is asked for, and those that were are stopped',
    paths: ['family'],
    lag: { min: -60, max: Infinity, source: 'scale-down acts at once' },
    strength: 0.95,
  },
  {
    id: 'unavailable-from-node',
    effect: ['deployment-unavailable', 'statefulset-stuck', 'pod-stuck-terminating'],
    cause: ['node-unreachable', 'node-not-ready', 'kubelet-stopped', 'runtime-down'],
    mechanism: 'the node that its pods run on is lost',
    paths: ['family runs-on', 'family runs-on ~part-of'],
    lag: {
      min: 0,
      max: 420,
      source: 'node monitor grace 40–50 s; eviction after the 300 s default toleration',
    },
    strength: 0.8,
    standing: 30,
    guards: [{ types: ['local-pv-pinned', 'single-replica-spof'], path: ['family'], role: 'enabling' }],
  },
  {
    id: 'unavailable-from-act',
    effect: ['deployment-unavailable', 'statefulset-stuck', 'service-no-endpoints', 'readiness-failing'],
    cause: ['manual-pod-delete', 'rollout-restart', 'node-cordon-drain', 'scale-changed'],
    mechanism: 'its pods were taken away and must start anew',
    paths: ['self', 'family', 'selects family', 'family runs-on'],
    lag: { min: 0, max: 120, source: 'pods are deleted with their grace period and started again' },
    strength: 0.8,
    standing: false,
    when: (_c, effect, cause) => !isRestart(cause) || !outlastsRestart(effect) || 0.5,
  },
  {
    id: 'service-unreachable-from-ports',
    effect: [
      'connectivity-failing',
      'app-dependency-refused',
      'app-dependency-timeout',
      'surface-outage',
      'surface-degraded',
      'app-upstream-5xx',
    ],
    cause: ['service-target-port-mismatch', 'service-port-protocol-mismatch'],
    mechanism: 'the Service forwards to a port that nothing listens on',
    paths: ['self', 'named', 'routes-to', 'family needs'],
    lag: { min: -60, max: Infinity, source: 'acts on the next connection' },
    strength: 0.95,
  },
  {
    id: 'connectivity-from-no-endpoints',
    effect: ['connectivity-failing'],
    cause: ['service-no-endpoints', 'deployment-unavailable'],
    mechanism: 'a Service without endpoints refuses connections',
    paths: ['self', 'selects family'],
    lag: { min: -30, max: Infinity, source: 'kube-proxy rejects at once' },
    strength: 0.95,
  },
];
