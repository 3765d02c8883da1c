import { dig, digText } from '../../base/index.js';
import { keyOf, type Condition } from '../../model/index.js';
import { newest, podsOf, workloadOf, type Case } from '../../world/index.js';
import type { CausalRule } from '../rule.js';

const UNSCHEDULABLE = ['failed-scheduling'] as const;

/** Pods that find no node, and pods that lose theirs. */
export const schedulingRules: readonly CausalRule[] = [
  {
    id: 'unschedulable-by-declaration',
    effect: UNSCHEDULABLE,
    cause: [
      'node-selector-mismatch', 'node-affinity-mismatch', 'pod-anti-affinity-unsatisfiable', 'taint-not-tolerated',
      'nodes-cordoned', 'cpu-request-exceeds-nodes', 'memory-request-exceeds-nodes', 'insufficient-resources', 'topology-spread-unsatisfiable',
      'scheduling-taint-blocked',
      'volume-node-conflict', 'volume-attach-limit', 'host-port-conflict', 'pod-affinity-unsatisfiable',
      'pvc-unbound',
      'pvc-missing',
      'scheduling-gated', 'local-pv-pinned', 'cluster-autoscaler-blocked', 'karpenter-no-capacity', 'priority-class-missing',
    ], // prettier-ignore
    mechanism: 'no node meets what the pod asks for',
    paths: ['family', 'family mounts', 'named'],
    lag: { min: -60, max: Infinity, source: 'the scheduler says so at its first try' },
    strength: 0.95,
  },
  {
    id: 'unschedulable-without-scheduler',
    effect: [...UNSCHEDULABLE, 'pod-not-running', 'deployment-unavailable'],
    cause: ['kube-scheduler-down'],
    mechanism: 'nothing assigns pods to nodes while the scheduler is down',
    paths: ['anywhere'],
    lag: { min: 0, max: Infinity, source: 'every pod created since waits' },
    strength: 0.65,
    when: (c, effect, cause) => isUnplaced(c, effect, cause) || 'all its pods were placed',
  },
  {
    id: 'unschedulable-from-node-loss',
    effect: [...UNSCHEDULABLE, 'volume-node-conflict'],
    cause: ['node-unreachable', 'node-not-ready', 'node-cordon-drain'],
    mechanism: 'the only node it may run on takes no pods',
    paths: ['family pinned-to', 'named'],
    lag: { min: 0, max: 900, source: 'replacement is created after the 300 s toleration' },
    strength: 0.8,
    guards: [{ types: ['local-pv-pinned'], path: ['family', 'family mounts'], role: 'enabling' }],
  },
  {
    id: 'volume-stranded-by-node-removal',
    effect: ['volume-node-conflict'],
    cause: ['node-deleted', 'node-scale-down', 'node-reclaimed', 'node-cordon-drain'],
    mechanism: 'its volume stays where the node was that is gone, and no node is left that may mount it',
    paths: ['family runs-on', 'family'],
    lag: { min: -10, max: 1800, source: 'the pod is evicted first; the node goes within minutes' },
    strength: 0.8,
    standing: false,
  },
  {
    id: 'no-room-by-request',
    effect: ['insufficient-resources'],
    cause: ['cpu-request-exceeds-nodes', 'memory-request-exceeds-nodes'],
    mechanism: 'it asks for more than any node has',
    paths: ['family'],
    lag: { min: -120, max: Infinity, source: 'the scheduler says so at its first try' },
    strength: 0.95,
  },
  {
    id: 'no-room-for-more-pods',
    effect: ['insufficient-resources'],
    cause: ['node-pods-full'],
    mechanism: 'the nodes that suit it run as many pods as they may',
    paths: ['anywhere'],
    lag: {
      min: -86400,
      max: Infinity,
      source: 'the limit is a setting; since when it is reached is seldom told',
    },
    strength: 0.8,
    when: (_c, effect) => effect.attrs['resource'] === 'pods' || 'another resource is short',
  },
  {
    id: 'no-room-from-demand',
    effect: ['insufficient-resources', 'failed-scheduling', 'scheduling-storm'],
    cause: ['hpa-runaway-scale-up', 'job-fanout', 'scale-changed'],
    mechanism: 'more pods are asked for than the nodes hold',
    paths: ['family', 'family ~scales', 'self', 'anywhere'],
    lag: { min: 0, max: 300, source: 'HPA sync 15 s; the scheduler tries at once' },
    strength: 0.8,
    guards: [
      {
        types: ['no-quota', 'hpa-max-beyond-capacity'],
        path: ['in-namespace', 'family', 'family ~scales'],
        role: 'enabling',
      },
    ],
    when: (_c, effect, cause) =>
      effect.entity.kind === 'Cluster' ||
      effect.entity.namespace === cause.entity.namespace ||
      'it asks for pods in another namespace',
  },
  {
    id: 'autoscaler-asked-in-vain',
    effect: ['cluster-autoscaler-blocked', 'karpenter-no-capacity'],
    cause: ['insufficient-resources', 'cpu-request-exceeds-nodes', 'memory-request-exceeds-nodes'],
    mechanism: 'pods without room make the autoscaler look for another node, and it may not add one',
    paths: ['family'],
    lag: { min: -120, max: Infinity, source: 'the autoscaler looks every 10 s' },
    strength: 0.8,
  },
  {
    id: 'no-room-after-preemption',
    effect: ['insufficient-resources', 'failed-scheduling'],
    cause: ['pod-preempted'],
    mechanism: 'the place of the removed pod is taken, and its replacement finds no other',
    paths: ['family'],
    lag: {
      min: -5,
      max: 300,
      source: 'the controller makes a new pod at once; the scheduler tries it at once',
    },
    strength: 0.95,
    standing: false,
  },
  {
    id: 'no-room-without-node',
    effect: ['insufficient-resources', 'scheduling-taint-blocked', 'nodes-cordoned'],
    cause: [
      'node-unreachable',
      'node-not-ready',
      'node-disk-pressure',
      'node-memory-pressure',
      'node-pid-pressure',
      'node-cordon-drain',
      'node-reclaimed',
      'node-uninitialized',
    ],
    mechanism: 'a node takes no pods, and the others have no room for them',
    paths: ['named', 'anywhere'],
    lag: { min: -60, max: Infinity, source: 'taints and cordons act on the next pod' },
    strength: 0.8,
    when: (_c, effect, cause) =>
      effect.names.some((r) => keyOf(r) === keyOf(cause.entity)) ||
      'its node is not among those that were left out',
  },
  {
    id: 'no-room-on-new-nodes',
    effect: ['insufficient-resources', 'scheduling-taint-blocked'],
    cause: ['node-uninitialized'],
    mechanism: 'the nodes that were added for them wait for the cloud controller manager and take no pods',
    paths: ['anywhere'],
    lag: {
      min: -900,
      max: Infinity,
      source: 'nodes are asked for when pods find no room, and join after minutes',
    },
    strength: 0.8,
    when: (_c, effect) =>
      /uninitialized/.test(`${effect.statement} ${effect.evidence.map((e) => e.excerpt).join(' ')}`) ||
      'the scheduler does not name that taint',
  },
  {
    id: 'uninitialized-without-cloud',
    effect: [
      'node-uninitialized',
      'load-balancer-sync-failed',
      'volume-attach-failed',
      'pv-provision-failed',
      'cluster-autoscaler-blocked',
    ],
    cause: ['cloud-credentials-rejected', 'cloud-permission-missing'],
    mechanism: 'the cloud answers nothing to a controller whose credentials it does not accept',
    paths: ['anywhere'],
    lag: { min: -120, max: Infinity, source: 'every call is refused; what existed before goes on' },
    strength: 0.8,
    when: (_c, effect, cause) =>
      cause.names.some((r) => keyOf(r) === keyOf(effect.entity)) ||
      (cause.names.length === 0 && 0.65) ||
      'it speaks of other nodes',
  },
  {
    id: 'uninitialized-without-controller',
    effect: ['node-uninitialized'],
    cause: [
      'crashloop',
      'deployment-unavailable',
      'image-pull-backoff',
      'replicas-zero',
      'failed-scheduling',
    ],
    mechanism: 'the cloud controller manager, which sets new nodes up, does not run',
    paths: ['named', 'named family'],
    lag: { min: -120, max: Infinity, source: 'a node waits from its registration on' },
    strength: 0.8,
  },
  {
    id: 'no-room-since-its-node-went',
    effect: ['insufficient-resources', 'failed-scheduling'],
    cause: ['node-scale-down', 'node-deleted', 'node-reclaimed'],
    mechanism:
      'its pod went with a node that was taken away, and its replacement finds no room on the others',
    paths: ['family runs-on'],
    lag: { min: -10, max: 900, source: 'pods are evicted first, the node goes within 10 min' },
    strength: 0.8,
  },
  {
    id: 'node-removed-by-autoscaler',
    effect: ['node-deleted'],
    cause: ['node-scale-down'],
    mechanism: 'the autoscaler takes away the node that it has emptied',
    paths: ['self'],
    lag: { min: -10, max: 900, source: 'drain, then the cloud deletes the machine' },
    strength: 0.95,
  },
  {
    id: 'scale-down-by-setting',
    effect: ['node-scale-down'],
    cause: ['deployment-spec-changed', 'configmap-changed'],
    mechanism: 'the autoscaler takes away what it deems unneeded by the settings that it was given',
    paths: ['anywhere'],
    lag: { min: 0, max: 1800, source: 'scale-down-unneeded-time 10 min by default, looked at every 10 s' },
    strength: 0.5,
    standing: false,
    when: (_c, _effect, cause) =>
      /autoscaler|karpenter/.test(cause.entity.name) || 'it is not a setting of a node autoscaler',
  },
  {
    id: 'no-room-from-pile',
    effect: ['insufficient-resources', 'failed-scheduling'],
    cause: ['cronjob-pile-up'],
    mechanism: 'the runs that pile up hold what the nodes could give',
    paths: ['anywhere'],
    lag: { min: 0, max: Infinity, source: 'runs begin with the schedule and none of them ends' },
    strength: 0.8,
    when: (_c, effect, cause) =>
      Number(cause.attrs[effect.attrs['resource'] === 'pods' ? 'places' : 'share'] ?? 0) >= 0.25 ||
      'its runs hold little of the nodes',
  },
  {
    id: 'preempted-by-priority',
    effect: ['pod-preempted'],
    cause: ['priority-preemptor', 'priority-misconfigured'],
    mechanism: 'a pod of higher priority found no room, so the scheduler removed pods of lower priority',
    paths: ['named', 'named prioritised'],
    guards: [{ types: ['priority-missing'], path: ['self', 'family'], role: 'enabling' }],
    lag: { min: 0, max: 120, source: 'the scheduler preempts in its first failed cycle' },
    strength: 0.95,
    standing: false,
  },
  {
    id: 'preempted-by-new-default',
    effect: ['pod-preempted'],
    cause: ['priority-class-created', 'priorityclass-changed'],
    mechanism: 'pods made since it became the default of the cluster outrank those that were there before',
    paths: ['anywhere'],
    lag: { min: 0, max: 86_400, source: 'the next pod that finds no room' },
    strength: 0.5,
    standing: false,
    when: (c, _effect, cause) =>
      dig(c.entity(cause.entity)?.object, 'globalDefault') === true || 'it is not the default of the cluster',
  },
  {
    id: 'drain-meets-budget',
    effect: ['pdb-blocks-eviction', 'node-drain-stuck'],
    cause: ['node-cordon-drain'],
    mechanism: 'whoever empties the node asks for evictions, which the budget refuses',
    paths: ['self', 'named runs-on'],
    lag: { min: 0, max: 3600, source: 'evictions follow the cordon at once' },
    strength: 0.8,
    standing: false,
  },
  {
    id: 'preemptor-from-change',
    effect: ['priority-preemptor'],
    cause: [
      'priorityclass-changed',
      'priority-class-created',
      'daemonset-created',
      'workload-created',
      'deployment-spec-changed',
      'job-fanout',
    ],
    mechanism: 'the change brought pods of higher priority to nodes without room for them',
    paths: ['self', 'family', 'prioritised', 'family prioritised'],
    lag: { min: 0, max: 120, source: 'the scheduler preempts in its first failed cycle' },
    strength: 0.95,
    standing: false,
  },
  {
    id: 'evicted-by-a-new-taint',
    effect: ['taint-eviction'],
    cause: ['node-tainted'],
    mechanism: 'a NoExecute taint drives pods that do not tolerate it from the node at once',
    paths: ['self', 'runs-on', 'family runs-on'],
    lag: { min: -2, max: 420, source: 'at once, or after the tolerationSeconds of the pod' },
    strength: 0.95,
    standing: false,
    when: (_c, _effect, cause) => /NoExecute/.test(cause.statement) || 'the taint keeps new pods off only',
  },
  {
    id: 'replicas-lost-to-a-taint',
    effect: ['deployment-unavailable'],
    cause: ['taint-eviction'],
    mechanism: 'its pods were driven from their nodes, and the workload is short until others are ready',
    paths: ['anywhere'],
    lag: { min: -60, max: 300, source: 'pods are deleted at once; readiness is written within seconds' },
    strength: 0.8,
    standing: false,
    when: (c, effect, cause) =>
      cause.names.some((r) => keyOf(r) === keyOf(workloadOf(c, effect.entity))) ||
      'none of its pods was among those',
  },
  {
    id: 'no-room-beside-tainted-nodes',
    effect: ['insufficient-resources', 'taint-not-tolerated'],
    cause: ['node-tainted'],
    mechanism:
      'the node takes no pods that do not tolerate its new taint, and the others have no room for them',
    paths: ['named', 'anywhere'],
    lag: { min: -2, max: Infinity, source: 'a taint acts on the next pod' },
    strength: 0.8,
    standing: false,
    when: (_c, effect, cause) =>
      taintKeys(cause).some((k) =>
        [effect.statement, ...effect.evidence.map((e) => e.excerpt)].join(' ').includes(k),
      ) || 'the scheduler does not name its taint',
  },
  {
    id: 'evicted-from-taint',
    effect: ['taint-eviction', 'pod-stuck-terminating'],
    cause: ['node-unreachable', 'node-not-ready'],
    mechanism: 'pods leave a node that stays unreachable beyond their toleration',
    paths: ['family runs-on', 'runs-on', 'self'],
    lag: { min: 0, max: 420, source: 'tolerationSeconds 300 by default' },
    strength: 0.8,
  },
];

/** True where a pod of the workload, born since the cause (or soon before), has no node. */
function isUnplaced(c: Case, effect: Condition, cause: Condition): boolean {
  return podsOf(c, workloadOf(c, effect.entity)).some((pod) => {
    const entity = c.entity(pod);
    const object = entity && newest(entity)?.object;
    const waits = object !== undefined && digText(object, 'spec', 'nodeName') === undefined;
    return waits && (entity?.created?.hi ?? Infinity) >= cause.onset.lo;
  });
}

/** The keys of the taints that a node was given, from what the change says. */
function taintKeys(change: Condition): readonly string[] {
  return [...change.statement.matchAll(/([\w./-]+)(?:=[\w.-]*)?:No(?:Execute|Schedule)/g)].map(
    (m) => m[1] ?? '',
  );
}
