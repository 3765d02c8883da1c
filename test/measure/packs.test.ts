import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../src/base/index.js';
import { packRules, type PackRule } from '../../src/measure/packs/index.js';
import { coveredSince } from '../../src/measure/packs/state.js';
import { replaySignal, type Firing } from '../../src/measure/replay/evaluate.js';
import { keyOf } from '../../src/model/index.js';
import { caseOf, when, type Given, type GivenEvent, type GivenMessage } from '../support/case-builder.js';
import { deployment, node, object, over, pod, replicaSet, service, type Fields } from '../support/objects.js';

/** One made history: what the capture holds, since when the state was so, and how far the sources blur it. */
interface History {
  readonly given: Given;
  readonly entity: string;
  /** True onset of the state. */
  readonly since: string;
  /** What range vectors add before the expression is true. */
  readonly trails?: number;
  /** How much earlier the sources leave possible. */
  readonly blur?: number;
  /** The same history cut short of the wait: must not fire. */
  readonly healed: Given;
}

const T = (clock: string): string => `2026-03-04T${clock}Z`;
const RS = 'ReplicaSet/web-7d4b9c5f6d';
const WEB = 'shop/web-7d4b9c5f6d-abcde';
const web = (status: Fields = {}, more: Fields = {}): Fields => pod(WEB, RS, over({ status }, more));
const notReady = (since: string): Fields => ({
  conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: T(since) }],
});
const isReady = (since: string): Fields => ({
  conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: T(since) }],
});
const shop = (...more: unknown[]): unknown[] => [
  deployment('shop/web'),
  replicaSet('shop/web-7d4b9c5f6d', 'web'),
  ...more,
];

/** Two snapshots: well before, bad from then on; healed: well again by the last one. */
function turning(well: unknown, bad: unknown): { given: Given; healed: Given } {
  return {
    given: {
      snapshots: [
        { object: well, at: '09:59:50' },
        { object: bad, at: '10:00:10' },
        { object: bad, at: '11:59:00' },
      ],
    },
    healed: {
      snapshots: [
        { object: well, at: '09:59:50' },
        { object: bad, at: '10:00:10' },
        { object: well, at: '10:01:00' },
      ],
    },
  };
}

/** An object whose condition has a stamp of its own. */
function conditioned(
  make: (condition: Fields) => unknown,
  bad: Fields,
  well: Fields,
): { given: Given; healed: Given } {
  return {
    given: { objects: [make({ ...bad, lastTransitionTime: T('10:00:00') })] },
    healed: {
      snapshots: [
        { object: make({ ...bad, lastTransitionTime: T('10:00:00') }), at: '10:00:20' },
        { object: make({ ...well, lastTransitionTime: T('10:01:00') }), at: '11:59:00' },
      ],
    },
  };
}

/** Occurrences every `every` seconds from 10:00 on, for an hour or for a moment. */
function lines(
  make: (first: string, last: string, count: number) => Given,
  every = 20,
  short = 1,
): { given: Given; healed: Given } {
  return {
    given: make('10:00:00', '11:00:00', Math.floor(3600 / every) + 1),
    healed: make('10:00:00', '10:00:00', short),
  };
}

const event =
  (e: Omit<GivenEvent, 'first' | 'last' | 'count'>, ...objects: unknown[]) =>
  (first: string, last: string, count: number): Given => ({
    objects,
    events: [{ ...e, first, last, count }],
  });
const message =
  (m: Omit<GivenMessage, 'at' | 'until' | 'count' | 'text'>) =>
  (at: string, until: string, count: number): Given => ({
    messages: [{ ...m, text: 'line', at, until, count }],
  });

const backOff = { about: `Pod/${WEB}`, reason: 'BackOff', message: 'Back-off restarting failed container' };
const imageBackOff = { about: `Pod/${WEB}`, reason: 'BackOff', message: 'Back-off pulling image "x"' };
const ETCD = 'Component/etcd';
const lost = (at: string): GivenMessage => ({
  id: 'etcd-leader-loss',
  text: 'lost leader',
  at,
  program: 'etcd',
});
const elected = (at: string): GivenMessage => ({
  id: 'etcd-leader-elected',
  text: 'elected',
  at,
  program: 'etcd',
});
const failing = (until?: string): Given => ({
  access: [
    {
      entrance: 'edge',
      host: 'shop.example',
      at: '09:00:00',
      until: '09:59:59',
      failed: false,
      statuses: { 200: 3600 },
    },
    {
      entrance: 'edge',
      host: 'shop.example',
      at: '10:00:00',
      until: until ?? '11:00:00',
      failed: true,
      statuses: { 503: until === undefined ? 3600 : 4 },
    },
    ...(until === undefined
      ? []
      : [
          {
            entrance: 'edge',
            host: 'shop.example',
            at: until,
            until: '11:00:00',
            failed: false,
            statuses: { 200: 3600 },
          },
        ]),
  ],
});
const routed = [
  service('shop/web'),
  object('Ingress', 'shop/web', {
    spec: { rules: [{ host: 'shop.example', http: { paths: [{ backend: { service: { name: 'web' } } }] } }] },
  }),
];
const webhook = object('ValidatingWebhookConfiguration', 'policy', {
  webhooks: [{ name: 'check.policy.svc', failurePolicy: 'Fail' }],
});
const daemonSet = (ready: number, placed = 3): Fields =>
  object('DaemonSet', 'kube-system/agent', {
    spec: { template: { metadata: { labels: { app: 'agent' } }, spec: { containers: [{ name: 'agent' }] } } },
    status: {
      desiredNumberScheduled: 3,
      currentNumberScheduled: placed,
      numberReady: ready,
      numberAvailable: ready,
    },
  });
const job = (c: Fields): unknown =>
  object('Job', 'shop/sync', { status: { startTime: T('09:59:00'), conditions: [c] } });
const nodeReady = (c: Fields): unknown =>
  node('node-1', { status: { conditions: [{ type: 'Ready', ...c }] } });
const nodeWith =
  (type: string) =>
  (c: Fields): unknown =>
    node('node-1', { status: { conditions: [{ type, ...c }] } });
const UNKNOWN = { status: 'Unknown', reason: 'NodeStatusUnknown' };
const UP = { status: 'True', reason: 'KubeletReady' };
const starts = (...clocks: string[]): GivenEvent[] =>
  clocks.map((first) => ({
    about: 'Pod/kube-system/cilium-abcde',
    reason: 'Started',
    message: `Started container agent ${first}`,
    type: 'Normal',
    first,
  }));
const agentPod = pod('kube-system/cilium-abcde', 'DaemonSet/cilium');
const agentOwner = object('DaemonSet', 'kube-system/cilium', {
  spec: { template: { spec: { containers: [{ name: 'agent' }] } } },
});

const HISTORIES: Readonly<Record<string, History>> = {
  KubePodCrashLooping: { ...lines(event(backOff, ...shop(web()))), entity: `Pod/${WEB}`, since: '10:00:00' },
  KubePodNotReady: {
    given: { objects: shop(web(notReady('10:00:00'))) },
    healed: {
      objects: shop(),
      snapshots: [
        { object: web(notReady('10:00:00')), at: '10:00:30' },
        { object: web(isReady('10:02:00')), at: '11:59:00' },
      ],
    },
    entity: `Pod/${WEB}`,
    since: '10:00:00',
  },
  KubeDeploymentReplicasMismatch: {
    given: { objects: shop(web(notReady('10:00:00'))) },
    healed: {
      objects: shop(),
      snapshots: [
        { object: web(notReady('10:00:00')), at: '10:00:30' },
        { object: web(isReady('10:02:00')), at: '11:59:00' },
      ],
    },
    entity: 'Deployment/shop/web',
    since: '10:00:00',
  },
  KubeDeploymentRolloutStuck: {
    ...conditioned(
      (x) => deployment('shop/web', {}, { status: { conditions: [{ type: 'Progressing', ...x }] } }),
      { status: 'False', reason: 'ProgressDeadlineExceeded' },
      { status: 'True' },
    ),
    entity: 'Deployment/shop/web',
    since: '10:00:00',
  },
  KubeDeploymentGenerationMismatch: {
    ...turning(deployment('shop/web'), deployment('shop/web', {}, { metadata: { generation: 2 } })),
    entity: 'Deployment/shop/web',
    since: '10:00:00',
    blur: 15,
  },
  KubeStatefulSetReplicasMismatch: {
    ...turning(
      object('StatefulSet', 'shop/db', { spec: { replicas: 3 }, status: { replicas: 3, readyReplicas: 3 } }),
      object('StatefulSet', 'shop/db', { spec: { replicas: 3 }, status: { replicas: 3, readyReplicas: 2 } }),
    ),
    entity: 'StatefulSet/shop/db',
    since: '10:00:00',
    blur: 15,
  },
  KubeDaemonSetRolloutStuck: {
    ...turning(daemonSet(3), daemonSet(2)),
    entity: 'DaemonSet/kube-system/agent',
    since: '10:00:00',
    blur: 15,
  },
  KubeDaemonSetNotScheduled: {
    ...turning(daemonSet(3), daemonSet(2, 2)),
    entity: 'DaemonSet/kube-system/agent',
    since: '10:00:00',
    blur: 15,
  },
  KubeContainerWaiting: {
    ...lines(event(imageBackOff, ...shop(web())), 20, 1),
    given: event(imageBackOff, ...shop(web()))('10:00:00', '11:30:00', 200),
    entity: `Pod/${WEB}`,
    since: '10:00:00',
  },
  KubeJobFailed: {
    ...conditioned(job, { type: 'Failed', status: 'True' }, { type: 'Failed', status: 'False' }),
    entity: 'Job/shop/sync',
    since: '10:00:00',
  },
  KubeJobNotCompleted: {
    given: {
      asOf: '2026-03-04T23:00:00Z',
      objects: [
        object('Job', 'shop/sync', {
          metadata: { creationTimestamp: T('08:00:00') },
          status: { startTime: T('10:00:00'), active: 1 },
        }),
      ],
      events: [
        {
          about: 'Job/shop/sync',
          reason: 'SuccessfulCreate',
          message: 'Created pod: sync-abcde',
          first: '10:00:00',
        },
      ],
    },
    healed: {
      asOf: '2026-03-04T23:00:00Z',
      objects: [
        object('Job', 'shop/sync', { status: { startTime: T('10:00:00'), completionTime: T('11:00:00') } }),
      ],
      events: [
        {
          about: 'Job/shop/sync',
          reason: 'SuccessfulCreate',
          message: 'Created pod: sync-abcde',
          first: '10:00:00',
        },
      ],
    },
    entity: 'Job/shop/sync',
    since: '22:00:00',
  },
  KubeNodeNotReady: {
    ...conditioned(nodeReady, { status: 'False' }, UP),
    entity: 'Node/node-1',
    since: '10:00:00',
  },
  KubeNodeUnreachable: { ...conditioned(nodeReady, UNKNOWN, UP), entity: 'Node/node-1', since: '10:00:00' },
  KubeNodeReadinessFlapping: {
    given: { objects: [node('node-1')], events: flaps(12) },
    healed: { objects: [node('node-1')], events: flaps(1) },
    entity: 'Node/node-1',
    since: '10:04:00',
  },
  KubeNodePressure: {
    ...conditioned(nodeWith('MemoryPressure'), { status: 'True' }, { status: 'False' }),
    entity: 'Node/node-1',
    since: '10:00:00',
  },
  KubeNodeEviction: {
    ...lines(event({ about: `Pod/${WEB}`, reason: 'Evicted', message: 'low on memory' }, ...shop(web()))),
    healed: {},
    entity: `Pod/${WEB}`,
    since: '10:00:00',
  },
  KubeletPlegDurationHigh: {
    ...lines(message({ id: 'pleg-unhealthy', node: 'node-1', program: 'kubelet' })),
    entity: 'Node/node-1',
    since: '10:00:00',
  },
  KubeletDown: { ...conditioned(nodeReady, UNKNOWN, UP), entity: 'Cluster/cluster', since: '10:00:00' },
  NodeNetworkInterfaceFlapping: {
    ...lines(message({ id: 'nic-link-down', node: 'node-1', program: 'kernel' })),
    entity: 'Node/node-1',
    since: '10:00:40',
  },
  NodeSystemdServiceFailed: {
    given: {
      messages: [
        {
          id: 'systemd-unit-failed',
          text: 'failed',
          at: '10:00:00',
          node: 'node-1',
          fields: { unit: 'a.service' },
        },
      ],
    },
    healed: {
      messages: [
        {
          id: 'systemd-unit-failed',
          text: 'failed',
          at: '10:00:00',
          node: 'node-1',
          fields: { unit: 'a.service' },
        },
        {
          id: 'systemd-unit-started',
          text: 'started',
          at: '10:02:00',
          node: 'node-1',
          fields: { unit: 'a.service' },
        },
      ],
    },
    entity: 'Node/node-1',
    since: '10:00:00',
  },
  NodeSystemdServiceCrashlooping: {
    ...lines(message({ id: 'systemd-unit-restart', node: 'node-1' })),
    entity: 'Node/node-1',
    since: '10:00:40',
  },
  NodeClockNotSynchronising: {
    ...lines(message({ id: 'host-clock-unsync', node: 'node-1' })),
    entity: 'Node/node-1',
    since: '10:00:00',
  },
  KubePersistentVolumeErrors: {
    ...turning(
      object('PersistentVolume', 'pv-1', { status: { phase: 'Bound' } }),
      object('PersistentVolume', 'pv-1', { status: { phase: 'Failed' } }),
    ),
    entity: 'PersistentVolume/pv-1',
    since: '10:00:00',
    blur: 15,
  },
  KubeAPIDown: {
    ...lines(message({ id: 'apiserver-unreachable', program: 'kubelet' }), 10),
    entity: 'Component/kube-apiserver',
    since: '10:00:20',
  },
  KubeAPIErrorBudgetBurn: {
    ...lines(message({ id: 'apiserver-unreachable', program: 'kubelet' }), 10),
    entity: 'Component/kube-apiserver',
    since: '10:00:20',
    trails: 516,
  },
  KubeAggregatedAPIDown: {
    ...conditioned(
      (x) =>
        object('APIService', 'v1beta1.metrics.k8s.io', {
          status: { conditions: [{ type: 'Available', ...x }] },
        }),
      { status: 'False' },
      { status: 'True' },
    ),
    entity: 'APIService/v1beta1.metrics.k8s.io',
    since: '10:00:00',
    trails: 90,
  },
  KubeHpaMaxedOut: {
    ...turning(hpa(3, 3), hpa(10, 10)),
    entity: 'HorizontalPodAutoscaler/shop/web',
    since: '10:00:00',
    blur: 15,
  },
  KubeHpaReplicasMismatch: {
    ...turning(hpa(3, 3), hpa(3, 8)),
    entity: 'HorizontalPodAutoscaler/shop/web',
    since: '10:00:00',
    blur: 15,
  },
  KubePdbNotEnoughHealthyPods: {
    ...turning(pdb(2), pdb(1)),
    entity: 'PodDisruptionBudget/shop/web',
    since: '10:00:00',
    blur: 15,
  },
  KubeQuotaExceeded: {
    ...turning(quota('10'), quota('12')),
    entity: 'ResourceQuota/shop/all',
    since: '10:00:00',
    blur: 15,
  },
  etcdNoLeader: {
    given: { messages: [lost('10:00:00'), elected('10:30:00')] },
    healed: { messages: [lost('10:00:00'), elected('10:00:05')] },
    entity: ETCD,
    since: '10:00:00',
  },
  etcdInsufficientMembers: {
    given: { messages: [{ ...lost('10:00:00'), id: 'etcd-quorum-loss' }, elected('10:30:00')] },
    healed: { messages: [{ ...lost('10:00:00'), id: 'etcd-quorum-loss' }, elected('10:00:30')] },
    entity: ETCD,
    since: '10:00:00',
  },
  etcdMembersDown: {
    ...lines(message({ id: 'etcd-peer-unreachable', program: 'etcd' })),
    entity: ETCD,
    since: '10:00:00',
  },
  etcdHighNumberOfLeaderChanges: {
    ...lines(message({ id: 'etcd-leader-elected', program: 'etcd' }), 60),
    entity: ETCD,
    since: '10:03:00',
  },
  etcdHighFsyncDurations: {
    ...lines(message({ id: 'etcd-slow-fsync', program: 'etcd', fields: { took: '2.2s' } })),
    entity: ETCD,
    since: '10:00:20',
  },
  etcdGRPCRequestsSlow: {
    ...lines(message({ id: 'etcd-slow-apply', program: 'etcd', fields: { took: '908.680761ms' } })),
    entity: ETCD,
    since: '10:00:20',
  },
  CoreDNSDown: {
    given: { objects: dns(notReady('10:00:00')) },
    healed: { objects: dns(isReady('08:00:00')) },
    entity: 'Service/kube-system/kube-dns',
    since: '10:00:00',
  },
  CoreDNSForwardHealthcheckBrokenCount: {
    ...lines(message({ id: 'coredns-upstream-timeout', program: 'coredns' })),
    entity: 'Service/kube-system/kube-dns',
    since: '10:00:20',
  },
  BlackboxProbeFailed: {
    given: failing(),
    healed: failing('10:00:20'),
    entity: 'Surface/shop.example',
    since: '10:00:00',
    blur: 2,
  },
  EdgeHighHttp5xxErrorRate: {
    given: failing(),
    healed: failing('10:00:04'),
    entity: 'Surface/shop.example',
    since: '10:00:15',
    blur: 5,
  },
  RoutedServiceWithoutEndpoints: {
    given: { objects: [...shop(web(notReady('10:00:00'))), ...routed] },
    healed: { objects: [...shop(web(isReady('08:00:00'))), ...routed] },
    entity: 'Service/shop/web',
    since: '10:00:00',
  },
  WebhookFailClosedRejections: {
    ...lines(
      event(
        {
          about: 'ReplicaSet/shop/web-7d4b9c5f6d',
          reason: 'FailedCreate',
          message:
            'Error creating: Internal error occurred: failed calling webhook "check.policy.svc": no endpoints available',
        },
        webhook,
      ),
    ),
    healed: { objects: [webhook] },
    entity: 'ValidatingWebhookConfiguration/policy',
    since: '10:00:00',
  },
  ImagePullWaiting: {
    ...lines(event(imageBackOff, ...shop(web()))),
    entity: 'Deployment/shop/web',
    since: '10:00:00',
  },
  NetworkAgentRestarting: {
    given: { objects: [agentOwner, agentPod], events: starts('10:00:00', '10:03:00') },
    healed: { objects: [agentOwner, agentPod], events: starts('08:00:00') },
    entity: 'Pod/kube-system/cilium-abcde',
    since: '10:00:00',
  },
  NodeResolverFailing: {
    ...lines(message({ id: 'node-resolver-failing', node: 'node-1' })),
    entity: 'Node/node-1',
    since: '10:00:20',
  },
  ServiceAddressUnreachable: {
    ...lines(message({ id: 'apiserver-vip-unreachable', pod: `Pod/${WEB}` })),
    entity: `Pod/${WEB}`,
    since: '10:00:20',
  },
  PodsUnschedulable: {
    ...lines(
      event(
        {
          about: `Pod/${WEB}`,
          reason: 'FailedScheduling',
          message: '0/3 nodes are available: 3 Insufficient cpu.',
        },
        ...shop(web()),
      ),
      8,
    ),
    entity: 'Deployment/shop/web',
    since: '10:01:12',
  },
  SandboxCreationFailing: {
    given: {
      events: minutes(60, 1).map((first) => ({
        about: `Pod/${WEB}`,
        reason: 'FailedCreatePodSandBox',
        message: `failed ${first}`,
        host: 'node-1',
        first,
      })),
    },
    healed: {
      events: [
        {
          about: `Pod/${WEB}`,
          reason: 'FailedCreatePodSandBox',
          message: 'failed',
          host: 'node-1',
          first: '10:00:00',
        },
      ],
    },
    entity: 'Node/node-1',
    since: '10:01:00',
  },
  EtcdLeaderLost: {
    ...lines(message({ id: 'etcd-leader-loss', program: 'etcd' })),
    entity: ETCD,
    since: '10:00:20',
  },
  GitOpsStalled: {
    ...conditioned(
      (x) => object('HelmRelease', 'shop/web', { status: { conditions: [{ type: 'Ready', ...x }] } }),
      { status: 'False', reason: 'UpgradeFailed' },
      UP,
    ),
    healed: {
      objects: [
        object('HelmRelease', 'shop/web', {
          status: { conditions: [{ type: 'Ready', ...UP, lastTransitionTime: T('08:00:10') }] },
        }),
      ],
    },
    entity: 'HelmRelease/shop/web',
    since: '10:00:00',
  },
  KubernetesNodeNotReady: {
    ...conditioned(nodeReady, { status: 'False' }, UP),
    entity: 'Node/node-1',
    since: '10:00:00',
  },
  KubernetesPodCrashLooping: {
    given: { objects: [agentOwner, agentPod], events: starts(...seconds(40)) },
    healed: { objects: [agentOwner, agentPod], events: starts('10:00:00', '10:00:15') },
    entity: 'Pod/kube-system/cilium-abcde',
    since: '10:00:30',
  },
  KubernetesDeploymentReplicasMismatch: {
    given: { objects: shop(web(notReady('10:00:00'))) },
    healed: { objects: shop(web(isReady('08:00:00'))) },
    entity: 'Deployment/shop/web',
    since: '10:00:00',
  },
  KubernetesJobFailed: {
    ...conditioned(job, { type: 'Failed', status: 'True' }, { type: 'Failed', status: 'False' }),
    healed: { objects: [job({ type: 'Complete', status: 'True', lastTransitionTime: T('10:00:00') })] },
    entity: 'Job/shop/sync',
    since: '10:00:00',
  },
  KubernetesContainerOomKiller: {
    ...lines(event({ about: 'Node/node-1', reason: 'SystemOOM', message: 'System OOM encountered' })),
    healed: {},
    entity: 'Node/node-1',
    since: '10:00:00',
  },
};

function flaps(pairs: number): GivenEvent[] {
  return minutes(pairs * 2, 2).map((first, i) => ({
    about: 'Node/node-1',
    reason: i % 2 === 0 ? 'NodeNotReady' : 'NodeReady',
    message: `change ${i}`,
    first,
    type: 'Normal' as const,
  }));
}

function minutes(n: number, step: number): string[] {
  return Array.from({ length: n }, (_, i) => `10:${String(i * step).padStart(2, '0')}:00`);
}

function seconds(n: number): string[] {
  return Array.from(
    { length: n },
    (_, i) =>
      `10:${String(Math.floor((i * 15) / 60)).padStart(2, '0')}:${String((i * 15) % 60).padStart(2, '0')}`,
  );
}

function hpa(current: number, desired: number): unknown {
  return object('HorizontalPodAutoscaler', 'shop/web', {
    spec: { minReplicas: 2, maxReplicas: 10 },
    status: { currentReplicas: current, desiredReplicas: desired },
  });
}

function pdb(healthy: number): unknown {
  return object('PodDisruptionBudget', 'shop/web', {
    status: { desiredHealthy: 2, currentHealthy: healthy },
  });
}

function quota(used: string): unknown {
  return object('ResourceQuota', 'shop/all', { status: { hard: { pods: '10' }, used: { pods: used } } });
}

function dns(status: Fields): unknown[] {
  return [
    deployment('kube-system/coredns', { template: { metadata: { labels: { 'k8s-app': 'kube-dns' } } } }),
    replicaSet('kube-system/coredns-7d4b9c5f6d', 'coredns'),
    pod('kube-system/coredns-7d4b9c5f6d-abcde', 'ReplicaSet/coredns-7d4b9c5f6d', {
      metadata: { labels: { 'k8s-app': 'kube-dns' } },
      status,
    }),
    service('kube-system/kube-dns', { selector: { app: undefined, 'k8s-app': 'kube-dns' } }),
  ];
}

function replayed(rule: PackRule, given: Given, entity: string): Firing | undefined {
  const { c } = caseOf(given);
  const signal = rule.signals(c).find((s) => keyOf(s.entity) === entity);
  return (
    signal &&
    replaySignal(signal, rule.wait, { lo: Math.min(coveredSince(c), when('09:00:00').lo), hi: c.asOf.hi })
  );
}

describe('every rule of the packs', () => {
  it('has a history here, one name each, and says what it means', () => {
    expect(Object.keys(HISTORIES).sort()).toEqual(packRules.map((r) => r.name).sort());
    for (const r of packRules) {
      expect(r.meaning.length).toBeGreaterThan(15);
      expect(r.origin.length).toBeGreaterThan(10);
      expect(r.wait).toBeLessThanOrEqual(HOUR);
    }
  });

  for (const rule of packRules) {
    const h = HISTORIES[rule.name];
    if (!h) continue;
    it(`${rule.name} fires ${rule.wait / MINUTE} min after the state began`, () => {
      const fired = replayed(rule, h.given, h.entity);
      const due = when(h.since).lo + rule.wait + (h.trails ?? 0) * SECOND;
      expect(fired?.earliest, 'earliest').toBeDefined();
      expect(fired?.latest, 'latest').toBeDefined();
      expect(((fired?.earliest ?? 0) - due) / SECOND).toBeGreaterThanOrEqual(-(h.blur ?? 0) - 1);
      expect(((fired?.earliest ?? 0) - due) / SECOND).toBeLessThanOrEqual(1);
      expect(((fired?.latest ?? 0) - due) / SECOND).toBeGreaterThanOrEqual(0);
      expect(((fired?.latest ?? 0) - due) / SECOND).toBeLessThanOrEqual(90 + (h.blur ?? 0));
    });

    it(`${rule.name} stays silent when it heals before`, () => {
      expect(replayed(rule, h.healed, h.entity)?.earliest).toBeUndefined();
    });
  }
});
