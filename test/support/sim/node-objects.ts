import type { Fields } from '../objects.js';
import { micro, second } from './clocks.js';
import { beatBefore } from './node-controller.js';
import { CONTROL_PLANE } from './plan.js';
import type { Cluster, Node } from './state.js';

const HOUR = 3_600_000;

const CONDITIONS = [
  ['MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
  ['DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
  ['PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
  ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'],
] as const;

/** A worker with its conditions and taints. */
export function nodeObject(c: Cluster, node: Node): Fields {
  const lost = node.markedAt;
  const api = (at: number): string => second(c.clocks.read(CONTROL_PLANE, at));
  const heard = node.isOff || node.isCut ? node.lastBeat : c.now;
  const beat = second(c.clocks.read(node.name, heard - ((heard - node.statusPhase) % 300_000)));
  const taint = (effect: string, at: number): Fields => ({
    effect,
    key: 'node.kubernetes.io/unreachable',
    timeAdded: api(at),
  });
  const taints =
    lost === undefined
      ? []
      : [
          taint('NoSchedule', lost),
          ...(node.taintedAt === undefined ? [] : [taint('NoExecute', node.taintedAt)]),
        ];
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      creationTimestamp: second(node.created),
      labels: {
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': node.name,
        'kubernetes.io/os': 'linux',
      },
      name: node.name,
      uid: `node-${node.name}`,
    },
    spec: { podCIDR: `10.244.${node.subnet}.0/24`, ...(taints.length > 0 ? { taints } : {}) },
    status: {
      addresses: [
        { address: node.ip, type: 'InternalIP' },
        { address: node.name, type: 'Hostname' },
      ],
      allocatable: { cpu: '32', memory: '128Gi', pods: String(c.plan.podsPerNode) },
      capacity: { cpu: '32', memory: '128Gi', pods: String(c.plan.podsPerNode) },
      conditions: CONDITIONS.map(
        ([type, status, reason, message]) =>
        lost === undefined
          ? { lastHeartbeatTime: beat, lastTransitionTime: second(type === 'Ready' ? node.readySince : node.created), message, reason, status, type } // prettier-ignore
          : { lastHeartbeatTime: beat, lastTransitionTime: api(lost), message: 'Kubelet stopped posting node status.', reason: 'NodeStatusUnknown', status: 'Unknown', type }, // prettier-ignore
      ),
      nodeInfo: { kubeletVersion: `v1.${c.plan.minor}.4`, containerRuntimeVersion: 'containerd://1.7.27' },
    },
  };
}

/** The control-plane host, always well. */
export function controlPlane(c: Cluster): Fields {
  const beat = second(c.by(CONTROL_PLANE) - 60_000);
  const created = c.plan.start - 400 * HOUR;
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      creationTimestamp: second(created),
      labels: { 'kubernetes.io/hostname': CONTROL_PLANE, 'kubernetes.io/os': 'linux', 'node-role.kubernetes.io/control-plane': '' }, // prettier-ignore
      name: CONTROL_PLANE,
      uid: `node-${CONTROL_PLANE}`,
    },
    spec: { taints: [{ effect: 'NoSchedule', key: 'node-role.kubernetes.io/control-plane' }] },
    status: {
      addresses: [
        { address: '10.0.0.10', type: 'InternalIP' },
        { address: CONTROL_PLANE, type: 'Hostname' },
      ],
      allocatable: { cpu: '4', memory: '16Gi', pods: '110' },
      capacity: { cpu: '4', memory: '16Gi', pods: '110' },
      conditions: CONDITIONS.map(([type, status, reason, message]) => ({
        lastHeartbeatTime: beat,
        lastTransitionTime: second(created + 30_000),
        message,
        reason,
        status,
        type,
      })),
      nodeInfo: { kubeletVersion: `v1.${c.plan.minor}.4`, containerRuntimeVersion: 'containerd://1.7.27' },
    },
  };
}

/** The Lease that a kubelet renews. */
export function lease(c: Cluster, node: Node): Fields {
  const beat = node.isOff || node.isCut ? node.lastBeat : beatBefore(node, c.now);
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { creationTimestamp: second(node.created), name: node.name, namespace: 'kube-node-lease', uid: `lease-${node.name}` }, // prettier-ignore
    spec: {
      holderIdentity: node.name,
      leaseDurationSeconds: 40,
      renewTime: micro(c.clocks.read(node.name, beat)),
    },
  };
}

/** The Lease of an elected control-plane component. */
export function leaderLease(c: Cluster, name: string): Fields {
  const now = c.by(CONTROL_PLANE);
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { creationTimestamp: second(c.plan.start - 400 * HOUR), name, namespace: 'kube-system', uid: `lease-${name}` }, // prettier-ignore
    spec: {
      acquireTime: micro(c.plan.start - 100 * HOUR),
      holderIdentity: `${CONTROL_PLANE}_5691f16b-f63d-4fff-aa2b-4caeef46a9b5`,
      leaseDurationSeconds: 15,
      leaseTransitions: 0,
      renewTime: micro(now - (now % 2000)),
    },
  };
}
