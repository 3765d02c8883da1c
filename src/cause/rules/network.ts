import type { CausalRule } from '../rule.js';

/** Pod networks, Service rules and DNS. */
export const networkRules: readonly CausalRule[] = [
  {
    id: 'agent-crashes-without-interface',
    effect: ['cni-agent-crashloop'],
    cause: [
      'overlay-interface-missing',
      'nic-link-down',
      'vpn-interface-flap',
      'apiserver-vip-unreachable',
      'flannel-lease-failed',
      'calico-typha-unreachable',
      'image-pull-failed',
      'bad-config-change',
    ],
    mechanism: 'the agent ends when the interface it binds to is gone',
    paths: ['self', 'part-of', 'provides', 'family provides', 'runs-on ~part-of', 'part-of ~part-of'],
    lag: { min: -10, max: 360, source: 'the agent ends at its next check; restart back-off 10 s to 300 s' },
    strength: 0.95,
  },
  {
    id: 'network-broken-from-agent',
    effect: [
      'pod-network-broken',
      'flannel-subnet-env-missing',
      'cni-not-initialized',
      'calico-nodename-missing',
    ],
    cause: [
      'overlay-interface-missing',
      'cni-agent-crashloop',
      'nic-link-down',
      'calico-bgp-down',
      'cilium-agent-down',
    ],
    mechanism: 'without its interface or agent the node has no pod network',
    paths: ['self', 'part-of', 'part-of ~part-of', 'runs-on ~part-of', '~part-of'],
    lag: {
      min: -10,
      max: 360,
      source: 'traffic stops with the interface; the agent removes its files when it starts again',
    },
    strength: 0.8,
  },
  {
    id: 'sandbox-fails-without-network',
    effect: ['cni-sandbox-failure', 'sandbox-create-failed', 'sandbox-changed'],
    cause: [
      'cni-agent-crashloop',
      'overlay-interface-missing',
      'flannel-subnet-env-missing',
      'cni-not-initialized',
      'pod-network-broken',
      'cni-ip-exhaustion',
      'calico-nodename-missing',
      'cilium-agent-down',
      'aws-ipamd-down',
    ],
    mechanism: 'the CNI plugin cannot wire a sandbox while the node has no pod network',
    paths: ['family runs-on ~part-of', 'family runs-on', 'self', 'runs-on ~part-of'],
    lag: { min: -10, max: 600, source: 'each try fails, about every 10–15 s' },
    strength: 0.95,
  },
  {
    id: 'sandbox-fails-pod',
    effect: ['cni-sandbox-failure', 'sandbox-create-failed', 'pod-not-started'],
    cause: ['cni-sandbox-failure', 'runtime-down', 'runtime-slow', 'oci-create-failed'],
    mechanism: 'no pod of the node gets a sandbox',
    paths: ['family runs-on ~part-of', 'family runs-on'],
    lag: { min: -10, max: 600, source: 'each try fails' },
    strength: 0.65,
    when: (_c, effect, cause) => effect.entity.kind !== cause.entity.kind,
  },
  {
    id: 'registry-down-from-sandbox',
    effect: ['registry-down', 'registry-unreachable'],
    cause: [
      'cni-sandbox-failure',
      'sandbox-changed',
      'sandbox-create-failed',
      'service-no-endpoints',
      'deployment-unavailable',
      'init-container-stuck',
      'image-pull-failed',
      'image-pull-backoff',
      'pod-stuck-terminating',
    ],
    mechanism: 'the registry is a workload of this cluster and its pod does not run',
    paths: ['routes-to', 'routes-to selects family', 'family', 'self'],
    lag: { min: -30, max: 600, source: 'a registry serves while its pod runs' },
    strength: 0.95,
    guards: [
      { types: ['local-pv-pinned'], path: ['routes-to selects family', 'family'], role: 'enabling' },
      { types: ['single-replica-spof'], path: ['routes-to selects family', 'family'], role: 'enabling' },
    ],
  },
  {
    id: 'unavailable-from-network',
    effect: ['deployment-unavailable', 'service-no-endpoints'],
    cause: ['cni-sandbox-failure', 'overlay-interface-missing', 'cni-agent-crashloop', 'pod-network-broken'],
    mechanism: 'its pods on that node lost their sandbox and get no new one',
    paths: ['family runs-on ~part-of', 'selects runs-on ~part-of'],
    lag: { min: -10, max: 600, source: 'sandbox is recreated only after the CNI works' },
    strength: 0.5,
    guards: [
      { types: ['local-pv-pinned'], path: ['family', 'selects family'], role: 'enabling' },
      { types: ['single-replica-spof'], path: ['family', 'selects family'], role: 'enabling' },
    ],
  },
  {
    id: 'vip-lost-without-rules',
    effect: [
      'apiserver-vip-unreachable',
      'vip-unreachable',
      'coredns-api-unreachable',
      'app-dependency-timeout',
      'dns-server-timeout',
      'app-dependency-unresolved',
      'coredns-down',
      'cluster-dns-unreachable',
    ],
    cause: ['service-rules-missing', 'kube-proxy-rules-flushed', 'kube-proxy-down', 'kube-proxy-stale-rules'],
    mechanism: 'without the Service rules of its node nothing reaches a Service address',
    paths: ['self', 'family runs-on ~part-of', 'part-of ~part-of', 'part-of', 'family runs-on', 'anywhere'],
    lag: {
      min: -5,
      max: 3600,
      source: 'new connections fail from the moment the rules are gone; 30 s per try',
    },
    strength: 0.8,
    when: (c, effect, cause) => {
      const node = cause.entity.name.split('/')[0] ?? '';
      const nodes = [effect.entity, ...c.targets(effect.entity, 'owns').map((e) => e.ref)].flatMap((r) =>
        c.from(r, 'runs-on').map((x) => x.to),
      );
      if (
        effect.entity.kind === 'Service' ||
        effect.entity.kind === 'Cluster' ||
        effect.entity.kind === 'Component'
      )
        return 0.8;
      return (
        nodes.length === 0 || nodes.includes(`Node/${node}`) || effect.entity.name.startsWith(node) || 0.5
      );
    },
  },
  {
    id: 'client-crashes-without-api',
    effect: [
      'crashloop',
      'container-exit-error',
      'readiness-failing',
      'ingress-controller-down',
      'coredns-api-unreachable',
      'coredns-down',
      'liveness-timeout',
      'liveness-kill',
    ],
    cause: ['apiserver-vip-unreachable', 'vip-unreachable', 'service-rules-missing'],
    mechanism: 'a client of the API server gives up when the Service address does not answer',
    paths: ['family', 'family runs-on ~part-of', 'family runs-on'],
    lag: { min: -5, max: 600, source: '30 s per try, several tries' },
    strength: 0.8,
  },
  {
    id: 'unresolved-without-dns',
    effect: ['app-dependency-unresolved', 'dns-server-timeout', 'readiness-failing'],
    cause: [
      'coredns-down',
      'coredns-upstream-timeout',
      'cluster-dns-unreachable',
      'service-no-endpoints',
      'nodelocaldns-fault',
      'node-dns-failing',
      'node-dns-timeout',
    ],
    mechanism: 'names are not resolved while the DNS Service does not answer',
    paths: [
      'family resolves-via',
      'family resolves-via selects family',
      'family runs-on',
      'family runs-on ~part-of',
    ],
    lag: { min: -5, max: 600, source: '5 s per try' },
    strength: 0.65,
  },
  {
    id: 'rules-missing-without-proxy',
    effect: ['service-rules-missing', 'kube-proxy-stale-rules', 'kube-proxy-rules-flushed'],
    cause: ['kube-proxy-down', 'version-upgrade', 'manual-host-change', 'node-upgraded', 'kubelet-restarted'],
    mechanism: 'nothing writes the Service rules of a node whose kube-proxy does not run',
    paths: ['self', 'part-of', 'part-of ~part-of', '~part-of'],
    lag: { min: -60, max: 300, source: 'kube-proxy writes all rules at its start' },
    strength: 0.65,
    standing: false,
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
