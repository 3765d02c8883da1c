import { keyOf, type Condition } from '../../model/index.js';
import type { CausalRule } from '../rule.js';

/** Nodes, kubelet and container runtime. */
export const nodeRules: readonly CausalRule[] = [
  {
    id: 'node-lost',
    effect: ['node-unreachable', 'node-not-ready'],
    cause: [
      'kubelet-stopped',
      'kernel-panic',
      'nic-link-down',
      'kubelet-config-error',
      'kubelet-cert-expired',
      'kubelet-unauthorized',
      'node-reboot',
      'system-oom',
      'kernel-oom',
      'systemd-unit-failed',
    ],
    mechanism: 'the kubelet no longer reports, so the node controller marks the node Unknown',
    paths: ['self', '~part-of', 'family'],
    lag: { min: -60, max: 120, source: 'node-monitor-grace-period 40 s (50 s from 1.32)' },
    strength: 0.95,
    standing: false,
    when: (_c, _effect, cause) => tookKubelet(cause) || 'it left the kubelet and the runtime alone',
  },
  {
    id: 'node-lost-with-zone',
    effect: ['node-unreachable'],
    cause: ['zone-lost'],
    mechanism: 'the node went silent with all others of its zone',
    paths: ['in-zone'],
    lag: { min: -30, max: 60, source: 'Lease every 10 s, the node controller looks every 5 s' },
    strength: 0.8,
    standing: false,
  },
  {
    id: 'node-lost-to-clock',
    effect: ['node-unreachable', 'node-lease-failing'],
    cause: ['host-clock-behind', 'host-clock-changed'],
    mechanism:
      'to a host whose clock is off certificates and tokens are outside their time, so the API server is not reached',
    paths: ['self'],
    lag: { min: -60, max: 900, source: 'checked at every new connection; then 40–50 s of grace' },
    strength: 0.8,
    standing: false,
  },
  {
    id: 'heartbeats-without-identity',
    effect: ['node-lease-failing', 'client-cert-rejected'],
    cause: ['kubelet-cert-expired', 'kubelet-unauthorized'],
    mechanism: 'the API server answers every heartbeat of this kubelet with 401',
    paths: ['self', 'anywhere'],
    lag: { min: -60, max: Infinity, source: 'every request is refused from then on' },
    strength: 0.8,
    when: (_c, effect, cause) =>
      effect.type === 'client-cert-rejected' ||
      effect.entity.name === cause.entity.name ||
      'it is another node',
  },
  {
    id: 'kubelet-ends-without-identity',
    effect: ['kubelet-config-error', 'systemd-unit-failed'],
    cause: ['kubelet-cert-expired'],
    mechanism: 'a kubelet without a valid certificate asks for its bootstrap file, finds none and ends',
    paths: ['part-of'],
    lag: { min: -60, max: Infinity, source: 'kubeadm removes the bootstrap file after the join' },
    strength: 0.95,
    when: (_c, effect) => effect.entity.name.endsWith('/kubelet') || 'it is another unit',
  },
  {
    id: 'clock-behind-after-step',
    effect: ['host-clock-behind'],
    cause: ['host-clock-changed'],
    mechanism: 'the clock was set to a wrong time',
    paths: ['self'],
    lag: { min: -60, max: Infinity, source: 'the next handshake meets the wrong time' },
    strength: 0.95,
    standing: false,
  },
  {
    id: 'reboot-after-panic',
    effect: ['node-reboot'],
    cause: ['kernel-panic', 'node-reclaimed'],
    mechanism: 'the host starts anew after the kernel stopped',
    paths: ['self'],
    lag: { min: -5, max: 1800, source: 'kernel.panic 10 s, then firmware and boot' },
    strength: 0.95,
    standing: false,
  },
  {
    id: 'runtime-hangs-on-host',
    effect: ['runtime-hung', 'runtime-slow'],
    cause: ['hung-task', 'disk-io-error', 'soft-lockup', 'fs-remount-readonly', 'disk-full', 'fd-exhaustion'],
    mechanism: 'the runtime waits in the kernel for its disk or a lock',
    paths: ['part-of', 'self'],
    lag: { min: -120, max: 600, source: 'CRI deadline 2–4 min; the kernel warns after 120 s' },
    strength: 0.8,
  },
  {
    id: 'volume-held-by-lost-node',
    effect: ['multi-attach', 'volume-attach-failed'],
    cause: ['node-unreachable', 'node-not-ready', 'pod-stuck-terminating'],
    mechanism: 'nothing confirms that the lost node let go of the volume, so it is not attached elsewhere',
    paths: ['family runs-on', 'family'],
    lag: { min: 0, max: 1800, source: '300 s toleration, then 6 min before a forced detach' },
    strength: 0.8,
  },
  {
    id: 'stuck-on-lost-node',
    effect: ['pod-stuck-terminating'],
    cause: ['node-unreachable', 'node-reclaimed'],
    mechanism: 'it was being deleted when its node went: nothing confirms that it ended',
    paths: ['runs-on'],
    lag: {
      min: -900,
      max: 420,
      source: 'terminationGracePeriodSeconds before the loss, 300 s toleration after it',
    },
    strength: 0.8,
  },
  {
    id: 'node-gone-with-provider',
    effect: [
      'node-unreachable',
      'node-not-ready',
      'node-deleted',
      'deployment-unavailable',
      'node-graceful-shutdown',
    ],
    cause: ['node-reclaimed'],
    mechanism: 'the provider takes the machine back',
    paths: ['self', 'family runs-on'],
    lag: { min: -10, max: 600, source: 'notice 30 s (GCP, Azure) to 2 min (AWS) ahead' },
    strength: 0.95,
    standing: false,
  },
  {
    id: 'pressure-from-full-disk',
    effect: ['node-disk-pressure'],
    cause: ['disk-full'],
    mechanism: 'the disk fills and nothing can be removed from it',
    paths: ['self'],
    lag: { min: -300, max: 1800, source: 'kubelet housekeeping every 10 s' },
    strength: 0.8,
  },
  {
    id: 'collection-fails-on-filling-disk',
    effect: ['image-gc-failed'],
    cause: ['node-disk-pressure', 'disk-full'],
    mechanism: 'what fills the disk is not images, so removing images gives nothing back',
    paths: ['self'],
    lag: { min: -3600, max: 3600, source: 'collection begins at 85 % in use, the pressure at 90 %' },
    strength: 0.8,
  },
  {
    id: 'container-unknown-with-pod',
    effect: ['container-status-unknown', 'container-killed'],
    cause: ['kubelet-eviction', 'taint-eviction', 'node-reboot', 'node-reclaimed'],
    mechanism: 'the pod was ended as a whole, and nobody saw how its containers ended',
    paths: ['family', 'family runs-on', 'self'],
    lag: { min: -60, max: 600, source: 'the kubelet reports the pod failed at once' },
    strength: 0.8,
    standing: false,
  },
  {
    id: 'node-unready-from-runtime',
    effect: ['node-not-ready', 'pleg-unhealthy'],
    cause: [
      'pleg-unhealthy',
      'runtime-down',
      'runtime-slow',
      'runtime-hung',
      'cni-not-initialized',
      'hung-task',
    ],
    mechanism: 'the kubelet reports itself not ready while the runtime does not answer',
    paths: ['self', '~part-of', 'part-of ~part-of', 'part-of'],
    lag: { min: -5, max: 420, source: 'PLEG is unhealthy 3 min after the last relist; runtime 30 s' },
    strength: 0.95,
  },
  {
    // never node-not-ready: a kubelet that says so has reached the API server
    id: 'heartbeats-refused',
    effect: ['node-unreachable', 'node-lease-failing'],
    cause: [
      'apiserver-request-timeout',
      'apiserver-unavailable',
      'apiserver-etcd-timeout',
      'etcd-quorum-loss',
    ],
    mechanism: 'heartbeats are not accepted while the API server cannot write',
    paths: ['anywhere'],
    lag: { min: -60, max: Infinity, source: 'heartbeat every 10 s, grace 40–50 s, in each spell of it' },
    strength: 0.5,
    standing: 120,
  },
  {
    id: 'node-taken-away',
    effect: ['node-unreachable', 'deployment-unavailable', 'statefulset-stuck', 'zone-disruption'],
    cause: ['node-deleted', 'node-scale-down', 'node-graceful-shutdown'],
    mechanism: 'the node was taken out of the cluster with what ran on it',
    paths: ['self', 'family runs-on', 'named'],
    lag: { min: 0, max: 600, source: 'pods of deleted nodes are collected after 40 s' },
    strength: 0.65,
    standing: false,
  },
  {
    id: 'zone-from-nodes',
    effect: ['zone-disruption'],
    cause: ['node-unreachable', 'node-not-ready'],
    mechanism: 'most nodes of the zone are lost',
    paths: ['~in-zone', 'named'],
    lag: { min: -60, max: 600, source: 'node lifecycle controller, 55 % of a zone' },
    strength: 0.95,
  },
  {
    id: 'pods-stuck-from-runtime',
    effect: [
      'sandbox-create-failed',
      'pod-stuck-terminating',
      'pod-not-running',
      'container-status-unknown',
      'crashloop',
    ],
    cause: ['runtime-down', 'runtime-slow', 'runtime-hung', 'kubelet-stopped', 'pleg-unhealthy'],
    mechanism: 'nothing starts or stops containers on the node',
    paths: ['family runs-on', 'family runs-on ~part-of'],
    lag: { min: -10, max: 600, source: 'CRI deadline 2–4 min' },
    strength: 0.8,
  },
  {
    id: 'pressure-from-hog',
    effect: [
      'node-memory-pressure',
      'node-disk-pressure',
      'disk-full',
      'system-oom',
      'kernel-oom',
      'kubelet-eviction',
    ],
    cause: ['pod-memory-hog', 'pod-disk-hog'],
    mechanism: 'one pod took far more of the node than it had asked for',
    paths: ['~runs-on family', 'family'],
    lag: { min: -60, max: Infinity, source: 'the kubelet looks every 10 s; the kernel acts at once' },
    strength: 0.95,
    when: (_c, effect, cause) => isSameShortage(effect, cause) || 'the node ran short of something else',
  },
  {
    id: 'evicted-from-pressure',
    effect: ['kubelet-eviction'],
    cause: ['node-memory-pressure', 'node-disk-pressure', 'node-pid-pressure', 'disk-full'],
    mechanism: 'the kubelet evicts pods to get resources back',
    paths: ['family runs-on', 'self'],
    lag: { min: -10, max: 600, source: 'kubelet housekeeping every 10 s' },
    strength: 0.95,
  },
  {
    id: 'down-for-maintenance',
    effect: ['node-unreachable', 'node-not-ready', 'node-reboot', 'kubelet-stopped'],
    cause: ['node-cordon-drain', 'node-graceful-shutdown'],
    mechanism: 'whoever took the work off the node took the node down next',
    paths: ['self', 'part-of'],
    lag: { min: 0, max: 3600, source: 'a drain of some minutes, then the work on the machine' },
    strength: 0.65,
    standing: false,
  },
  {
    id: 'component-lost-with-node',
    effect: ['cr-failed', 'target-down', 'alert-firing'],
    cause: ['node-unreachable'],
    mechanism: 'what is on the node, or looks at it, fails with it',
    paths: ['named', 'runs-on', 'self', 'family runs-on', 'named runs-on', 'named family runs-on'],
    lag: { min: -120, max: 1800, source: 'probe intervals and alert waits' },
    strength: 0.8,
  },
  {
    id: 'dns-with-overlay',
    effect: ['node-dns-failing'],
    cause: ['nic-link-down', 'upstream-resolver-down'],
    mechanism: 'the resolver of the node cannot reach its upstream',
    paths: ['self', 'part-of', 'part-of ~part-of'],
    lag: { min: -10, max: 60, source: '5–10 s per lookup' },
    strength: 0.5,
  },
];

const OF_NODE = /^(?:kubelet|containerd|crio|docker|dockerd|cri-dockerd|systemd)$/;

/** True unless the killed process or failed unit is known and is neither the kubelet nor its runtime. */
function tookKubelet(cause: Condition): boolean {
  if (cause.type === 'systemd-unit-failed') return OF_NODE.test(cause.entity.name.split('/')[1] ?? '');
  if (cause.type !== 'kernel-oom' && cause.type !== 'system-oom') return true;
  return String(cause.attrs['victims'] ?? '')
    .split(', ')
    .some((v) => OF_NODE.test(v));
}

/** True when the effect is about the resource that the pod took, and on its node. */
function isSameShortage(effect: Condition, cause: Condition): boolean {
  const memory = cause.type === 'pod-memory-hog';
  if (memory ? effect.type === 'node-disk-pressure' : /memory|oom/.test(effect.type)) return false;
  if (effect.entity.kind === 'Node') return cause.names.some((r) => keyOf(r) === keyOf(effect.entity));
  return effect.type !== 'kubelet-eviction' || /memory/.test(effect.statement) === memory;
}
