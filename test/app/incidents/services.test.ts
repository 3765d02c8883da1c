import { describe, expect, it } from 'vitest';
import { analysed, clock, event, lines, linksOf, rootsOf } from '../../support/capture.js';
import {
  app,
  cluster,
  creating,
  crashing,
  backOff,
  klog,
  lost,
  nodeEvent,
  podAt,
  terminating,
  unplaced,
} from '../../support/cluster.js';
import { object, over, type Fields } from '../../support/objects.js';

const cart = app('shop/cart', ['wk-a']);
const gone = (at: string): Fields =>
  nodeEvent('wk-b', 'NodeNotReady', 'Node wk-b status is now: NodeNotReady', at, 'node-controller');

describe('volumes', () => {
  const claim = { name: 'data', persistentVolumeClaim: { claimName: 'data' } };
  const attach =
    'Multi-Attach error for volume "pvc-11aa" Volume is already exclusively attached to one node and can\'t be attached to another';

  it('that a lost node holds are the node’s doing', async () => {
    const world = app('pay/pg', ['wk-b', 'wk-a'], {
      0: terminating('11:15:50'),
      1: creating('pg', '11:15:51'),
    });
    const a = await analysed({
      objects: [
        ...cluster({ nodes: { 'wk-b': lost('11:10:45') } }),
        ...cart,
        ...world.map((o) => (o['kind'] === 'Pod' ? over(o, { spec: { volumes: [claim] } }) : o)),
      ],
      events: [gone('11:10:45'), event(podAt('pay/pg', 1), 'FailedAttachVolume', attach, '11:15:52')],
    });
    expect(rootsOf(a)).toEqual(['node-unreachable Node/wk-b']);
    expect(linksOf(a)).toContain('node-unreachable Node/wk-b → multi-attach Deployment/pay/pg');
  });

  it('that nobody makes wait for the controller of their driver', async () => {
    const none = '0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.';
    const waiting = app('pay/pg', ['wk-a'], { 0: unplaced('11:20:01', none) }).map((o) =>
      o['kind'] === 'Pod' ? over(o, { spec: { volumes: [claim] } }) : o,
    );
    const a = await analysed({
      objects: [
        ...cluster(),
        ...app('kube-system/ebs-csi-controller', ['wk-a'], { 0: crashing('ebs-csi-controller', '11:02:00') }),
        object('StorageClass', 'gp3', { provisioner: 'ebs.csi.aws.com' }),
        object('PersistentVolumeClaim', 'pay/data', {
          metadata: { creationTimestamp: clock('11:20:00') },
          spec: {
            storageClassName: 'gp3',
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '10Gi' } },
          },
          status: { phase: 'Pending' },
        }),
        ...waiting,
      ],
      events: [
        event(
          'PersistentVolumeClaim/pay/data',
          'ExternalProvisioning',
          "Waiting for a volume to be created either by the external provisioner 'ebs.csi.aws.com' or manually by the system administrator.",
          '11:20:01',
          '11:59:00',
          160,
        ),
        event(podAt('pay/pg'), 'FailedScheduling', none, '11:20:01', '11:55:00', 8),
        backOff(podAt('kube-system/ebs-csi-controller'), '11:02:20'),
      ],
    });
    expect(a.incidents).toHaveLength(1);
    expect(rootsOf(a)).toEqual([`container-exit-error ${podAt('kube-system/ebs-csi-controller')}`]);
    expect(linksOf(a)).toContain(
      'pvc-unbound PersistentVolumeClaim/pay/data → failed-scheduling Deployment/pay/pg',
    );
  });
});

describe('names', () => {
  const said = (ns: string, name: string): Readonly<Record<string, string>> => ({
    [`logs/${ns}/${name}-6c9d8f7b54-k2x8p/${name}.log`]: lines(
      '11:30:40',
      170,
      10,
      (t) =>
        `${t} ERROR Get "http://ledger.pay.svc.cluster.local/v1": dial tcp: lookup ledger.pay.svc.cluster.local on 10.96.0.10:53: read udp 10.244.1.12:41230->10.96.0.10:53: i/o timeout`,
    ),
  });
  const callers = [...app('shop/web', ['wk-a']), ...app('pay/ledger', ['wk-a'])];

  it('fail all callers when CoreDNS forwards to itself', async () => {
    const loops = crashing('coredns', '11:30:05');
    const a = await analysed({
      objects: [...cluster({ dns: { 0: loops, 1: loops } }), ...callers, ...cart],
      events: [0, 1].map((i) => backOff(podAt('kube-system/coredns', i), '11:30:20')),
      files: {
        'logs/kube-system/coredns-6c9d8f7b54-k2x8p/coredns.previous.log':
          '[FATAL] plugin/loop: Loop (127.0.0.1:47044 -> :53) detected for zone ".", see https://coredns.io/plugins/loop#troubleshooting. Query: "HINFO 4547991504243258144.3688648895315093531."\n',
        ...said('shop', 'web'),
        ...said('shop', 'cart'),
      },
    });
    expect(rootsOf(a)).toEqual(['coredns-loop Deployment/kube-system/coredns']);
    for (const n of ['web', 'cart'])
      expect(linksOf(a)).toContain(
        `coredns-down Service/kube-system/kube-dns → dns-server-timeout Deployment/shop/${n}`,
      );
  });

  it('fail the one namespace whose policy leaves port 53 out', async () => {
    const a = await analysed({
      objects: [
        ...cluster(),
        ...callers,
        object('NetworkPolicy', 'shop/egress', {
          metadata: { creationTimestamp: clock('11:30:20') },
          spec: {
            podSelector: {},
            policyTypes: ['Egress'],
            egress: [
              {
                to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'pay' } } }],
                ports: [{ port: 8080 }],
              },
            ],
          },
        }),
      ],
      files: said('shop', 'web'),
    });
    expect(rootsOf(a)).toEqual(['networkpolicy-block NetworkPolicy/shop/egress']);
    expect(a.incidents[0]?.rootCauses[0]?.statement).toContain('kube-dns');
  });
});

describe('a kube-proxy that refuses its configuration', () => {
  it('explains the time-outs of pods on its node', async () => {
    const a = await analysed({
      objects: [
        ...cluster({ proxies: { 'wk-b': crashing('kube-proxy', '11:15:00') } }),
        ...app('shop/web', ['wk-b']),
        ...app('pay/ledger', ['wk-a']),
      ],
      events: [backOff('Pod/kube-system/kube-proxy-wk-b', '11:15:10')],
      files: {
        'logs/kube-system/kube-proxy-wk-b/kube-proxy.previous.log': klog(
          '11:59:01',
          40,
          'E',
          'run.go:72] "command failed" err="failed complete: unrecognized feature gate: TopologyAwareHints"',
        ),
        'logs/shop/web-6c9d8f7b54-k2x8p/web.log': lines(
          '11:16:00',
          250,
          10,
          (t) =>
            `${t} ERROR call failed: Get "http://ledger.pay.svc.cluster.local/v1": dial tcp 10.96.44.10:80: i/o timeout`,
        ),
      },
    });
    expect(rootsOf(a)).toEqual(['component-config-refused DaemonSet/kube-system/kube-proxy']);
    expect(linksOf(a)).toContain(
      'kube-proxy-down ServiceDataplane/wk-b → app-dependency-timeout Deployment/shop/web',
    );
  });
});

describe('a namespace that does not go away', () => {
  const stuck = (type: string, message: string): Fields =>
    object('Namespace', 'old', {
      metadata: { deletionTimestamp: clock('11:30:00') },
      spec: { finalizers: ['kubernetes'] },
      status: {
        phase: 'Terminating',
        conditions: [{ type, status: 'True', reason: 'x', message, lastTransitionTime: clock('11:30:05') }],
      },
    });

  it('waits for the API that does not answer', async () => {
    const api = object('APIService', 'v1beta1.metrics.k8s.io', {
      spec: {
        group: 'metrics.k8s.io',
        version: 'v1beta1',
        service: { namespace: 'kube-system', name: 'metrics-server', port: 443 },
      },
      status: {
        conditions: [
          {
            type: 'Available',
            status: 'False',
            reason: 'MissingEndpoints',
            message: 'endpoints for service/metrics-server in "kube-system" have no addresses',
            lastTransitionTime: clock('11:05:10'),
          },
        ],
      },
    });
    const a = await analysed({
      objects: [
        ...cluster(),
        ...app('kube-system/metrics-server', ['wk-b'], {
          0: crashing('metrics-server', '11:05:00', {
            exitCode: 137,
            reason: 'OOMKilled',
            startedAt: clock('11:50:00'),
          }),
        }),
        api,
        stuck(
          'NamespaceDeletionDiscoveryFailure',
          'Discovery failed for some groups, 1 failing: unable to retrieve the complete list of server APIs: metrics.k8s.io/v1beta1: stale GroupVersion discovery: metrics.k8s.io/v1beta1',
        ),
      ],
      events: [backOff(podAt('kube-system/metrics-server'), '11:05:10')],
    });
    expect(rootsOf(a)).toEqual(['container-oom Deployment/kube-system/metrics-server']);
    expect(linksOf(a)).toContain(
      'aggregated-api-unavailable APIService/v1beta1.metrics.k8s.io → namespace-stuck-terminating Namespace/old',
    );
  });

  it('waits for a finalizer, and says which', async () => {
    const a = await analysed({
      objects: [
        ...cluster(),
        stuck(
          'NamespaceFinalizersRemaining',
          'Some content in the namespace has finalizers remaining: widgets.example.org/cleanup in 2 resource instances',
        ),
      ],
    });
    expect(rootsOf(a)).toEqual(['namespace-stuck-terminating Namespace/old']);
    expect(a.incidents[0]?.rootCauses[0]?.statement).toContain('widgets.example.org/cleanup');
  });
});

describe('a pool without addresses', () => {
  it.each([
    [
      'flannel',
      'failed to allocate for range 0: no IP addresses available in range set: 10.244.2.1-10.244.2.254',
    ],
    [
      'calico',
      'failed to request IPv4 addresses: Assigned 0 out of 1 requested IPv4 addresses; No more free affine blocks and strict affinity enabled',
    ],
    ['aws-cni', 'add cmd: failed to assign an IP address to container'],
  ])('is the root of the pods that get none (%s)', async (plugin, why) => {
    const said = `Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "5f2ab3": plugin type="${plugin}" failed (add): ${why}`;
    const a = await analysed({
      objects: [
        ...cluster(),
        ...app('shop/web', ['wk-a', 'wk-b'], { 1: creating('web', '11:20:30') }),
        ...cart,
      ],
      events: [
        over(event(podAt('shop/web', 1), 'FailedCreatePodSandBox', said, '11:20:32', '11:59:00', 180), {
          source: { host: 'wk-b' },
        }),
      ],
    });
    expect(rootsOf(a)).toEqual(['cni-ip-exhaustion NodeNetwork/wk-b']);
  });
});
