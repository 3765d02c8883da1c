import { describe, expect, it } from 'vitest';
import { analysed, clock, event, linksOf, rootsOf } from '../../support/capture.js';
import {
  app,
  cluster,
  fullDisk,
  journal,
  lost,
  nodeEvent,
  podAt,
  terminating,
  unplaced,
  unready,
} from '../../support/cluster.js';
import { object, type Fields } from '../../support/objects.js';

const cart = app('shop/cart', ['wk-a']);
const gone = (at: string): Fields =>
  nodeEvent('wk-b', 'NodeNotReady', 'Node wk-b status is now: NodeNotReady', at, 'node-controller');

describe('a node whose disk is full', () => {
  const low =
    'The node was low on resource: ephemeral-storage. Threshold quantity: 3211234Ki, available: 2901232Ki. Container web was using 18Gi, request is 0, has larger consumption of ephemeral-storage. ';
  const none =
    '0/3 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 1 node(s) had untolerated taint {node.kubernetes.io/disk-pressure: }, 1 Insufficient memory.';
  const evicted: Fields = {
    status: {
      phase: 'Failed',
      reason: 'Evicted',
      message: low,
      conditions: [
        {
          type: 'DisruptionTarget',
          status: 'True',
          reason: 'TerminationByKubelet',
          lastTransitionTime: clock('11:10:40'),
        },
      ],
      containerStatuses: [],
    },
  };
  const objects = [
    ...cluster({ nodes: { 'wk-b': fullDisk('11:10:12') } }),
    ...app('pay/thumbs', ['wk-b', 'wk-b'], { 0: evicted, 1: unplaced('11:10:41', none) }),
    ...cart,
  ];
  const events = [
    event(podAt('pay/thumbs'), 'Evicted', low, '11:10:40'),
    event(podAt('pay/thumbs', 1), 'FailedScheduling', none, '11:10:41', '11:56:00', 10),
    nodeEvent(
      'wk-b',
      'FreeDiskSpaceFailed',
      'Failed to garbage collect required amount of images. Attempted to free 8120344576 bytes, but only found 0 bytes eligible to free.',
      '11:08:00',
      'kubelet',
    ),
  ];

  it('leads to evictions and to pods that find no other node, and back to the pod that filled it', async () => {
    const a = await analysed({
      objects,
      events,
      files: {
        'nodes/wk-b/journal.log': journal(
          'wk-b',
          'containerd',
          '11:10:05',
          20,
          () =>
            'time="2026-03-04T11:10:05.1Z" level=error msg="PullImage \\"reg/x:1\\" failed" error="failed to extract layer sha256:aa: write /var/lib/containerd/x: no space left on device: unknown"',
        ),
      },
    });
    expect(rootsOf(a)).toEqual(['pod-disk-hog Deployment/pay/thumbs']);
    expect(linksOf(a)).toContain('pod-disk-hog Deployment/pay/thumbs → disk-full Node/wk-b');
    expect(linksOf(a)).toContain('node-disk-pressure Node/wk-b → kubelet-eviction Deployment/pay/thumbs');
    expect(linksOf(a)).toContain(
      'node-disk-pressure Node/wk-b → scheduling-taint-blocked Deployment/pay/thumbs',
    );
  });

  it('is a pressure whose reason is not known where neither its log nor the eviction names a user', async () => {
    const plain = events.map((e) => ({ ...e, message: String(e['message']).replace(/ Container .*/, '') }));
    const a = await analysed({ objects, events: plain });
    expect(rootsOf(a)).toEqual(['node-disk-pressure Node/wk-b']);
    expect(a.incidents[0]?.rootCauses[0]?.confidence).not.toBe('high');
  });
});

describe('a node out of memory that kills its own kubelet', () => {
  it('is the root, with the kill and the units between', async () => {
    const a = await analysed({
      objects: [
        ...cluster({ nodes: { 'wk-b': lost('11:16:00') } }),
        ...app('pay/report', ['wk-b'], { 0: terminating('11:21:05') }),
        ...cart,
      ],
      events: [gone('11:16:00')],
      files: {
        'nodes/wk-b/journal.log': [
          'Mar 04 11:15:10 wk-b kernel: oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=kubelet.service,mems_allowed=0,global_oom,task_memcg=/system.slice/kubelet.service,task=kubelet,pid=876,uid=0',
          'Mar 04 11:15:10 wk-b kernel: Out of memory: Killed process 876 (kubelet) total-vm:2100432kB, anon-rss:98120kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:512kB oom_score_adj:-999',
          "Mar 04 11:15:11 wk-b systemd[1]: kubelet.service: Failed with result 'oom-kill'.",
          '',
        ].join('\n'),
      },
    });
    expect(rootsOf(a)).toEqual(['system-oom Node/wk-b']);
    expect(linksOf(a)).toContain('systemd-unit-failed NodeService/wk-b/kubelet → node-unreachable Node/wk-b');
  });

  it('is not blamed for a container that was killed at its own limit', async () => {
    const a = await analysed({
      objects: [...cluster({ nodes: { 'wk-b': lost('11:16:00') } }), ...cart],
      files: {
        'nodes/wk-b/journal.log':
          'Mar 04 11:15:10 wk-b kernel: Memory cgroup out of memory: Killed process 4711 (java) total-vm:8123456kB, anon-rss:524288kB, file-rss:0kB, shmem-rss:0kB, UID:1000 pgtables:2048kB oom_score_adj:985\n',
      },
    });
    expect(rootsOf(a)).toEqual(['node-unreachable Node/wk-b']);
  });
});

describe('a runtime that waits for its disk', () => {
  it('is followed to the hung task', async () => {
    const a = await analysed({
      objects: [
        ...cluster({
          nodes: {
            'wk-b': unready(
              '11:20:30',
              'PLEG is not healthy: pleg was last seen active 5m12s ago; threshold is 3m0s',
            ),
          },
        }),
        ...app('shop/web', ['wk-b'], {
          0: {
            status: {
              conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: clock('11:20:35') }],
            },
          },
        }),
        ...cart,
      ],
      files: {
        'nodes/wk-b/journal.log':
          journal(
            'wk-b',
            'kernel',
            '11:17:15',
            120,
            () => 'INFO: task containerd-shim:4711 blocked for more than 120 seconds.',
          ) +
          journal(
            'wk-b',
            'kubelet',
            '11:17:20',
            120,
            (t) =>
              `E${t} generic.go:224] "GenericPLEG: Unable to retrieve pods" err="rpc error: code = DeadlineExceeded desc = context deadline exceeded"`,
          ),
      },
    });
    expect(rootsOf(a)).toEqual(['hung-task Node/wk-b']);
    expect(linksOf(a)).toContain('node-not-ready Node/wk-b → deployment-unavailable Deployment/shop/web');
  });
});

describe('a spot node that the provider takes back', () => {
  it('is the root of the lost node and its pods', async () => {
    const a = await analysed({
      objects: [
        ...cluster({ nodes: { 'wk-b': lost('11:22:40') } }),
        ...app('shop/web', ['wk-b'], { 0: terminating('11:20:05') }),
        ...cart,
      ],
      events: [
        nodeEvent(
          'wk-b',
          'SpotInterruption',
          'Spot ITN received. Instance will be interrupted at 2026-03-04T11:22:00Z',
          '11:20:00',
          'aws-node-termination-handler',
        ),
        gone('11:22:40'),
      ],
    });
    expect(rootsOf(a)).toEqual(['node-reclaimed Node/wk-b']);
    expect(linksOf(a)).toContain('node-reclaimed Node/wk-b → node-unreachable Node/wk-b');
  });
});

describe('a node that was cordoned when the others were full', () => {
  it('is the trigger of the shortage', async () => {
    const none =
      '0/3 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 1 node(s) were unschedulable.';
    const taint = {
      key: 'node.kubernetes.io/unschedulable',
      effect: 'NoSchedule',
      timeAdded: clock('11:30:00'),
    };
    const a = await analysed({
      objects: [
        ...cluster({ nodes: { 'wk-b': { spec: { unschedulable: true, taints: [taint] } } } }),
        ...app('pay/ledger', ['wk-b'], { 0: unplaced('11:30:20', none) }),
        ...cart,
      ],
      events: [event(podAt('pay/ledger'), 'FailedScheduling', none, '11:30:20', '11:55:00', 8)],
    });
    expect(rootsOf(a)).toEqual(['insufficient-resources Deployment/pay/ledger']);
    expect(linksOf(a)).toContain(
      'node-cordon-drain Node/wk-b → insufficient-resources Deployment/pay/ledger',
    );
  });
});

describe('a drain that a disruption budget holds up', () => {
  it('is told from what kubectl printed', async () => {
    const a = await analysed({
      objects: [
        ...cluster(),
        ...app('pay/ledger', ['wk-b']),
        object('PodDisruptionBudget', 'pay/ledger', {
          spec: { minAvailable: 1, selector: { matchLabels: { app: 'ledger' } } },
          status: { currentHealthy: 1, desiredHealthy: 1, disruptionsAllowed: 0, expectedPods: 1 },
        }),
      ],
      files: {
        'drain.log': `node/wk-b cordoned\n${'error when evicting pods/"ledger-6c9d8f7b54-k2x8p" -n "pay" (will retry after 5s): Cannot evict pod as it would violate the pod\'s disruption budget.\n'.repeat(12)}`,
      },
    });
    expect(rootsOf(a)).toEqual(['pdb-blocks-eviction PodDisruptionBudget/pay/ledger']);
  });
});
