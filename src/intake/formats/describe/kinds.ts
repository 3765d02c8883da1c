import type { OutputClock } from '../kubectl/clock.js';
import { membersOf } from './generic.js';
import { nodeOf } from './node.js';
import { podOf } from './pod.js';
import {
  autoscalerOf,
  bindingOf,
  budgetOf,
  ingressClassOf,
  limitRangeOf,
  namespaceOf,
  networkPolicyOf,
  quotaOf,
  roleOf,
} from './policy.js';
import { endpointsOf, endpointSliceOf, ingressOf, serviceOf } from './service.js';
import {
  claimOf,
  configMapOf,
  priorityClassOf,
  secretOf,
  serviceAccountOf,
  storageClassOf,
  volumeObjectOf,
} from './storage.js';
import type { Node } from './tree.js';
import { cronJobOf, daemonSetOf, deploymentOf, jobOf, replicaSetOf, statefulSetOf } from './workload.js';

interface DescribedKind {
  readonly kind: string;
  /** Keys (or title lines) that this kind's describer prints and no other prints together. */
  readonly marks: readonly string[];
  readonly read: (root: Node, clock: OutputClock) => Record<string, unknown>;
}

/** Kinds with a describer of their own; the first whose marks are all there is the one. */
const KINDS: readonly DescribedKind[] = [
  { kind: 'Pod', marks: ['Containers', 'QoS Class'], read: podOf },
  { kind: 'Pod', marks: ['Containers', 'Node', 'Status'], read: podOf },
  { kind: 'Node', marks: ['System Info', 'Allocatable'], read: nodeOf },
  { kind: 'Node', marks: ['Taints', 'Unschedulable'], read: nodeOf },
  { kind: 'Deployment', marks: ['StrategyType', 'Pod Template'], read: deploymentOf },
  { kind: 'DaemonSet', marks: ['Desired Number of Nodes Scheduled'], read: daemonSetOf },
  { kind: 'StatefulSet', marks: ['Update Strategy', 'Pod Template'], read: statefulSetOf },
  { kind: 'StatefulSet', marks: ['Volume Claims', 'Pod Template'], read: statefulSetOf },
  { kind: 'CronJob', marks: ['Schedule', 'Concurrency Policy'], read: cronJobOf },
  { kind: 'Job', marks: ['Parallelism', 'Pods Statuses'], read: jobOf },
  { kind: 'ReplicaSet', marks: ['Pods Status', 'Pod Template', 'Replicas'], read: replicaSetOf },
  { kind: 'ReplicationController', marks: ['Pods Status', 'Pod Template'], read: replicaSetOf },
  { kind: 'Service', marks: ['Session Affinity', 'Type'], read: serviceOf },
  { kind: 'Endpoints', marks: ['Subsets'], read: endpointsOf },
  { kind: 'EndpointSlice', marks: ['AddressType', 'Endpoints'], read: endpointSliceOf },
  { kind: 'Ingress', marks: ['Rules', 'Address'], read: ingressOf },
  { kind: 'Ingress', marks: ['Rules', 'Default backend'], read: ingressOf },
  { kind: 'PersistentVolume', marks: ['Reclaim Policy', 'Claim'], read: volumeObjectOf },
  { kind: 'PersistentVolumeClaim', marks: ['Access Modes', 'Volume', 'StorageClass'], read: claimOf },
  { kind: 'StorageClass', marks: ['Provisioner', 'VolumeBindingMode'], read: storageClassOf },
  { kind: 'ConfigMap', marks: ['Data====', 'BinaryData===='], read: configMapOf },
  { kind: 'Secret', marks: ['Type', 'Data===='], read: secretOf },
  { kind: 'ConfigMap', marks: ['Data===='], read: configMapOf },
  { kind: 'ServiceAccount', marks: ['Mountable secrets'], read: serviceAccountOf },
  { kind: 'ResourceQuota', marks: ['Resource Used Hard'], read: quotaOf },
  { kind: 'LimitRange', marks: ['Type Resource Min Max'], read: limitRangeOf },
  { kind: 'HorizontalPodAutoscaler', marks: ['Reference', 'Min replicas'], read: autoscalerOf },
  { kind: 'PodDisruptionBudget', marks: ['Min available', 'Status'], read: budgetOf },
  { kind: 'PodDisruptionBudget', marks: ['Max unavailable', 'Status'], read: budgetOf },
  { kind: 'NetworkPolicy', marks: ['Created on', 'Spec'], read: networkPolicyOf },
  { kind: 'PriorityClass', marks: ['Value', 'GlobalDefault'], read: priorityClassOf },
  { kind: 'RoleBinding', marks: ['Role', 'Subjects'], read: bindingOf },
  { kind: 'Role', marks: ['PolicyRule'], read: roleOf },
  { kind: 'IngressClass', marks: ['Controller'], read: ingressClassOf },
  { kind: 'Namespace', marks: ['Status', 'No LimitRange resource.'], read: namespaceOf },
  { kind: 'Namespace', marks: ['Status', 'No resource limits.'], read: namespaceOf },
  { kind: 'Namespace', marks: ['Status', 'Resource Limits'], read: namespaceOf },
];

/** Describers that serve two kinds, which only the command (or the text) can tell apart. */
const TWINS: Readonly<Record<string, string>> = {
  ClusterRoleBinding: 'RoleBinding',
  ClusterRole: 'Role',
  ReplicationController: 'ReplicaSet',
};

/** Which kind a description is of, and how to read it; `asked` is what the command named. */
export function describedKind(
  root: Node,
  asked: string | undefined,
): Pick<DescribedKind, 'kind' | 'read'> | undefined {
  const marks = marksOf(root);
  const printedKind = root.children.find((c) => c.key === 'Kind')?.value.trim();
  if (printedKind !== undefined && /^[A-Z]\w+$/.test(printedKind) && marks.has('API Version')) {
    return { kind: printedKind, read: generic };
  }
  const found = KINDS.find((k) => k.marks.every((m) => marks.has(m)));
  if (found)
    return asked !== undefined && TWINS[asked] === found.kind ? { kind: asked, read: found.read } : found;
  if (asked === undefined) return undefined;
  const named = KINDS.find((k) => k.kind === (TWINS[asked] ?? asked));
  return { kind: asked, read: named?.read ?? generic };
}

function marksOf(root: Node): ReadonlySet<string> {
  const marks = new Set(root.children.map((c) => c.key));
  root.raw.forEach((l, i) => {
    if (!/^\S/.test(l.text)) return;
    const text = l.text.trim().replace(/\s+/g, ' ');
    if (/^=+$/.test(root.raw[i + 1]?.text ?? '')) marks.add(`${text}====`);
    else if (!text.includes(':') || text.endsWith('.')) marks.add(text);
    if (text.startsWith('Type Resource Min Max')) marks.add('Type Resource Min Max');
  });
  return marks;
}

const HEAD = new Set([
  'name',
  'namespace',
  'labels',
  'annotations',
  'kind',
  'apiVersion',
  'metadata',
  'events',
]);

function generic(root: Node): Record<string, unknown> {
  return Object.fromEntries(Object.entries(membersOf(root)).filter(([key]) => !HEAD.has(key)));
}
