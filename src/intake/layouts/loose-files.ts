import type { PathRule } from './rules.js';
import { NODE_FOLDER, kindOfFolder, layoutOf, programName } from './rules.js';

/**
 * What people gather by hand: folders named after nodes, namespaces, pods and programs, snapshots in folders
 * of their own. `kubectl cluster-info dump` and kind's export fall in here too.
 */
const PROGRAM =
  'kubelet|containerd|crio|cri-o|dockerd|docker|kube-proxy|kube-apiserver|apiserver|kube-controller-manager|controller-manager|kube-scheduler|scheduler|cloud-controller-manager|etcd|coredns|haproxy|nginx|envoy|traefik|dnsmasq|flanneld|k3s|k3s-agent|rke2-server|rke2-agent|node-local-dns|systemd-resolved|kernel|dmesg|journal|syslog|messages';
const EXTENSION = '(?:\\.journal|\\.service)?(?:\\.log)?(?:\\.log|\\.txt|\\.out|\\.jsonl?)?(?:\\.\\d+)?$';
const NODES = `(?:^|/)${NODE_FOLDER}/(?:.*/)?`;
/**
 * A folder that looks like a node: a role word with a number or a name around it, or an address. "agent-logs" is what
 * agents wrote, "node-info" what was asked of nodes.
 */
const NODE_LIKE =
  '(?:^|/)(?<node>ip-\\d[^/]*|(?!control-plane/|etcd[^/]*/|[^/]*[-_.](?:logs?|infos?|status|configs?|data|manifests|lease|metrics|events|describe)/)(?=[^/]*[-.\\d])[^/]*(?:node|worker|master|control-plane|agent|server|compute)[^/]*)/';
/** A resource as kubectl spells it. */
const RESOURCE =
  'pods|nodes|events|namespaces|services|endpoints|endpointslices|deployments|replicasets|statefulsets|daemonsets|jobs|cronjobs|ingresses|configmaps|secrets|persistentvolumes|persistentvolumeclaims|storageclasses|resourcequotas|limitranges|networkpolicies|poddisruptionbudgets|horizontalpodautoscalers|replicationcontrollers|replication-controllers|serviceaccounts|mutatingwebhookconfigurations|validatingwebhookconfigurations|customresourcedefinitions|priorityclasses|leases|apiservices|csinodes|csidrivers|volumeattachments|clusterroles|clusterrolebindings|roles|rolebindings|ingressclasses|certificatesigningrequests';
const POD_NAME = /^[a-z0-9][-a-z0-9]*-(?:[a-f0-9]{6,10}-[a-z0-9]{5}|[bcdfghjklmnpqrstvwxz2456789]{5})$/;

const RULES: readonly PathRule[] = [
  {
    path: new RegExp(`${NODES}(?<unit>[a-z0-9@._-]+?)\\.status(?:\\.txt|\\.log)?$`),
    more: ({ unit }) => ({ command: `systemctl status ${unit ?? ''}`, program: programName(unit ?? '') }),
  },
  {
    path: new RegExp(`${NODES}ip-?(?<what>addr|link|route|rule)s?\\.txt$`),
    more: ({ what }) => ({ command: `ip ${what ?? ''}` }),
  },
  { path: new RegExp(`${NODES}iptables[a-z-]*-save\\.txt$`), more: () => ({ command: 'iptables-save' }) },
  {
    path: new RegExp(`${NODES}iptables-?(?<table>nat|filter|mangle|raw)?(?:\\.txt)?$`),
    more: ({ table }) => ({ command: table === undefined ? 'iptables-save' : `iptables-save -t ${table}` }),
  },
  {
    path: new RegExp(
      `${NODES}(?<program>[a-z][a-z0-9-]*)(?:\\.journal|\\.service)?\\.(?:log|out)(?:\\.\\d+)?$`,
    ),
  },
  { path: new RegExp(`${NODES}(?<program>${PROGRAM})${EXTENSION}`) },
  { path: new RegExp(`${NODES}`) },
  { path: new RegExp(`${NODE_LIKE}(?<program>${PROGRAM})${EXTENSION}`) },
  // A member of a replicated component; the number is its name among its like.
  {
    path: new RegExp(`(?:^|/)(?<instance>(?<program>${PROGRAM})-[a-z0-9][a-z0-9-]*)\\.log(?:\\.\\d+)?$`),
    more: ({ instance }) => ({ container: instance ?? '' }),
  },
  { path: /(?:^|\/)(?<namespace>[a-z0-9][-a-z0-9]*)\/(?<pod>[a-z0-9][-a-z0-9.]*)\/logs\.txt$/ },
  {
    path: new RegExp(`(?:^|/)(?<resource>${RESOURCE})\\.(?:json|ya?ml)$`),
    more: ({ resource }) => ({ objectKind: kindOfFolder(resource ?? '') }),
  },
  {
    path: /(?:^|\/)(?:[a-z]+[-_])?logs\/(?<namespace>[a-z0-9][-a-z0-9]*)\/(?<pod>[a-z0-9][-a-z0-9.]*)\/(?<file>[^/]*?)(?<before>[-._](?:previous|prev))?\.log$/,
    more: ({ before }) => ({ previous: before !== undefined }),
  },
  {
    path: /(?:^|\/)(?:[a-z]+[-_])?logs\/(?<namespace>[a-z0-9][-a-z0-9]*)[/_](?<pod>[a-z0-9][-a-z0-9.]*-(?:\d{1,3}|[bcdfghjklmnpqrstvwxz2456789]{5}))_(?<container>[a-z0-9][-a-z0-9]*?)(?<before>[-._](?:previous|prev))?\.log$/,
    more: ({ before }) => ({ previous: before !== undefined }),
  },
  {
    path: /(?:^|\/)(?:logs|pod-logs|podlogs)\/(?<name>[a-z0-9][-a-z0-9]*?)(?:[-.](?<before>previous))?\.log$/,
    more: ({ name, before }) => named(name ?? '', before),
  },
  {
    path: /(?:^|\/)(?:logs|pod-logs|podlogs)\/(?<name>[a-z0-9][-a-z0-9]*)\.(?<container>[a-z0-9][-a-z0-9]*)(?:\.(?<before>previous))?\.log$/,
    more: ({ name, before }) => named(name ?? '', before),
  },
  {
    path: /(?:^|\/)(?<namespace>[a-z0-9][-a-z0-9]*)\/(?<pod>[a-z0-9][-a-z0-9.]*-(?:\d{1,3}|[bcdfghjklmnpqrstvwxz2456789]{5}))\/(?<container>[a-z0-9][-a-z0-9]*)[-._]previous\.log$/,
    more: () => ({ previous: true }),
  },
  { path: new RegExp(`(?:^|/)(?<program>${PROGRAM})${EXTENSION}`) },
];

function named(
  name: string,
  before: string | undefined,
): { program?: string; pod?: string; previous: boolean } {
  return { ...(POD_NAME.test(name) ? { pod: name } : { program: name }), previous: before !== undefined };
}

export const looseFiles = layoutOf('loose-files', 'files gathered by hand', RULES);
