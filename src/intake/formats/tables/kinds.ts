import type { Header } from './columns.js';

/** Which kind a table shows, by columns that only its printer has (k8s.io/kubernetes/pkg/printers). */
const MARKS: readonly (readonly [kind: string, ...columns: string[]])[] = [
  ['Event', 'LAST SEEN', 'REASON', 'OBJECT'],
  ['PodMetrics', 'CPU(cores)', 'MEMORY(bytes)', 'POD'],
  ['NodeMetrics', 'CPU(cores)', 'CPU%'],
  ['NodeMetrics', 'CPU(cores)', 'CPU(%)'],
  ['PodMetrics', 'CPU(cores)', 'MEMORY(bytes)'],
  ['Pod', 'READY', 'STATUS', 'RESTARTS'],
  ['Node', 'STATUS', 'ROLES', 'VERSION'],
  ['Deployment', 'UP-TO-DATE', 'AVAILABLE', 'READY', '!DESIRED'],
  ['DaemonSet', 'DESIRED', 'CURRENT', 'NODE SELECTOR'],
  ['DaemonSet', 'DESIRED', 'CURRENT', 'NODE-SELECTOR'],
  ['Deployment', 'DESIRED', 'CURRENT', 'UP-TO-DATE', 'AVAILABLE'],
  ['ReplicaSet', 'DESIRED', 'CURRENT', 'READY'],
  ['Job', 'COMPLETIONS', 'DURATION'],
  ['CronJob', 'SCHEDULE', 'SUSPEND', 'ACTIVE'],
  ['Service', 'CLUSTER-IP', 'PORT(S)'],
  ['EndpointSlice', 'ADDRESSTYPE', 'PORTS', 'ENDPOINTS'],
  ['Endpoints', 'ENDPOINTS'],
  ['Ingress', 'HOSTS', 'ADDRESS', 'PORTS'],
  ['PersistentVolumeClaim', 'STATUS', 'VOLUME', 'CAPACITY', 'STORAGECLASS'],
  ['PersistentVolume', 'CLAIM', 'RECLAIM POLICY'],
  ['StorageClass', 'PROVISIONER', 'VOLUMEBINDINGMODE'],
  ['StorageClass', 'PROVISIONER'],
  ['HorizontalPodAutoscaler', 'REFERENCE', 'TARGETS', 'MINPODS'],
  ['PodDisruptionBudget', 'MIN AVAILABLE', 'MAX UNAVAILABLE'],
  ['Secret', 'TYPE', 'DATA'],
  ['ConfigMap', 'DATA'],
  ['ServiceAccount', 'SECRETS'],
  ['NetworkPolicy', 'POD-SELECTOR'],
  ['ResourceQuota', 'REQUEST', 'LIMIT'],
  ['Lease', 'HOLDER'],
  ['PriorityClass', 'VALUE', 'GLOBAL-DEFAULT'],
  ['RoleBinding', 'ROLE', '!ROLES'],
  ['IngressClass', 'CONTROLLER', 'PARAMETERS'],
  ['MutatingWebhookConfiguration', 'WEBHOOKS'],
  ['VolumeAttachment', 'ATTACHER', 'ATTACHED'],
  ['CSIDriver', 'ATTACHREQUIRED', 'PODINFOONMOUNT'],
  ['APIService', 'SERVICE', 'AVAILABLE'],
  ['CertificateSigningRequest', 'SIGNERNAME', 'REQUESTOR', 'CONDITION'],
  ['ComponentStatus', 'STATUS', 'MESSAGE', 'ERROR'],
  ['StatefulSet', 'READY', 'AGE', 'CONTAINERS'],
  ['LimitRange', 'CREATED AT'],
];

/** Kind by header; tables of NAME and AGE alone (or NAME STATUS AGE) need the command to tell. */
export function kindByHeader(header: Header): string | undefined {
  const names = new Set(header.names);
  const found = MARKS.find(([, ...columns]) =>
    columns.every((c) => (c.startsWith('!') ? !names.has(c.slice(1)) : names.has(c))),
  )?.[0];
  if (found !== undefined) return found;
  const bare = header.names.filter((n) => n !== 'AGE' && n !== 'LABELS').join(' ');
  if (bare === 'NAME STATUS') return 'Namespace';
  return bare === 'NAMESPACE NAME READY' || bare === 'NAME READY' ? 'StatefulSet' : undefined;
}

/** Kinds whose tables look alike: here the command is right, not the columns. */
const ALIKE: Readonly<Record<string, readonly string[]>> = {
  ReplicaSet: ['ReplicationController'],
  RoleBinding: ['ClusterRoleBinding'],
  MutatingWebhookConfiguration: ['ValidatingWebhookConfiguration'],
  Deployment: ['ReplicaSet', 'StatefulSet'],
  ConfigMap: ['ControllerRevision'],
  LimitRange: ['CustomResourceDefinition', 'Role', 'ClusterRole'],
};

/** The kind of a table from its header and from the one kind that the command (or path) names. */
export function tableKind(header: Header, asked: string | undefined): string | undefined {
  const found = kindByHeader(header);
  if (asked === undefined || found === asked) return found ?? asked;
  if (found === undefined) return asked;
  const special = found === 'PodMetrics' || found === 'NodeMetrics' || found === 'Event';
  if (special || !ALIKE[found]?.includes(asked))
    return MARKS.some(([kind]) => kind === asked) ? found : asked;
  return asked;
}
