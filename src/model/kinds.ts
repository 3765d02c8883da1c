/**
 * Kinds of entities. API kinds carry their API name; what the API has no object for gets a kind of ours.
 */
const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  'Node', 'Namespace', 'PersistentVolume', 'StorageClass', 'PriorityClass', 'ClusterRole', 'ClusterRoleBinding',
  'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration', 'CustomResourceDefinition', 'APIService',
  'CSIDriver', 'CSINode', 'VolumeAttachment', 'RuntimeClass', 'IngressClass', 'CertificateSigningRequest',
  'FlowSchema', 'PriorityLevelConfiguration', 'ComponentStatus', 'ClusterOperator', 'ClusterVersion',
]); // prettier-ignore

/** Kinds of ours, with what they are in the world. */
export const OWN_KINDS = {
  Surface: 'an entrance that users come through: a host of an Ingress, an edge frontend, a NodePort',
  Registry: 'an image registry by its host',
  NodeService: 'a service of a host, named "node/unit": kubelet, containerd, kube-proxy, dnsmasq',
  Component: 'a control-plane component: kube-apiserver, kube-scheduler, kube-controller-manager, etcd',
  EtcdMember: 'one member of the etcd cluster',
  ServiceDataplane: 'the Service rules of one node, named after the node',
  NodeNetwork: 'the pod network of one node, named after the node',
  Zone: 'a failure domain: zone, site',
  Alert: 'an alert by name',
  Person: 'a human user, by role or name; never a cause',
  External: 'a host outside the cluster that something inside needs',
  Cluster: 'the cluster as a whole',
} as const;

export function isClusterScoped(kind: string): boolean {
  return CLUSTER_SCOPED.has(kind) || Object.hasOwn(OWN_KINDS, kind);
}

/** Kinds whose controller makes pods from a template: what a person repairs instead of the pod. */
export const WORKLOAD_KINDS: ReadonlySet<string> = new Set([
  'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job', 'CronJob',
]); // prettier-ignore

const PLURALS: Readonly<Record<string, string>> = {
  endpoints: 'Endpoints', endpointslices: 'EndpointSlice', ingresses: 'Ingress', networkpolicies: 'NetworkPolicy',
  storageclasses: 'StorageClass', priorityclasses: 'PriorityClass', ingressclasses: 'IngressClass',
  persistentvolumeclaims: 'PersistentVolumeClaim', persistentvolumes: 'PersistentVolume',
  configmaps: 'ConfigMap', daemonsets: 'DaemonSet', replicasets: 'ReplicaSet', statefulsets: 'StatefulSet',
  cronjobs: 'CronJob', serviceaccounts: 'ServiceAccount', resourcequotas: 'ResourceQuota',
  limitranges: 'LimitRange', poddisruptionbudgets: 'PodDisruptionBudget',
  horizontalpodautoscalers: 'HorizontalPodAutoscaler', replicationcontrollers: 'ReplicationController',
  mutatingwebhookconfigurations: 'MutatingWebhookConfiguration',
  validatingwebhookconfigurations: 'ValidatingWebhookConfiguration',
  customresourcedefinitions: 'CustomResourceDefinition', apiservices: 'APIService', csidrivers: 'CSIDriver',
  csinodes: 'CSINode', volumeattachments: 'VolumeAttachment', clusterroles: 'ClusterRole',
  clusterrolebindings: 'ClusterRoleBinding', rolebindings: 'RoleBinding', helmreleases: 'HelmRelease',
  certificatesigningrequests: 'CertificateSigningRequest', componentstatuses: 'ComponentStatus',
  peerauthentications: 'PeerAuthentication', authorizationpolicies: 'AuthorizationPolicy', requestauthentications: 'RequestAuthentication',
  ciliumnetworkpolicies: 'CiliumNetworkPolicy', ciliumclusterwidenetworkpolicies: 'CiliumClusterwideNetworkPolicy',
  globalnetworkpolicies: 'GlobalNetworkPolicy', destinationrules: 'DestinationRule', virtualservices: 'VirtualService',
  httproutes: 'HTTPRoute', scaledobjects: 'ScaledObject', clusterissuers: 'ClusterIssuer', certificaterequests: 'CertificateRequest',
  helmcharts: 'HelmChart', gitrepositories: 'GitRepository', ocirepositories: 'OCIRepository',
}; // prettier-ignore

const SHORT: Readonly<Record<string, string>> = {
  po: 'Pod', deploy: 'Deployment', rs: 'ReplicaSet', sts: 'StatefulSet', ds: 'DaemonSet', svc: 'Service',
  ep: 'Endpoints', ing: 'Ingress', no: 'Node', ns: 'Namespace', pv: 'PersistentVolume',
  pvc: 'PersistentVolumeClaim', cm: 'ConfigMap', sa: 'ServiceAccount', quota: 'ResourceQuota',
  limits: 'LimitRange', pdb: 'PodDisruptionBudget', hpa: 'HorizontalPodAutoscaler', sc: 'StorageClass',
  pc: 'PriorityClass', netpol: 'NetworkPolicy', ev: 'Event', cj: 'CronJob', rc: 'ReplicationController',
  crd: 'CustomResourceDefinition', csr: 'CertificateSigningRequest', cs: 'ComponentStatus',
}; // prettier-ignore

const SINGULAR = new Map<string, string>(Object.values(PLURALS).map((kind) => [kind.toLowerCase(), kind]));

/** Kind of a resource word as URLs, tables and audit logs spell it: "pods", "deploy", "pod", "Pod". */
export function kindOfResource(word: string): string {
  const bare = word.split('.')[0]?.toLowerCase() ?? '';
  const known = PLURALS[bare] ?? SHORT[bare] ?? SINGULAR.get(bare);
  if (known !== undefined) return known;
  if (/[A-Z]/.test(word)) return word;
  const singular = bare.endsWith('s') ? bare.slice(0, -1) : bare;
  return singular.charAt(0).toUpperCase() + singular.slice(1);
}
