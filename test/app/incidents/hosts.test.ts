import { describe, expect, it } from 'vitest';
import { analysed, clock, event, lines, linksOf, rootsOf, type Made } from '../../support/capture.js';
import { app, cluster, nodeEvent, podAt, unplaced } from '../../support/cluster.js';
import { entrance, logAt, shop, write } from '../../support/entrance.js';
import { deployment, over, type Fields } from '../../support/objects.js';

/** Hosts that run out of something, panic or are taken away, and what users see of it. */
const within = (t: string, from: string, to: string): boolean => t >= from && t < to;
const calls = (from: string, to: string, error: string): string =>
  lines('11:00:00', 600, 6, (t) =>
    within(t.slice(11, 19), from, to)
      ? `${t} ERROR Get "http://api.shop:8080/v": ${error}`
      : `${t} INFO GET / 200`,
  );

describe('a host without process ids', () => {
  const fork =
    'failed to create containerd task: failed to start shim: fork/exec /usr/bin/containerd-shim-runc-v2: resource temporarily unavailable: unknown';
  const about = podAt('shop/api');
  const again: Fields = {
    status: {
      conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: clock('11:44:30') }],
      containerStatuses: [
        {
          name: 'api',
          ready: true,
          restartCount: 9,
          state: { running: { startedAt: clock('11:44:20') } },
          lastState: {
            terminated: {
              exitCode: 128,
              reason: 'StartError',
              startedAt: clock('11:44:12'),
              finishedAt: clock('11:44:12'),
            },
          },
        },
      ],
    },
  };
  const looped = app('shop/api', ['wk-a']).map((o) => (o['kind'] === 'Pod' ? over(o, again) : o));

  it('is the root of containers that do not start, and not what runs in them', async () => {
    const a = await analysed({
      objects: [...shop(), ...looped],
      events: [
        nodeEvent('wk-a', 'NodeHasInsufficientPID', 'Node wk-a status is now: NodeHasInsufficientPID', '11:14:40', 'kubelet'),
        event(about, 'Failed', `Error: ${fork}`, '11:15:10', '11:43:30', 30),
        event(about, 'BackOff', 'Back-off restarting failed container api in pod api_shop(1)', '11:15:20', '11:43:50', 88),
      ],
      files: {
        ...entrance((t, i) => within(t, '11:15:08', '11:44:31') && i % 2 === 1),
        [logAt('shop/web')]: calls('11:15:08', '11:44:31', 'dial tcp 10.96.44.8:8080: connect: connection refused'),
        'nodes/wk-a/containerd.log': lines('11:14:30', 140, 12, (t) => `time="${t}" level=error msg="StartContainer for \\"ab12\\" failed" error="${fork}"`),
      },
    }); // prettier-ignore
    expect(rootsOf(a)).toEqual(['pid-exhaustion Node/wk-a']);
    expect(linksOf(a)).toContain(`node-pid-pressure Node/wk-a → crashloop ${about}`);
  });
});

describe('a host whose connection table a job fills', () => {
  it('is the root, and whoever deletes the job mends it', async () => {
    const job = 'sec/port-sweep-x7k2p';
    const a = await analysed({
      objects: [...shop(), ...app('shop/api', ['wk-b'])],
      events: [
        event(`Pod/${job}`, 'Scheduled', `Successfully assigned ${job} to wk-a`, '11:20:05'),
        event('Job/sec/port-sweep', 'SuccessfulCreate', `Created pod: ${job.slice(4)}`, '11:20:05'),
      ],
      files: {
        ...entrance((t, i) => within(t, '11:21:14', '11:49:30') && i % 3 === 1),
        [logAt('shop/web')]: calls('11:21:14', '11:49:30', 'context deadline exceeded'),
        'nodes/wk-a/kernel.log': lines('11:21:12', 240, 7, (t) => `${t.slice(0, 19)}+00:00 wk-a kernel: nf_conntrack: nf_conntrack: table full, dropping packet`),
        'audit.jsonl': write('11:20:05', 'secops', 'create', 'jobs.batch/sec/port-sweep') + write('11:49:18', 'eve', 'delete', 'jobs.batch/sec/port-sweep'),
        'notes.log': `${clock('11:27:00')} eve: shop.example times out\n`,
      },
    }); // prettier-ignore
    expect(rootsOf(a)).toEqual(['conntrack-full Node/wk-a']);
    expect(a.incidents[0]?.responses.map((r) => [r.entity.name, r.effect])).toEqual([['port-sweep', 'worked']]); // prettier-ignore
  });
});

describe('a host without file handles', () => {
  it('is one root, whoever meets the limit', async () => {
    const full = 'too many open files in system';
    const a = await analysed({
      objects: [...shop(), ...app('shop/api', ['wk-a'])],
      events: [
        event(podAt('shop/api'), 'Unhealthy', `Readiness probe failed: Get "http://10.244.1.10:8080/ready": dial tcp 10.244.1.10:8080: socket: ${full}`, '11:18:55', '11:51:50', 200),
        nodeEvent('wk-a', 'NodeNotReady', 'Node wk-a status is now: NodeNotReady', '11:19:40', 'node-controller'),
        nodeEvent('wk-a', 'NodeReady', 'Node wk-a status is now: NodeReady', '11:52:20', 'kubelet'),
      ],
      files: {
        ...entrance((t, i) => within(t, '11:18:50', '11:52:12') && i % 3 > 0),
        [logAt('shop/web')]: calls('11:18:50', '11:52:12', 'context deadline exceeded'),
        [logAt('shop/api')]: lines('11:18:42', 200, 9, (t) => `${t} accept tcp [::]:8080: accept4: ${full}`),
        'nodes/wk-a/kernel.log': lines('11:18:40', 100, 20, (t) => `${t.slice(0, 19)}+00:00 wk-a kernel: VFS: file-max limit 100000 reached`),
        'nodes/wk-a/kubelet.log': lines('11:18:40', 100, 20, (t) => `E0304 ${t.slice(11, 19)}.000000    1183 controller.go:195] "Failed to update lease" err="Put \\"https://10.20.0.5:6443/leases/wk-a?timeout=10s\\": dial tcp 10.20.0.5:6443: socket: ${full}"`),
      },
    }); // prettier-ignore
    expect(rootsOf(a)).toEqual(['fd-exhaustion Node/wk-a']);
    expect(a.incidents).toHaveLength(1);
  });
});

describe('a host whose kernel panics again and again', () => {
  const panics = ['11:11:12', '11:20:51', '11:30:10'];
  const later = (t: string, s: number): string => new Date(Date.parse(clock(t)) + s * 1000).toISOString();
  const time = (t: string, s: number): string => later(t, s).slice(11, 19);
  const lost = 'shop/api-6c9d8f7b54-bbbbb';
  const made: Made = {
    objects: [...shop(), ...app('shop/api', ['wk-b'])],
    events: [
      event(`Pod/${lost}`, 'Scheduled', `Successfully assigned ${lost} to wk-a`, '10:00:00'),
      event('ReplicaSet/shop/api-6c9d8f7b54', 'SuccessfulCreate', `Created pod: ${lost.slice(5)}`, '10:00:00'),
      ...panics.flatMap((t) => [
        nodeEvent('wk-a', 'NodeNotReady', 'Node wk-a status is now: NodeNotReady', time(t, 46), 'node-controller'),
        nodeEvent('wk-a', 'Rebooted', 'Node wk-a has been rebooted, boot id: 4e5fa7be', time(t, 132), 'kubelet'),
        nodeEvent('wk-a', 'NodeReady', 'Node wk-a status is now: NodeReady', time(t, 140), 'kubelet'),
      ]),
    ],
    files: {
      ...entrance((t, i) => i % 2 === 1 && panics.some((p) => within(t, p, time(p, 300)))),
      [logAt('shop/web')]: lines('11:00:00', 600, 6, (t) => panics.some((p) => within(t.slice(11, 19), p, time(p, 300))) ? `${t} ERROR Get "http://api.shop:8080/v": dial tcp 10.96.44.8:8080: i/o timeout` : `${t} INFO GET / 200`),
      'nodes/wk-a/kernel.log': panics.map((p) => `${later(p, 0).slice(0, 19)}+00:00 wk-a kernel: Kernel panic - not syncing: Fatal exception in interrupt\n`).join(''),
    },
  }; // prettier-ignore

  it('is the root, though the pod that ran there is gone, and the outage ends with its last episode', async () => {
    const a = await analysed(made);
    const [incident] = a.incidents;
    expect(rootsOf(a)).toEqual(['kernel-panic Node/wk-a']);
    const to = incident?.surfaces[0]?.to;
    expect(to?.lo?.slice(11, 16)).toBe('11:35');
  });

  it('is an outage of unknown cause without the kernel’s log and what the node controller said', async () => {
    const a = await analysed({ ...made, events: [], files: { ...entrance((t, i) => i % 2 === 1 && within(t, '11:11:12', '11:16:12')) } }); // prettier-ignore
    expect(a.incidents).toHaveLength(1);
    expect(a.incidents[0]?.rootCauses.every((r) => r.confidence === 'low')).toBe(true);
  });
});

describe('a node that the autoscaler takes away', () => {
  const none = '0/2 nodes are available: 2 Insufficient cpu.';
  const needs = { containers: [{ name: 'api', image: 'api:1', resources: { requests: { cpu: '2500m' } } }] };
  const short: Fields = {
    status: {
      conditions: [
        {
          type: 'Available',
          status: 'False',
          reason: 'MinimumReplicasUnavailable',
          lastTransitionTime: clock('11:23:12'),
        },
      ],
    },
  };
  const old = 'shop/api-6c9d8f7b54-ccccc';
  const api = app('shop/api', ['wk-a'], { 0: unplaced('11:23:13', none) }).map((o) =>
    o['kind'] === 'Pod' ? over(o, { spec: needs }) : o['kind'] === 'Deployment' ? over(o, short) : o,
  );

  it('is the cause of the room that is missing, and not the request that had fitted', async () => {
    const a = await analysed({
      objects: [...shop(), ...api, deployment('kube-system/cluster-autoscaler')],
      events: [
        event(`Pod/${old}`, 'Scheduled', `Successfully assigned ${old} to wk-c`, '09:00:00'),
        event('ReplicaSet/shop/api-6c9d8f7b54', 'SuccessfulCreate', `Created pod: ${old.slice(5)}`, '09:00:00'),
        event(`Pod/${old}`, 'Started', 'Started container api', '09:00:04'),
        event(`Pod/${old}`, 'Killing', 'Stopping container api', '11:23:12'),
        event(podAt('shop/api'), 'FailedScheduling', none, '11:23:13', '11:58:00', 9),
        nodeEvent('wk-c', 'ScaleDown', 'marked the node as toBeDeleted/unschedulable', '11:23:10', 'cluster-autoscaler'),
        nodeEvent('wk-c', 'RemovingNode', 'Node wk-c event: Removing Node wk-c from Controller', '11:24:40', 'node-controller'),
      ],
      files: {
        ...entrance((t, i) => t >= '11:23:14' && i % 2 === 1),
        [logAt('shop/web')]: calls('11:23:14', '13:00:00', 'dial tcp 10.96.44.8:8080: connect: connection refused'),
        'audit.jsonl': write('11:20:00', 'ops-pipeline', 'patch', 'deployments.apps/kube-system/cluster-autoscaler', { spec: { template: { spec: { containers: [{ name: 'cluster-autoscaler', args: ['--scale-down-utilization-threshold=0.9'] }] } } } }),
      },
    }); // prettier-ignore
    const [incident] = a.incidents;
    expect(rootsOf(a)).toEqual(['deployment-spec-changed Deployment/kube-system/cluster-autoscaler']);
    expect(incident?.rootCauses[0]?.confidence).toBe('medium');
    expect(incident?.conditions.some((x) => x.condition === 'cpu-request-exceeds-nodes')).toBe(false);
    expect(linksOf(a)).toContain('node-scale-down Node/wk-c → insufficient-resources Deployment/shop/api');
  });
});

describe('an API server that is killed for its memory, five times', () => {
  const kills = ['11:14:20', '11:18:05', '11:23:30', '11:31:10', '11:37:40'];
  const uid = '4c487386-3729-4726-af16-d66f6dbf513e';
  const killed: Fields = {
    metadata: { uid },
    status: {
      containerStatuses: [
        {
          name: 'kube-apiserver',
          ready: true,
          restartCount: 5,
          state: { running: { startedAt: clock('11:38:05') } },
          lastState: { terminated: { exitCode: 137, reason: 'OOMKilled', startedAt: clock('11:31:40'), finishedAt: clock('11:37:40') } },
        },
      ],
    },
  }; // prettier-ignore
  const after = (t: string, s: number): string => new Date(Date.parse(clock(t)) + s * 1000).toISOString();
  const kubelet = (n: string): string =>
    kills.flatMap((k) => [2, 12, 22].map((s) => `E0304 ${after(k, s).slice(11, 19)}.000000    1183 controller.go:195] "Failed to update lease" err="Put \\"https://10.20.0.11:6443/leases/${n}?timeout=10s\\": dial tcp 10.20.0.11:6443: connect: connection refused"\n`)).join(''); // prettier-ignore
  const head = 'I0304 11:00:00.000000    1183 server.go:483] "Kubelet version" kubeletVersion="v1.29.6"\n';

  it('is one incident with the kills as its root', async () => {
    const cgroup = `/kubepods.slice/kubepods-pod${uid.replaceAll('-', '_')}.slice/cri-containerd-1.scope`;
    const a = await analysed({
      objects: [...cluster({ components: { 'kube-apiserver': killed } })],
      files: {
        'nodes/wk-a/kubelet.log': head + kubelet('wk-a'),
        'nodes/wk-b/kubelet.log': head + kubelet('wk-b'),
        'nodes/cp-1/kernel.log': kills.map((k) => `${after(k, 0).slice(0, 19)}+00:00 cp-1 kernel: oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=x,mems_allowed=0,oom_memcg=${cgroup},task_memcg=${cgroup},task=kube-apiserver,pid=2211,uid=0\n`).join(''),
      },
    }); // prettier-ignore
    expect(rootsOf(a)).toEqual(['container-oom Pod/kube-system/kube-apiserver-cp-1']);
    expect(a.incidents).toHaveLength(1);
    expect(linksOf(a).filter((l) => l.endsWith('apiserver-unavailable Component/kube-apiserver'))).not.toEqual([]); // prettier-ignore
  });
});

describe('an outage that ended by itself', () => {
  it('is not put down to a restart whose pods were long ready', async () => {
    const restarted: Fields = {
      metadata: { creationTimestamp: clock('11:29:21') },
      status: { conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: clock('11:29:40') }] },
    };
    const a = await analysed({
      objects: shop().map((o) =>
        o['kind'] === 'Pod' && JSON.stringify(o).includes('shop/web-6c9d8f7b54') ? over(o, restarted) : o,
      ),
      files: {
        ...entrance((t, i) => within(t, '11:21:31', '11:33:48') && i % 4 > 0),
        'audit.jsonl': write('11:29:20', 'pat', 'patch', 'deployments.apps/shop/web', { spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': 'x' } } } } }),
        'notes.log': `${clock('11:25:00')} pat: shop.example is failing from outside\n`,
      },
    }); // prettier-ignore
    const [incident] = a.incidents;
    expect(incident?.status).toBe('resolved-cause-unknown');
    expect(incident?.rootCauses.filter((r) => r.confidence !== 'low')).toEqual([]);
    expect(incident?.responses.map((r) => r.effect)).toEqual(['no-effect']);
  });
});
