import { keyOf, type Condition, type Ref } from '../../model/index.js';
import { workloadOf, type Case } from '../../world/index.js';
import type { CausalRule } from '../rule.js';

/** Who cannot reach whom: links, routes, resolvers and file servers. */
export const reachRules: readonly CausalRule[] = [
  {
    id: 'agent-unready-without-routes',
    effect: ['readiness-failing', 'deployment-unavailable'],
    cause: ['calico-bgp-down', 'calico-felix-not-ready', 'cilium-agent-down', 'calico-typha-unreachable'],
    mechanism: 'the agent of the pod network is not ready while its routes or rules are not in place',
    paths: ['provides', 'family provides'],
    lag: { min: -60, max: 600, source: 'readiness period 10 s' },
    strength: 0.95,
  },
  {
    id: 'calls-cut-without-routes',
    effect: [
      'dependency-connect-failure',
      'app-dependency-timeout',
      'dns-server-timeout',
      'coredns-upstream-timeout',
    ],
    cause: ['calico-bgp-down', 'nic-link-down'],
    mechanism: 'no route leads from the pods of this node to those of others',
    paths: ['family runs-on ~part-of', 'family runs-on', 'named selects runs-on ~part-of'],
    lag: { min: -30, max: 600, source: 'routes go with the session; the next packet is lost' },
    strength: 0.8,
  },
  {
    id: 'peers-cut-by-link',
    effect: ['etcd-peer-unreachable', 'apiserver-unavailable'],
    cause: ['nic-link-down', 'node-unreachable', 'kernel-panic', 'node-reboot'],
    mechanism: 'the host that it runs on is off the network',
    paths: ['anywhere'],
    lag: { min: -30, max: 120, source: 'dial time-outs of seconds; rafthttp probes every few seconds' },
    strength: 0.8,
    when: (c, effect, cause) => isOnlyHost(c, effect, cause) || 'it does not run there, or elsewhere as well',
  },
  {
    id: 'clients-cut-by-split-brain',
    effect: [
      'apiserver-unavailable',
      'apiserver-vip-unreachable',
      'node-lease-failing',
      'node-unreachable',
      'node-flapping',
      'surface-outage',
      'surface-degraded',
    ],
    cause: ['vrrp-split-brain'],
    mechanism: 'two hosts answer for the virtual address, and connections break whenever its owner changes',
    paths: ['anywhere'],
    lag: { min: -10, max: Infinity, source: 'each gratuitous ARP (every 60 s or less) may move the address' },
    strength: 0.65,
    standing: 120,
  },
  {
    id: 'split-brain-from-host-change',
    effect: ['vrrp-split-brain'],
    cause: ['manual-host-change', 'nic-link-down', 'node-network-packet-loss'],
    mechanism: 'advertisements no longer reach the other host, and each takes the other for dead',
    paths: ['part-of', 'named'],
    lag: { min: 0, max: 120, source: 'a backup takes over after three missed advertisements (1 s each)' },
    strength: 0.65,
    standing: false,
  },
  {
    id: 'calls-cut-by-mesh',
    effect: [
      'ingress-upstream-reset',
      'surface-outage',
      'surface-degraded',
      'dependency-connect-failure',
      'app-upstream-5xx',
      'target-down',
      'readiness-failing',
      'liveness-failing',
    ],
    cause: ['mesh-plaintext-refused'],
    mechanism: 'its proxy closes every connection of a caller that is not in the mesh',
    paths: ['selects family', 'routes-to selects family', 'named selects family', 'named', 'family'],
    lag: { min: -60, max: Infinity, source: 'each new connection is closed at once' },
    strength: 0.8,
  },
  {
    id: 'mesh-refuses-since-policy',
    effect: ['mesh-plaintext-refused'],
    cause: ['networkpolicy-changed'],
    mechanism: 'the policy asks for mutual TLS of every caller',
    paths: ['anywhere'],
    lag: { min: 0, max: 300, source: 'istiod pushes a policy to all proxies within seconds' },
    strength: 0.8,
    standing: false,
    when: (_c, _effect, cause) => cause.entity.kind === 'PeerAuthentication' || 'it is no policy of the mesh',
  },
  {
    id: 'upstream-out-of-reach',
    effect: ['upstream-resolver-down', 'coredns-upstream-timeout'],
    cause: ['conntrack-full', 'coredns-overloaded'],
    mechanism: 'new lookups find no place in the connection table, or wait in the queue of CoreDNS',
    paths: ['anywhere'],
    lag: { min: -60, max: 600, source: 'each lookup waits for 2–6 s before it counts as failed' },
    strength: 0.5,
  },
  {
    id: 'dns-load-from-scale',
    effect: ['coredns-overloaded', 'conntrack-full', 'coredns-upstream-timeout'],
    cause: ['hpa-runaway-scale-up', 'scale-changed', 'job-fanout'],
    mechanism: 'every new pod asks for names, and with search domains each name several times',
    paths: ['anywhere'],
    lag: { min: 0, max: 600, source: 'pods start and ask within a minute; tables fill within minutes' },
    strength: 0.5,
    standing: false,
    when: (c, _effect, cause) =>
      asksForNames(c, cause.entity) || 'nothing shows that what was scaled asks for names',
  },
  {
    id: 'upstream-of-dns-down',
    effect: ['coredns-upstream-timeout', 'node-dns-failing'],
    cause: ['upstream-resolver-down'],
    mechanism: 'the resolver that names outside the cluster are forwarded to does not answer',
    paths: ['named', 'anywhere'],
    lag: { min: -60, max: 600, source: 'each forwarded name waits for 2–6 s' },
    strength: 0.95,
    when: (_c, effect, cause) =>
      effect.names.some((r) => keyOf(r) === keyOf(cause.entity)) ||
      String(effect.attrs['dns'] ?? '') === cause.entity.name ||
      'it asks another resolver',
  },
  {
    id: 'mount-waits-for-server',
    effect: ['mount-setup-failed', 'volume-mount-timeout', 'pod-stuck-terminating', 'hung-task'],
    cause: ['nfs-unreachable'],
    mechanism: 'the file server does not answer, and whoever touches the mount waits in the kernel',
    paths: ['named', 'family runs-on', 'self', 'anywhere'],
    lag: { min: -300, max: Infinity, source: 'mount gives up after 2 min, hard mounts never do' },
    strength: 0.8,
    when: (_c, effect, cause) =>
      speaksOf(effect, String(cause.attrs['server'] ?? '')) ||
      cause.names.some((r) => keyOf(r) === keyOf(effect.entity)) ||
      'it is another server',
  },
  {
    id: 'slow-callers-from-delay',
    effect: [
      'latency-high',
      'app-dependency-timeout',
      'surface-degraded',
      'surface-outage',
      'app-upstream-5xx',
      'alert-firing',
    ],
    cause: ['pod-network-delay', 'node-network-delay', 'node-network-packet-loss'],
    mechanism: 'every packet to and from it takes longer, so its callers wait',
    paths: [
      'named',
      'named selects family',
      'family',
      'family needs selects family',
      'family runs-on',
      'routes-to selects family',
      'family needs selects runs-on',
      'named selects runs-on',
    ],
    lag: { min: -60, max: 600, source: 'acts on every packet' },
    strength: 0.8,
  },
];

/** True when pods of a workload, or of what an autoscaler scales, complain of lookups: they make them. */
function asksForNames(c: Case, scaled: Ref): boolean {
  const own = new Set([scaled, ...c.targets(scaled, 'scales').map((e) => e.ref)].map(keyOf));
  return c
    .messagesOf('dns-server-timeout')
    .some((m) => m.origin.pod !== undefined && own.has(keyOf(workloadOf(c, m.origin.pod))));
}

function speaksOf(x: Condition, server: string): boolean {
  return server !== '' && `${x.statement} ${x.evidence.map((e) => e.excerpt).join(' ')}`.includes(server);
}

/** True when the lost host holds the etcd member, or the only API server. */
function isOnlyHost(c: Case, effect: Condition, cause: Condition): boolean {
  const { name } = cause.entity;
  if (effect.entity.kind === 'EtcdMember')
    return effect.entity.name === name || effect.entity.name.endsWith(`-${name}`);
  const instances = c.to(effect.entity, 'provides').map((r) => r.from);
  return instances.length === 1 && c.from(instances[0] ?? '', 'runs-on').some((r) => r.to === `Node/${name}`);
}
