import { clock, event, lines } from './capture.js';
import {
  container,
  deployment,
  endpoints,
  node,
  object,
  over,
  pod,
  replicaSet,
  service,
  type Fields,
} from './objects.js';

/** Nodes of the small cluster: one control plane, two workers. */
const NODES = ['cp-1', 'wk-a', 'wk-b'] as const;
const PODS = ['k2x8p', 'zt4mv', 'q9wlr'] as const;

/** Key of the i-th pod that {@link app} makes. */
export function podAt(at: string, i = 0): string {
  const [ns = '', name = ''] = at.split('/');
  return `Pod/${ns}/${name}-6c9d8f7b54-${PODS[i] ?? ''}`;
}

/** A Deployment with a pod on each of the nodes and its Service; `bad` replaces the state of pods by index. */
export function app(
  at: string,
  nodes: readonly string[],
  bad: Readonly<Record<number, Fields>> = {},
  labels: Fields = {},
): readonly Fields[] {
  const [ns = '', name = ''] = at.split('/');
  const names = nodes.map((_, i) => podAt(at, i).split('/')[2] ?? '');
  const ready = names.filter((_, i) => bad[i] === undefined);
  const containers = [container(name)];
  const available = { readyReplicas: ready.length, availableReplicas: ready.length };
  return [
    deployment(
      at,
      {
        replicas: nodes.length,
        template: { metadata: { labels: { app: name, ...labels } }, spec: { containers } },
      },
      { status: available },
    ),
    replicaSet(`${ns}/${name}-6c9d8f7b54`, name, { spec: { replicas: nodes.length } }),
    ...nodes.map((nodeName, i) =>
      over(
        pod(`${ns}/${names[i] ?? ''}`, `ReplicaSet/${name}-6c9d8f7b54`, {
          metadata: { labels },
          spec: { nodeName, containers },
        }),
        bad[i],
      ),
    ),
    service(at, { clusterIP: `10.96.44.${at.length}` }),
    endpoints(
      at,
      ready,
      names.filter((n) => !ready.includes(n)),
    ),
  ];
}

/** A DaemonSet with a pod "NAME-<node>" on each node. */
export function daemons(at: string, bad: Readonly<Record<string, Fields>> = {}): readonly Fields[] {
  const [ns = '', name = ''] = at.split('/');
  const ready = NODES.length - Object.keys(bad).length;
  return [
    object('DaemonSet', at, {
      spec: { selector: { matchLabels: { app: name } } },
      status: { desiredNumberScheduled: NODES.length, numberReady: ready, numberAvailable: ready },
    }),
    ...NODES.map((n) =>
      over(
        pod(`${ns}/${name}-${n}`, `DaemonSet/${name}`, {
          spec: { nodeName: n, hostNetwork: true, containers: [container(name)] },
        }),
        bad[n],
      ),
    ),
  ];
}

/** What differs from a healthy cluster. */
export interface Ills {
  readonly nodes?: Readonly<Record<string, Fields>>;
  readonly components?: Readonly<Record<string, Fields>>;
  readonly dns?: Readonly<Record<number, Fields>>;
  readonly proxies?: Readonly<Record<string, Fields>>;
}

/** Nodes, namespaces, static pods, DNS, kube-proxy and Calico. */
export function cluster(ills: Ills = {}): readonly Fields[] {
  const dns = app('kube-system/coredns', ['wk-a', 'wk-b'], ills.dns, { 'k8s-app': 'kube-dns' });
  return [
    ...['default', 'kube-system', 'shop', 'pay'].map((n) =>
      object('Namespace', n, {
        metadata: { labels: { 'kubernetes.io/metadata.name': n } },
        status: { phase: 'Active' },
      }),
    ),
    ...NODES.map((n) => node(n, over(n === 'cp-1' ? CONTROL_PLANE : {}, ills.nodes?.[n]))),
    ...['kube-apiserver', 'etcd', 'kube-scheduler', 'kube-controller-manager'].map((n) =>
      over(
        pod(`kube-system/${n}-cp-1`, 'Node/cp-1', {
          spec: { nodeName: 'cp-1', hostNetwork: true, containers: [container(n)] },
          status: { containerStatuses: [running(n)] },
        }),
        ills.components?.[n],
      ),
    ),
    ...dns.filter((o) => o['kind'] !== 'Service' && o['kind'] !== 'Endpoints'),
    object('Service', 'kube-system/kube-dns', {
      spec: {
        clusterIP: '10.96.0.10',
        selector: { 'k8s-app': 'kube-dns' },
        ports: [{ name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 }],
      },
    }),
    ...dns
      .filter((o) => o['kind'] === 'Endpoints')
      .map((o) => over(o, { metadata: { name: 'kube-dns', uid: 'uid-kube-dns' } })),
    ...daemons('kube-system/kube-proxy', ills.proxies),
    ...daemons('kube-system/calico-node'),
  ];
}

const CONTROL_PLANE: Fields = {
  metadata: { labels: { 'node-role.kubernetes.io/control-plane': '' } },
  spec: { taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] },
};

function running(name: string): Fields {
  return { name, ready: true, restartCount: 0, state: { running: { startedAt: clock('08:00:00') } } };
}

const condition = (type: string, status: string, reason: string, message: string, at: string): Fields => ({
  type,
  status,
  reason,
  message,
  lastTransitionTime: clock(at),
  lastHeartbeatTime: new Date(Date.parse(clock(at)) - 45_000).toISOString(),
});

/** A node of which the controller has heard nothing since shortly before. */
export function lost(at: string): Fields {
  const taint = { key: 'node.kubernetes.io/unreachable', timeAdded: clock(at) };
  return {
    spec: { taints: ['NoSchedule', 'NoExecute'].map((effect) => ({ ...taint, effect })) },
    status: {
      conditions: ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'Ready'].map((type) =>
        condition(type, 'Unknown', 'NodeStatusUnknown', 'Kubelet stopped posting node status.', at),
      ),
    },
  };
}

/** A node whose kubelet says itself why it is not ready. */
export function unready(at: string, message: string): Fields {
  return { status: { conditions: [condition('Ready', 'False', 'KubeletNotReady', message, at)] } };
}

/** A node short of disk. */
export function fullDisk(at: string): Fields {
  return {
    spec: {
      taints: [{ key: 'node.kubernetes.io/disk-pressure', effect: 'NoSchedule', timeAdded: clock(at) }],
    },
    status: {
      conditions: [
        condition('DiskPressure', 'True', 'KubeletHasDiskPressure', 'kubelet has disk pressure', at),
        condition('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status', '08:00:00'),
      ],
    },
  };
}

/** A pod that was told to go and is still there. */
export function terminating(at: string): Fields {
  return {
    metadata: { deletionTimestamp: clock(at), deletionGracePeriodSeconds: 30 },
    status: { conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: clock(at) }] },
  };
}

/** A pod whose sandbox is not there yet. */
export function creating(name: string, at: string): Fields {
  return {
    metadata: { creationTimestamp: clock(at) },
    status: {
      phase: 'Pending',
      startTime: clock(at),
      conditions: [
        { type: 'PodScheduled', status: 'True', lastTransitionTime: clock(at) },
        { type: 'Ready', status: 'False', lastTransitionTime: clock(at) },
      ],
      containerStatuses: [
        { name, ready: false, restartCount: 0, state: { waiting: { reason: 'ContainerCreating' } } },
      ],
    },
  };
}

/** A pod without a node; with a message the scheduler has said why. */
export function unplaced(at: string, message?: string): Fields {
  const said = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message };
  return {
    metadata: { creationTimestamp: clock(at) },
    spec: { nodeName: undefined },
    status: {
      phase: 'Pending',
      startTime: undefined,
      conditions: message === undefined ? [] : [{ ...said, lastTransitionTime: clock(at) }],
      containerStatuses: [],
    },
  };
}

/** A container that has ended again and again since a time. */
export function crashing(
  name: string,
  since: string,
  last: Fields = { exitCode: 1, reason: 'Error' },
): Fields {
  return {
    status: {
      conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: clock(since) }],
      containerStatuses: [
        {
          name,
          ready: false,
          restartCount: 9,
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: {
            terminated: { startedAt: clock('11:55:00'), finishedAt: clock('11:55:02'), ...last },
          },
        },
      ],
    },
  };
}

/** The back-off events of a looping pod. */
export function backOff(about: string, since: string): Fields {
  const [, ns = '', name = ''] = about.split('/');
  const said = `Back-off restarting failed container in pod ${name}_${ns}(1)`;
  return event(about, 'BackOff', said, since, '11:59:00', 120);
}

/** An event about a node. */
export function nodeEvent(
  name: string,
  reason: string,
  message: string,
  at: string,
  component: string,
): Fields {
  return over(event(`Pod/default/${name}`, reason, message, at), {
    involvedObject: { kind: 'Node', namespace: undefined, name },
    source: { component },
  });
}

/** Lines of the journal of a host until noon, one every `step` seconds; klog's own stamp as `t`. */
export function journal(
  host: string,
  program: string,
  from: string,
  step: number,
  text: (t: string) => string,
): string {
  const n = Math.floor((Date.parse(clock('12:00:00')) - Date.parse(clock(from))) / 1000 / step);
  return lines(from, n, step, (at) => {
    const time = at.slice(11, 19);
    return `Mar 04 ${time} ${host} ${program}[876]: ${text(`0304 ${time}.123456     876`)}`;
  });
}

/** Lines of a component's log until noon, one every `step` seconds. */
export function klog(from: string, step: number, severity: string, text: string): string {
  const n = Math.floor((Date.parse(clock('12:00:00')) - Date.parse(clock(from))) / 1000 / step);
  return lines(from, n, step, (at) => `${severity}0304 ${at.slice(11, 19)}.123456       1 ${text}`);
}
