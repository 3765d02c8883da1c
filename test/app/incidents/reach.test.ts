import { describe, expect, it } from 'vitest';
import { analysed, clock, event, lines, linksOf, rootsOf } from '../../support/capture.js';
import { app, cluster, creating, journal, lost, podAt, terminating, unready } from '../../support/cluster.js';
import { over, type Fields } from '../../support/objects.js';

const cart = app('shop/cart', ['wk-b']);
const ledger = app('pay/ledger', ['wk-a']);
const CNI =
  'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized';

describe('a kubelet that someone stopped', () => {
  const world = [
    ...cluster({ nodes: { 'wk-b': lost('11:00:45') } }),
    ...app('shop/web', ['wk-b'], { 0: terminating('11:05:50') }),
    ...ledger,
  ];
  const stopped =
    'Mar 04 11:00:00 wk-b sudo[4711]:      ops : TTY=pts/0 ; PWD=/home/ops ; USER=root ; COMMAND=/usr/bin/systemctl stop kubelet\n' +
    'Mar 04 11:00:01 wk-b systemd[1]: Stopped kubelet.service - kubelet: The Kubernetes Node Agent.\n';

  it('is the root, and the command the trigger', async () => {
    const a = await analysed({ objects: world, files: { 'nodes/wk-b/journal.log': stopped } });
    expect(rootsOf(a)).toEqual(['kubelet-stopped NodeService/wk-b/kubelet']);
    expect(linksOf(a)).toContain('manual-host-change Node/wk-b → kubelet-stopped NodeService/wk-b/kubelet');
  });

  it('is not told where it was started again', async () => {
    const again =
      'Mar 04 11:00:03 wk-b systemd[1]: Started kubelet.service - kubelet: The Kubernetes Node Agent.\n';
    const a = await analysed({
      objects: [...cluster(), ...ledger],
      files: { 'nodes/wk-b/journal.log': stopped + again },
    });
    expect(a.incidents).toEqual([]);
  });
});

describe('the link of the only control plane', () => {
  it('is the root of the API server that nobody reaches', async () => {
    const silent = (n: string): string =>
      journal(
        n,
        'kubelet',
        '11:10:04',
        10,
        (t) =>
          `E${t} controller.go:145] "Failed to ensure lease exists, will retry" err="Get \\"https://10.0.0.5:6443/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${n}?timeout=10s\\": dial tcp 10.0.0.5:6443: i/o timeout" interval="7s"`,
      );
    const a = await analysed({
      objects: [...cluster({ nodes: { 'wk-a': lost('11:10:45'), 'wk-b': lost('11:10:46') } }), ...ledger],
      files: {
        'nodes/cp-1/kernel.log': 'Mar 04 11:09:58 cp-1 kernel: ixgbe 0000:03:00.0 eth0: NIC Link is Down\n',
        'nodes/wk-a/kubelet.log': silent('wk-a'),
        'nodes/wk-b/kubelet.log': silent('wk-b'),
      },
    });
    expect(rootsOf(a)).toEqual(['nic-link-down Node/cp-1']);
    expect(a.incidents).toHaveLength(1);
  });
});

describe('a resolver above CoreDNS', () => {
  it('is the root of names that do not resolve; undated lines are placed between the start of their container and the capture', async () => {
    const waits =
      '[ERROR] plugin/errors: 2 rates.example.org. A: read udp 10.244.1.5:41230->10.0.0.2:53: i/o timeout\n'.repeat(
        40,
      );
    const a = await analysed({
      objects: [...cluster(), ...ledger, ...cart],
      files: {
        'logs/kube-system/coredns-6c9d8f7b54-k2x8p/coredns.log': waits,
        'logs/kube-system/coredns-6c9d8f7b54-zt4mv/coredns.log': waits,
        'logs/pay/ledger-6c9d8f7b54-k2x8p/ledger.log': lines(
          '11:10:05',
          200,
          14,
          (t) =>
            `${t} level=error msg="rate refresh failed" err="Get \\"https://rates.example.org/latest\\": dial tcp: lookup rates.example.org on 10.96.0.10:53: server misbehaving"`,
        ),
      },
    });
    expect(rootsOf(a)).toEqual(['upstream-resolver-down External/10.0.0.2']);
    expect(a.incidents[0]?.rootCauses[0]?.statement).toContain(
      'from some time between 2026-03-04T08:00:00Z and 2026-03-04T12:00:00Z',
    );
  });
});

describe('BGP that is down on one node', () => {
  it('explains the agent that is not ready and the calls without a route', async () => {
    const notReady: Fields = {
      status: { conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: clock('11:10:10') }] },
    };
    const objects = cluster().map((o) => {
      const meta = o['metadata'];
      return typeof meta === 'object' && meta !== null && 'name' in meta && meta.name === 'calico-node-wk-b'
        ? over(o, notReady)
        : o;
    });
    const a = await analysed({
      objects: [...objects, ...ledger, ...cart],
      events: [
        over(
          event(
            'Pod/kube-system/calico-node-wk-b',
            'Unhealthy',
            'Readiness probe failed: calico/node is not ready: BIRD is not ready: BGP not established with 10.0.0.5,10.0.0.6',
            '11:10:05',
            '11:59:55',
            300,
          ),
          { source: { host: 'wk-b' } },
        ),
      ],
      files: {
        'logs/shop/cart-6c9d8f7b54-k2x8p/cart.log': lines(
          '11:10:20',
          200,
          14,
          (t) =>
            `${t} ERROR call failed: Get "http://ledger.pay.svc.cluster.local/v1": dial tcp 10.244.1.14:8080: connect: no route to host`,
        ),
      },
    });
    expect(rootsOf(a)).toEqual(['calico-bgp-down NodeNetwork/wk-b']);
    expect(linksOf(a)).toContain(
      'calico-bgp-down NodeNetwork/wk-b → readiness-failing Pod/kube-system/calico-node-wk-b',
    );
  });
});

describe('a file server that is gone', () => {
  it('is the root of the pods that wait for their mount', async () => {
    const said =
      'MountVolume.SetUp failed for volume "assets" : mount failed: exit status 32\nMounting command: mount\nMounting arguments: -t nfs 10.0.9.9:/export/assets /var/lib/kubelet/pods/x/volumes/kubernetes.io~nfs/assets\nOutput: mount.nfs: Connection timed out';
    const a = await analysed({
      objects: [...cluster(), ...app('shop/web', ['wk-b'], { 0: creating('web', '11:12:00') }), ...ledger],
      events: [event(podAt('shop/web'), 'FailedMount', said, '11:14:05', '11:58:00', 20)],
      files: {
        'nodes/wk-b/journal.log': journal(
          'wk-b',
          'kernel',
          '11:11:00',
          60,
          () => 'nfs: server 10.0.9.9 not responding, still trying',
        ),
      },
    });
    expect(rootsOf(a)).toEqual(['nfs-unreachable External/10.0.9.9']);
    expect(linksOf(a)).toContain(
      'mount-setup-failed Deployment/shop/web → deployment-unavailable Deployment/shop/web',
    );
  });
});

describe('a node that says why it is not ready', () => {
  it('is followed to the runtime that is down, without any log', async () => {
    const a = await analysed({
      objects: [
        ...cluster({ nodes: { 'wk-b': unready('11:10:20', 'container runtime is down') } }),
        ...ledger,
      ],
    });
    expect(rootsOf(a)).toEqual(['runtime-down NodeService/wk-b/containerd']);
  });

  it('is ordinary while it is new', async () => {
    const born = { metadata: { creationTimestamp: clock('11:58:30') } };
    const a = await analysed({
      objects: [...cluster({ nodes: { 'wk-b': over(unready('11:58:31', CNI), born) } }), ...ledger],
    });
    expect(a.incidents).toEqual([]);
  });
});
