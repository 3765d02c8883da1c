import type { Interval } from '../base/index.js';
import type { EntityKey } from './entity.js';
import type { Evidence } from './evidence.js';

/**
 * Structural relations, read "from RELATION to". Each holds in an interval.
 *   owns          ReplicaSet owns Pod; Deployment owns ReplicaSet
 *   runs-on       Pod runs on Node
 *   selects       Service selects Pod (label match); also PodDisruptionBudget, NetworkPolicy
 *   routes-to     Ingress/Surface/Gateway routes to Service; Service (ExternalName) to Service
 *   serves        Surface is served by Ingress
 *   mounts        workload or Pod uses ConfigMap, Secret, PersistentVolumeClaim, ServiceAccount
 *   bound-to      PersistentVolumeClaim bound to PersistentVolume
 *   pinned-to     Pod or workload can only run on Node, through its volume or selector
 *   pulls-from    Pod or workload pulls an image from Registry or Service
 *   needs         workload depends on Service or External (env, args, config, probe path, logs)
 *   provides      Pod provides NodeNetwork, ServiceDataplane, cluster DNS, admission ...
 *   part-of       NodeService, NodeNetwork, ServiceDataplane part of Node; EtcdMember of Component etcd
 *   admitted-by   creation of pods of this Namespace or workload asks webhook configuration
 *   calls         webhook configuration, APIService calls Service
 *   scales        HorizontalPodAutoscaler scales workload
 *   limits        ResourceQuota limits Namespace
 *   in-namespace  object lies in Namespace
 *   in-zone       Node lies in Zone
 *   resolves-via  Pod resolves names through Service (cluster DNS)
 *   stores-in     Component kube-apiserver stores in etcd
 *   applied-by    object applied by a GitOps object, Helm release
 *   prioritised   workload carries PriorityClass
 */
export type RelationName =
  | 'owns'
  | 'runs-on'
  | 'selects'
  | 'routes-to'
  | 'serves'
  | 'mounts'
  | 'bound-to'
  | 'pinned-to'
  | 'pulls-from'
  | 'needs'
  | 'provides'
  | 'part-of'
  | 'admitted-by'
  | 'calls'
  | 'scales'
  | 'limits'
  | 'in-namespace'
  | 'in-zone'
  | 'resolves-via'
  | 'stores-in'
  | 'applied-by'
  | 'prioritised';

export interface Relation {
  readonly from: EntityKey;
  readonly name: RelationName;
  readonly to: EntityKey;
  /** When it held; hi is Infinity while it still held at the end of knowledge. */
  readonly valid: Interval;
  readonly evidence: readonly Evidence[];
  /** What was read to conclude it: "spec.nodeName", "env REDIS_HOST", "probe path /api/health". */
  readonly how: string;
}
