import type { Condition } from '../../model/index.js';
import type { CausalRule } from '../rule.js';
import { wereReplaced } from '../turnover.js';

/** Hosts: units, kernel, disks, limits. */
export const hostRules: readonly CausalRule[] = [
  {
    id: 'service-of-node-fails',
    effect: [
      'kubelet-stopped',
      'runtime-down',
      'runtime-slow',
      'kube-proxy-down',
      'pleg-unhealthy',
      'node-not-ready',
      'node-dns-failing',
      'systemd-unit-failed',
      'kubelet-config-error',
    ],
    cause: [
      'systemd-unit-failed',
      'systemd-start-limit',
      'system-oom',
      'kernel-oom',
      'disk-full',
      'fs-remount-readonly',
      'disk-io-error',
      'fd-exhaustion',
      'hung-task',
      'soft-lockup',
      'kubelet-config-error',
      'kubelet-cert-expired',
    ],
    mechanism: 'the host takes from the service what it needs to run',
    paths: ['self', 'part-of', '~part-of', 'part-of ~part-of'],
    lag: {
      min: -10,
      max: 600,
      source: 'the unit fails at once or at its next write; the node is marked after 40–50 s',
    },
    strength: 0.65,
    when: (_c, effect, cause) => {
      if (effect.type === cause.type) return false;
      // systemd reports the unit because its process ended
      if (effect.type === 'kubelet-config-error' && cause.type === 'systemd-unit-failed')
        return 'the unit failed with its process, not before it';
      return struck(effect, cause) || 'it struck another process';
    },
  },
  {
    id: 'containers-suffer-from-host',
    effect: [
      'crashloop',
      'container-exit-error',
      'container-oom',
      'liveness-timeout',
      'liveness-failing',
      'readiness-failing',
      'app-disk-full',
      'app-read-only',
      'app-dependency-timeout',
      'container-killed',
      'container-create-failed',
    ],
    cause: [
      'system-oom',
      'kernel-oom',
      'disk-full',
      'fs-remount-readonly',
      'disk-io-error',
      'fd-exhaustion',
      'pid-exhaustion',
      'node-pid-pressure',
      'soft-lockup',
      'hung-task',
      'conntrack-full',
      'neighbour-table-full',
      'node-memory-pressure',
      'node-disk-pressure',
    ],
    mechanism: 'the node lacks what its containers need',
    paths: ['family runs-on', 'family runs-on ~part-of'],
    lag: { min: -10, max: 600, source: 'kernel and kubelet act within seconds' },
    strength: 0.5,
    when: (_c, effect, cause) =>
      cause.attrs['scope'] === 'container'
        ? 'a container reached its own limit, the node had memory left'
        : !['conntrack-full', 'neighbour-table-full'].includes(cause.type) ||
          !effect.type.includes('oom') ||
          'connections take no memory of containers',
  },
  {
    id: 'network-suffers-from-host',
    effect: [
      'service-rules-missing',
      'app-dependency-timeout',
      'dns-server-timeout',
      'coredns-upstream-timeout',
      'cni-sandbox-failure',
    ],
    cause: [
      'iptables-restore-failed',
      'conntrack-full',
      'neighbour-table-full',
      'kube-proxy-sync-slow',
      'kube-router-sync-failing',
      'unregister-netdevice',
      'mtu-mismatch',
    ],
    mechanism: 'the packet path of the node is full, stale or wrong',
    paths: ['self', 'part-of ~part-of', 'family runs-on', 'family runs-on ~part-of', 'runs-on ~part-of'],
    lag: { min: -10, max: 600, source: 'acts on new connections' },
    strength: 0.5,
  },
  {
    id: 'calls-to-new-neighbours-fail',
    effect: ['dependency-connect-failure', 'app-dependency-refused'],
    cause: ['neighbour-table-full'],
    mechanism: 'the kernel sends nothing to an address that it has no room to learn',
    paths: ['family runs-on', 'runs-on'],
    lag: { min: -60, max: Infinity, source: 'acts on every address that is not in the table' },
    strength: 0.65,
  },
  {
    id: 'heartbeats-suffer-from-host',
    effect: ['node-lease-failing', 'node-unreachable', 'node-not-ready'],
    cause: ['conntrack-full', 'neighbour-table-full', 'fd-exhaustion', 'pid-exhaustion', 'node-pid-pressure'],
    mechanism: 'the kubelet can open no connection, or start no process, when the host has none left to give',
    paths: ['self', '~part-of'],
    lag: { min: -60, max: 1800, source: 'lease renewal every 10 s, then 40–50 s of grace' },
    strength: 0.65,
  },
  {
    id: 'process-ids-counted',
    effect: ['node-pid-pressure'],
    cause: ['pid-exhaustion'],
    mechanism: 'the kubelet counts the process ids that are left, as fork does',
    paths: ['self'],
    lag: { min: -600, max: 600, source: 'kubelet housekeeping every 10 s; pressure is held for 5 min' },
    strength: 0.8,
  },
  {
    id: 'stale-service-rules',
    effect: [
      'dependency-connect-failure',
      'app-dependency-refused',
      'app-dependency-timeout',
      'dns-server-timeout',
      'coredns-upstream-timeout',
    ],
    cause: ['iptables-restore-failed', 'kube-proxy-sync-slow'],
    mechanism: 'the Service rules of its node still lead to pods that a rollout has replaced',
    paths: ['family runs-on ~part-of'],
    lag: {
      min: 0,
      max: Infinity,
      source: 'stale from the first change of endpoints on, whenever that comes',
    },
    strength: 0.8,
    when: (c, effect, cause) =>
      wereReplaced(c, effect, cause.onset.lo) ||
      'no pod that it calls was replaced since the rules are stale',
  },
  {
    id: 'kill-from-shortage',
    effect: ['kernel-oom'],
    cause: ['system-oom'],
    mechanism: 'the node has no memory left, so the kernel ends a process',
    paths: ['self'],
    lag: { min: -60, max: 60, source: 'the kubelet tells of the kill within seconds' },
    strength: 0.95,
    standing: false,
  },
  {
    id: 'kill-from-container-limit',
    effect: ['kernel-oom'],
    cause: ['container-oom', 'memory-limit-too-low'],
    mechanism: 'the kernel of the node ends a process of a container that reached its limit',
    paths: ['~runs-on family'],
    lag: { min: -60, max: Infinity, source: 'the kill is immediate, at each start anew' },
    strength: 0.95,
    standing: false,
    when: (_c, effect) => effect.attrs['scope'] === 'container' || 'the node itself had no memory left',
  },
  {
    id: 'drain-stuck',
    effect: ['node-drain-stuck'],
    cause: ['pdb-blocks-eviction'],
    mechanism: 'the budget allows no eviction, so the drain waits',
    paths: ['named', '~runs-on family ~selects', 'anywhere'],
    lag: { min: -60, max: 3600, source: 'kubectl drain retries every 5 s' },
    strength: 0.8,
  },
];

/** False for a kill of a process, or a fault of a unit, that is not the one which failed. */
function struck(effect: Condition, cause: Condition): boolean {
  const unit = effect.entity.kind === 'NodeService' ? (effect.entity.name.split('/')[1] ?? '') : undefined;
  if (cause.entity.kind === 'NodeService' && unit !== undefined)
    return cause.entity.name === effect.entity.name;
  if (cause.type.startsWith('kubelet-')) return unit === undefined || unit === 'kubelet';
  const victims = String(cause.attrs['victims'] ?? '');
  if (victims === '' || unit === undefined) return true;
  return victims.split(', ').some((v) => v === unit || v === `${unit}d`);
}
