import type { Condition } from '../../model/index.js';
import { workloadOf, type Case } from '../../world/index.js';
import type { CausalRule } from '../rule.js';

function isProbe(x: Condition): boolean {
  return ['readiness-failing', 'liveness-timeout', 'liveness-kill'].includes(x.type);
}

/**
 * A proxy that does not run leaves the rules that it wrote: they may still be there, or have gone with it (a
 * flush, a reboot).
 */
function withoutProxy(cause: Condition): number | true {
  return cause.type === 'kube-proxy-down' ? 0.5 : true;
}

/** Whether its configuration or its logs name a Service that the workload calls. */
function needsServices(c: Case, x: Condition): boolean {
  return c.from(workloadOf(c, x.entity), 'needs').length > 0;
}

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
      'flannel-subnet-env-missing',
      'cni-not-initialized',
      'calico-nodename-missing',
      'cilium-agent-down',
      'aws-ipamd-down',
    ],
    cause: [
      'overlay-interface-missing',
      'cni-agent-crashloop',
      'nic-link-down',
      'calico-bgp-down',
      'cilium-agent-down',
      'image-not-found',
      'image-pull-failed',
      'image-pull-backoff',
    ],
    mechanism: 'without its interface or agent the node has no pod network',
    paths: [
      'self',
      'part-of',
      'part-of ~part-of',
      'runs-on ~part-of',
      '~part-of',
      '~provides family',
      '~part-of ~provides family',
    ],
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
    id: 'ended-with-sandbox',
    effect: ['container-exit-error', 'container-killed'],
    cause: ['cni-sandbox-failure'],
    mechanism: 'the runtime stops the containers of a sandbox that it must make anew',
    paths: ['self', 'family'],
    lag: { min: -60, max: 60, source: 'containers end first, the new sandbox is tried at once' },
    strength: 0.65,
    standing: false,
  },
  {
    id: 'agent-ends-without-interface',
    effect: ['crashloop', 'container-exit-error'],
    cause: ['overlay-interface-missing', 'cni-agent-crashloop'],
    mechanism: 'this is the agent of the pod network, which ends when its interface is gone',
    paths: ['provides', 'family provides'],
    lag: { min: -60, max: 360, source: 'the agent ends at its next check; restart back-off 10 s to 300 s' },
    strength: 0.95,
    standing: false,
  },
  {
    id: 'sandbox-fails-pod',
    effect: ['cni-sandbox-failure', 'sandbox-create-failed'],
    cause: ['cni-sandbox-failure', 'runtime-down', 'runtime-slow'],
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
    cause: ['cni-sandbox-failure', 'overlay-interface-missing', 'cni-agent-crashloop'],
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
    id: 'dns-down-by-itself',
    effect: [
      'coredns-down',
      'service-no-endpoints',
      'cluster-dns-unreachable',
      'crashloop',
      'container-exit-error',
      'deployment-unavailable',
      'readiness-failing',
    ],
    cause: ['coredns-corefile-invalid', 'coredns-loop', 'coredns-overloaded', 'coredns-api-unreachable'],
    mechanism: 'CoreDNS does not serve with this configuration, load or view of the API',
    paths: ['self', 'selects family', 'family', 'named', 'family mounts', 'selects family mounts'],
    lag: { min: -60, max: 600, source: 'Corefile reload 30–45 s; readiness 10 s × 3' },
    strength: 0.8,
  },
  {
    id: 'dns-down-from-pods',
    effect: ['coredns-down', 'cluster-dns-unreachable'],
    cause: [
      'deployment-unavailable', 'service-no-endpoints', 'crashloop', 'container-oom', 'container-exit-error', 'image-pull-backoff',
      'failed-scheduling', 'cni-sandbox-failure', 'kubelet-eviction', 'replicas-zero', 'coredns-down',
    ], // prettier-ignore
    mechanism: 'the pods that answer for names do not run, or nothing reaches them',
    paths: ['self', 'selects family'],
    lag: { min: -30, max: Infinity, source: 'clients notice with their next lookup, 5 s per try' },
    strength: 0.8,
    when: (_c, effect, cause) => effect.type !== cause.type,
  },
  {
    id: 'corefile-from-change',
    effect: ['coredns-corefile-invalid', 'coredns-loop'],
    cause: ['configmap-changed', 'manual-change'],
    mechanism: 'the change put it into the Corefile',
    paths: ['self', 'family mounts'],
    lag: {
      min: 0,
      max: Infinity,
      source: 'reload within 30–45 s; running pods keep the old one until they restart',
    },
    strength: 0.8,
    standing: false,
  },
  {
    id: 'vip-lost-without-rules',
    effect: [
      'apiserver-vip-unreachable',
      'coredns-api-unreachable',
      'app-dependency-timeout',
      'dns-server-timeout',
      'app-dependency-unresolved',
      'coredns-down',
      'cluster-dns-unreachable',
    ],
    cause: ['service-rules-missing', 'kube-proxy-rules-flushed', 'kube-proxy-down'],
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
    cause: ['apiserver-vip-unreachable', 'service-rules-missing', 'kube-proxy-down'],
    mechanism: 'a client of the API server gives up when the Service address does not answer',
    paths: ['family', 'family runs-on ~part-of', 'family runs-on'],
    lag: { min: -5, max: 600, source: '30 s per try, several tries' },
    strength: 0.8,
    when: (c, effect, cause) =>
      isProbe(effect) && needsServices(c, effect)
        ? 'the Services that it is known to call are others'
        : withoutProxy(cause),
  },
  {
    id: 'unready-without-services',
    effect: ['readiness-failing', 'liveness-timeout', 'liveness-kill'],
    cause: ['service-rules-missing', 'kube-proxy-rules-flushed'],
    mechanism:
      'from its node it reaches neither the Services that it needs nor the one that resolves their names',
    paths: ['family runs-on ~part-of', 'family runs-on'],
    lag: { min: -5, max: 600, source: 'probe period × failureThreshold; open connections may live on' },
    strength: 0.8,
    when: (c, effect, cause) =>
      needsServices(c, effect) ? withoutProxy(cause) : 'it is not known to call any Service',
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
    ],
    mechanism: 'names are not resolved while the resolver that is asked does not answer',
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
    id: 'unresolved-without-node-cache',
    effect: ['dns-server-timeout', 'app-dependency-unresolved', 'readiness-failing'],
    cause: [
      'crashloop',
      'container-oom',
      'memory-limit-too-low',
      'container-exit-error',
      'liveness-kill',
      'pod-not-running',
      'image-pull-backoff',
      'nodelocaldns-fault',
    ],
    mechanism: 'the DNS cache of its node, which it asks for names, does not run',
    paths: ['family resolves-via', 'family resolves-via ~owns'],
    lag: { min: -120, max: Infinity, source: '5 s per try; the first end of a container may not be told' },
    strength: 0.8,
    when: (_c, effect, cause) =>
      cause.entity.kind !== 'Service' &&
      (!/^10\.|^$/.test(String(effect.attrs['dns'] ?? '')) || effect.type !== 'dns-server-timeout' || 0.5),
  },
  {
    id: 'rules-missing-without-proxy',
    effect: ['service-rules-missing', 'kube-proxy-rules-flushed'],
    cause: ['kube-proxy-down', 'manual-host-change', 'node-upgraded', 'kubelet-restarted'],
    mechanism: 'nothing writes the Service rules of a node whose kube-proxy does not run',
    paths: ['self', 'part-of', 'part-of ~part-of', '~part-of'],
    lag: { min: -60, max: 300, source: 'kube-proxy writes all rules at its start' },
    strength: 0.65,
    standing: false,
  },
  {
    id: 'proxy-stopped-by-upgrade',
    effect: ['kube-proxy-down', 'kubelet-stopped', 'runtime-down', 'kubelet-restarted', 'node-not-ready'],
    cause: ['node-upgraded', 'manual-host-change', 'node-graceful-shutdown'],
    mechanism: 'the step stops and restarts the services of the node',
    paths: ['self', 'part-of', 'part-of ~part-of', '~part-of'],
    lag: { min: -60, max: 600, source: 'an upgrade takes a node’s services down one after the other' },
    strength: 0.65,
    standing: false,
  },
];
