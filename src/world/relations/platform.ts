import { dig, digList, digObject, digStrings, digText } from '../../base/index.js';
import { keyOf, ref, type Ref, type Relation } from '../../model/index.js';
import type { Case } from '../case.js';
import { cite, newest } from '../entity.js';
import { clusterDns as dnsOf } from '../facts/cluster-dns.js';
import { workloadOf } from '../facts/pods.js';
import { selects } from '../facts/services.js';
import { templates } from '../facts/templates.js';
import { lay, lifetime } from './lay.js';

/** Agents of the pod network by the names their projects ship them under (container or workload name). */
const CNI_AGENT =
  /(^|-)(flannel|calico-node|cilium|cilium-agent|aws-node|weave|weave-net|kube-router|canal|antrea-agent|ovnkube-node|sdn|kindnet|kindnet-cni|azure-cni|multus)(-|$)/;
const PROXY = /(^|-)kube-proxy(-|$)/;

/** What the platform itself is made of: agents and what they provide, autoscalers, quotas, priorities, delivery. */
export function platform(c: Case): Relation[] {
  return [
    ...agents(c),
    ...controlPlane(c),
    ...nodeParts(c),
    ...clusterDns(c),
    ...nodeCaches(c),
    ...autoscalers(c),
    ...policies(c),
    ...delivery(c),
  ];
}

/** provides: a CNI agent's pod provides its node's pod network, a kube-proxy pod its Service data plane. */
function agents(c: Case): Relation[] {
  return c.all('Pod').flatMap((pod) => {
    const workload = workloadOf(c, pod.ref);
    if (workload.kind !== 'DaemonSet' && workload.kind !== 'Pod') return [];
    const kind = CNI_AGENT.test(workload.name)
      ? 'NodeNetwork'
      : PROXY.test(workload.name)
        ? 'ServiceDataplane'
        : undefined;
    const node = c.from(pod.ref, 'runs-on')[0];
    const at = node && c.entity(node.to);
    if (kind === undefined || !at) return [];
    const provided = ref(kind, undefined, at.ref.name);
    c.define(provided);
    return [lay(pod.ref, 'provides', provided, `agent ${workload.name}`, node.evidence, lifetime(pod))];
  });
}

const CONTROL_PLANE = /^(kube-apiserver|kube-scheduler|kube-controller-manager|etcd)(?=-|$)/;

/** provides: a pod of the control plane (static, or of a hosted one) the component that it is an instance of. */
function controlPlane(c: Case): Relation[] {
  return c.all('Pod').flatMap((pod) => {
    const name = CONTROL_PLANE.exec(pod.ref.name)?.[1];
    if (name === undefined) return [];
    const containers = digList(newest(pod)?.object, 'spec', 'containers').map((x) => digText(x, 'name'));
    const node = ref('Node', undefined, pod.ref.name.slice(name.length + 1));
    if (!containers.includes(name) && !(pod.ref.namespace === 'kube-system' && c.entity(node))) return [];
    const provided = ref('Component', undefined, name);
    c.define(provided);
    return [lay(pod.ref, 'provides', provided, 'name of the pod', [], lifetime(pod))];
  });
}

/** Units that make a machine a node; a node has them whether or not the capture holds their logs. */
const COMMON_UNITS: readonly string[] = ['kubelet', 'containerd', 'crio', 'docker', 'kube-proxy', 'dns'];

/** Units that are a whole node, or control plane, in one process. */
const SERVERS = /^(?:k3s|k3s-agent|rke2-server|rke2-agent|k0scontroller|k0sworker|microk8s)$/;

/** Nodes that have an object, or whose own services speak in a log. */
function nodesTold(c: Case): ReadonlySet<string> {
  const speaking = c.messages.flatMap((m) => (m.origin.pod ? [] : (m.origin.node ?? [])));
  return new Set([...c.all('Node').map((n) => n.ref.name), ...speaking]);
}

/** part-of: NodeNetwork, ServiceDataplane and the host's services to their Node. */
function nodeParts(c: Case): Relation[] {
  const out: Relation[] = [];
  const part = (r: Ref, node: string, how: string): void => {
    c.define(r);
    out.push(lay(r, 'part-of', ref('Node', undefined, node), how, []));
  };
  const nodes = nodesTold(c);
  for (const node of nodes) {
    part(ref('NodeNetwork', undefined, node), node, 'pod network of the node');
    part(ref('ServiceDataplane', undefined, node), node, 'Service rules of the node');
  }
  const seen = new Set<string>();
  const units = new Set(COMMON_UNITS);
  for (const report of c.reportsOf('unit-status')) {
    const unit = digText(report.data, 'unit')?.replace(/\.service$/, '');
    if (unit !== undefined) units.add(unit);
  }
  for (const m of c.messagesOf('systemd-unit-failed', 'kine-slow-sql')) {
    const unit = m.fields['unit']?.replace(/\.service$/, '') ?? m.origin.program;
    if (SERVERS.test(unit)) units.add(unit);
  }
  for (const node of nodes) {
    for (const unit of units) {
      const service = ref('NodeService', undefined, `${node}/${unit}`);
      seen.add(keyOf(service));
      part(service, node, 'unit of the node');
    }
  }
  for (const source of c.sources) {
    const { node, program } = source.origin ?? {};
    if (node === undefined || program === undefined || source.origin?.pod) continue;
    const service = ref('NodeService', undefined, `${node}/${program}`);
    if (seen.has(keyOf(service)) || !nodes.has(node)) continue;
    seen.add(keyOf(service));
    part(service, node, 'log of the node');
  }
  return out;
}

/** resolves-via: every workload with cluster DNS to the DNS Service. */
function clusterDns(c: Case): Relation[] {
  const dns = dnsOf(c);
  if (!dns) return [];
  return templates(c).flatMap((t) => {
    const policy = digText(t.spec, 'dnsPolicy') ?? 'ClusterFirst';
    if (!policy.startsWith('ClusterFirst')) return [];
    return [lay(t.workload, 'resolves-via', dns.ref, 'dnsPolicy', [cite(t.snapshot, ...t.specPath)])];
  });
}

const NODE_CACHE = /(^|\/|-)(k8s-dns-)?node-cache(:|@|$)/;
const CACHE_NAMES = /^(node-local-dns|nodelocaldns|node-local-cache)$/;

/** resolves-via: every pod with cluster DNS to the DNS cache of its node, where there is one. */
function nodeCaches(c: Case): Relation[] {
  const caches = new Map<string, Ref>();
  for (const pod of c.all('Pod')) {
    const { name, kind } = workloadOf(c, pod.ref);
    const images = digList(newest(pod)?.object, 'spec', 'containers').map((x) => digText(x, 'image') ?? '');
    if (kind !== 'DaemonSet' || !(CACHE_NAMES.test(name) || images.some((x) => NODE_CACHE.test(x)))) continue;
    const node = c.from(pod.ref, 'runs-on')[0]?.to;
    if (node !== undefined && !pod.deleted) caches.set(node, pod.ref);
  }
  if (caches.size === 0) return [];
  return c.all('Pod').flatMap((pod) => {
    const spec = dig(newest(pod)?.object, 'spec');
    const policy = digText(spec, 'dnsPolicy') ?? 'ClusterFirst';
    if (
      !policy.startsWith('ClusterFirst') ||
      (dig(spec, 'hostNetwork') === true && policy === 'ClusterFirst')
    )
      return [];
    const on = c.from(pod.ref, 'runs-on')[0];
    const cache = on && caches.get(on.to);
    if (!cache || keyOf(cache) === pod.key) return [];
    return [lay(pod.ref, 'resolves-via', cache, 'DNS cache of its node', on.evidence, lifetime(pod))];
  });
}

/** scales: HorizontalPodAutoscaler to its target. */
function autoscalers(c: Case): Relation[] {
  return c.all('HorizontalPodAutoscaler').flatMap((hpa) => {
    const snapshot = newest(hpa);
    const kind = digText(snapshot?.object, 'spec', 'scaleTargetRef', 'kind');
    const name = digText(snapshot?.object, 'spec', 'scaleTargetRef', 'name');
    if (!snapshot || kind === undefined || name === undefined) return [];
    const target = ref(kind, hpa.ref.namespace, name);
    c.define(target);
    return [lay(hpa.ref, 'scales', target, 'scaleTargetRef', [cite(snapshot, 'spec', 'scaleTargetRef')])];
  });
}

/** limits: ResourceQuota to Namespace; prioritised: workload to PriorityClass; selects: PDB and NetworkPolicy. */
function policies(c: Case): Relation[] {
  const out: Relation[] = [];
  for (const quota of c.all('ResourceQuota')) {
    out.push(
      lay(quota.ref, 'limits', ref('Namespace', undefined, quota.ref.namespace ?? ''), 'ResourceQuota', []),
    );
  }
  for (const t of templates(c)) {
    const name = digText(t.spec, 'priorityClassName');
    if (name !== undefined) {
      out.push(
        lay(t.workload, 'prioritised', ref('PriorityClass', undefined, name), 'priorityClassName', [
          cite(t.snapshot, ...t.specPath, 'priorityClassName'),
        ]),
      );
    }
  }
  for (const [kind, field] of [
    ['PodDisruptionBudget', 'selector'],
    ['NetworkPolicy', 'podSelector'],
  ] as const) {
    for (const policy of c.all(kind)) {
      const snapshot = newest(policy);
      const selector = digStrings(snapshot?.object, 'spec', field, 'matchLabels');
      if (!snapshot) continue;
      for (const t of templates(c)) {
        if (t.workload.namespace !== policy.ref.namespace || !selects(selector, t.labels)) continue;
        out.push(lay(policy.ref, 'selects', t.workload, 'selector', [cite(snapshot, 'spec', field)]));
      }
    }
  }
  return out;
}

/** applied-by: object to the Helm release, Argo CD Application or Flux object that its labels name. */
function delivery(c: Case): Relation[] {
  const out: Relation[] = [];
  for (const t of templates(c)) {
    const labels = digStrings(t.snapshot.object, 'metadata', 'labels');
    const annotations = digStrings(t.snapshot.object, 'metadata', 'annotations');
    const ns = t.workload.namespace;
    const candidates: (Ref | undefined)[] = [
      labels['helm.toolkit.fluxcd.io/name'] === undefined
        ? undefined
        : ref(
            'HelmRelease',
            labels['helm.toolkit.fluxcd.io/namespace'] ?? ns,
            labels['helm.toolkit.fluxcd.io/name'],
          ),
      labels['kustomize.toolkit.fluxcd.io/name'] === undefined
        ? undefined
        : ref(
            'Kustomization',
            labels['kustomize.toolkit.fluxcd.io/namespace'] ?? ns,
            labels['kustomize.toolkit.fluxcd.io/name'],
          ),
      labels['argocd.argoproj.io/instance'] === undefined
        ? undefined
        : ref('Application', ns, labels['argocd.argoproj.io/instance']),
      annotations['meta.helm.sh/release-name'] === undefined
        ? undefined
        : ref(
            'HelmRelease',
            annotations['meta.helm.sh/release-namespace'] ?? ns,
            annotations['meta.helm.sh/release-name'],
          ),
    ];
    for (const by of candidates) {
      if (by) {
        c.define(by);
        out.push(lay(t.workload, 'applied-by', by, 'label or annotation', [cite(t.snapshot, 'metadata')]));
      }
    }
  }
  for (const release of c.all('HelmRelease')) {
    for (const entry of digList(release.object, 'status', 'inventory', 'entries')) {
      const id = digText(digObject({ entry }, 'entry'), 'id');
      const parts = id?.split('_');
      if (!parts || parts.length < 4) continue;
      const target = ref(parts[3] ?? '', parts[0], parts[1] ?? '');
      out.push(lay(target, 'applied-by', release.ref, 'status.inventory', []));
    }
  }
  return out;
}
