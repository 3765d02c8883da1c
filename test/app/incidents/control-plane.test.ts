import { describe, expect, it } from 'vitest';
import { analysed, event, lines, linksOf, rootsOf } from '../../support/capture.js';
import {
  app,
  backOff,
  cluster,
  crashing,
  journal,
  klog,
  lost,
  podAt,
  terminating,
  unplaced,
} from '../../support/cluster.js';
import { deployment, object, replicaSet } from '../../support/objects.js';

const EXPIRED =
  'tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-03-04T11:00:02Z is after 2026-03-04T11:00:00Z';
const web = app('shop/web', ['wk-a', 'wk-b']);
const API = 'https://10.0.0.5:6443';

describe('a healthy cluster', () => {
  it('gives no incident', async () => {
    const a = await analysed({
      objects: [...cluster(), ...web],
      files: {
        'nodes/wk-a/kubelet.log': journal(
          'wk-a',
          'kubelet',
          '11:00:00',
          60,
          (t) => `I${t} kubelet.go:1] "SyncLoop"`,
        ),
        'nodes/cp-1/pods/etcd.log': lines(
          '11:00:00',
          11,
          300,
          (t) => `{"level":"info","ts":"${t}","caller":"mvcc/hash.go:137","msg":"storing new hash","hash":1}`,
        ),
      },
    });
    expect(a.incidents).toEqual([]);
  });
});

describe('a kubelet whose client certificate ended', () => {
  const objects = [
    ...cluster({ nodes: { 'wk-b': lost('11:00:45') }, dns: { 1: terminating('11:05:50') } }),
    ...app('pay/ledger', ['wk-b'], { 0: terminating('11:05:50') }),
    ...web,
  ];
  const kubelet = {
    'nodes/wk-b/kubelet.log': journal(
      'wk-b',
      'kubelet',
      '11:00:02',
      10,
      (t) =>
        `E${t} kubelet_node_status.go:549] "Error updating node status, will retry" err="error getting node \\"wk-b\\": Unauthorized"`,
    ),
  };
  const server = {
    'nodes/cp-1/pods/kube-apiserver.log': klog(
      '11:00:02',
      10,
      'E',
      `authentication.go:73] "Unable to authenticate the request" err="[x509: certificate has expired or is not yet valid: current time 2026-03-04T11:00:02Z is after 2026-03-04T11:00:00Z]"`,
    ),
  };

  it('is the root of the lost node and of what ran there', async () => {
    const a = await analysed({ objects, files: { ...kubelet, ...server } });
    expect(rootsOf(a)).toEqual(['kubelet-cert-expired Node/wk-b']);
    expect(linksOf(a)).toContain('kubelet-cert-expired Node/wk-b → node-unreachable Node/wk-b');
    expect(linksOf(a)).toContain('node-unreachable Node/wk-b → deployment-unavailable Deployment/pay/ledger');
  });

  it('is only refused credentials where the API server says nothing', async () => {
    const a = await analysed({ objects, files: kubelet });
    expect(rootsOf(a)).toEqual(['kubelet-unauthorized Node/wk-b']);
  });
});

describe('an API server whose certificate ended', () => {
  const refused = (host: string): string =>
    journal(
      host,
      'kubelet',
      '11:00:02',
      10,
      (t) =>
        `E${t} controller.go:145] "Failed to ensure lease exists, will retry" err="Get \\"${API}/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${host}?timeout=10s\\": ${EXPIRED}" interval="7s"`,
    );

  it('is one root for all nodes that are lost with it', async () => {
    const a = await analysed({
      objects: [...cluster({ nodes: { 'wk-a': lost('11:00:45'), 'wk-b': lost('11:00:45') } }), ...web],
      files: { 'nodes/wk-a/kubelet.log': refused('wk-a'), 'nodes/wk-b/kubelet.log': refused('wk-b') },
    });
    expect(rootsOf(a)).toEqual(['tls-cert-expired Component/kube-apiserver']);
    for (const n of ['wk-a', 'wk-b'])
      expect(linksOf(a)).toContain(`tls-cert-expired Component/kube-apiserver → node-unreachable Node/${n}`);
  });
});

describe('an etcd whose certificate ended', () => {
  it('takes the API server down, and the heartbeats of all nodes', async () => {
    const a = await analysed({
      objects: [
        ...cluster({ components: { 'kube-apiserver': crashing('kube-apiserver', '11:00:30') } }),
        ...web,
      ],
      files: {
        'nodes/cp-1/pods/etcd.log': lines(
          '11:00:01',
          230,
          15,
          (t) =>
            `{"level":"warn","ts":"${t}","caller":"embed/config_logging.go:169","msg":"rejected connection on client endpoint","remote-addr":"127.0.0.1:41230","server-name":"","error":"${EXPIRED}"}`,
        ),
        'nodes/cp-1/pods/kube-apiserver.log': klog(
          '11:00:01',
          15,
          'W',
          `logging.go:55] [core] [Channel #1 SubChannel #3]grpc: addrConn.createTransport failed to connect to {Addr: "127.0.0.1:2379", ServerName: "127.0.0.1:2379", }. Err: connection error: desc = "transport: authentication handshake failed: ${EXPIRED}"`,
        ),
        'nodes/wk-a/kubelet.log': journal(
          'wk-a',
          'kubelet',
          '11:00:40',
          10,
          (t) =>
            `E${t} controller.go:145] "Failed to ensure lease exists, will retry" err="Get \\"${API}/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/wk-a?timeout=10s\\": dial tcp 10.0.0.5:6443: connect: connection refused" interval="7s"`,
        ),
      },
    });
    expect(rootsOf(a)).toEqual(['tls-cert-expired Component/etcd']);
    expect(linksOf(a)).toContain('tls-cert-expired Component/etcd → apiserver-down Component/kube-apiserver');
    expect(linksOf(a)).toContain('apiserver-down Component/kube-apiserver → node-lease-failing Node/wk-a');
  });
});

describe('an etcd without space', () => {
  it('is the root of the heartbeats that are not written', async () => {
    const a = await analysed({
      objects: [...cluster(), ...web],
      files: {
        'nodes/cp-1/pods/etcd.log':
          '{"level":"warn","ts":"2026-03-04T11:05:00.000Z","caller":"etcdserver/server.go:2350","msg":"message exceeded backend quota; raising alarm","quota-size-bytes":2147483648,"quota-size":"2.1 GB"}\n',
        'nodes/cp-1/pods/kube-apiserver.log': klog(
          '11:05:01',
          11,
          'E',
          'status.go:71] "Unhandled Error" err="apiserver received an error that is not an metav1.Status: rpctypes.EtcdError{code:0x8, desc:\\"etcdserver: mvcc: database space exceeded\\"}"',
        ),
        ...Object.fromEntries(
          ['wk-a', 'wk-b'].map((n) => [
            `nodes/${n}/kubelet.log`,
            journal(
              n,
              'kubelet',
              '11:05:04',
              10,
              (t) =>
                `E${t} controller.go:195] "Failed to update lease" err="etcdserver: mvcc: database space exceeded"`,
            ),
          ]),
        ),
      },
    });
    expect(rootsOf(a)).toEqual(['etcd-nospace-alarm Component/etcd']);
    expect(linksOf(a)).toContain('etcd-nospace-alarm Component/etcd → node-lease-failing Node/wk-b');
  });
});

describe('a scheduler that does not start', () => {
  const objects = [
    ...cluster({ components: { 'kube-scheduler': crashing('kube-scheduler', '11:10:00') } }),
    ...app('pay/ledger', ['wk-a'], { 0: unplaced('11:20:00') }),
    ...web,
  ];
  const events = [backOff('Pod/kube-system/kube-scheduler-cp-1', '11:10:10')];

  it('is followed to what its last run said', async () => {
    const a = await analysed({
      objects,
      events,
      files: {
        'logs/kube-system/kube-scheduler-cp-1/kube-scheduler.previous.log':
          'E0304 11:55:02.123456       1 run.go:72] "command failed" err="stat /etc/kubernetes/scheduler.conf: no such file or directory"\n',
      },
    });
    expect(rootsOf(a)).toEqual(['component-config-refused Component/kube-scheduler']);
    expect(linksOf(a)).toContain(
      'kube-scheduler-down Component/kube-scheduler → deployment-unavailable Deployment/pay/ledger',
    );
  });

  it('without that log is a container that ends, with little confidence', async () => {
    const a = await analysed({ objects, events });
    expect(rootsOf(a)).toEqual(['container-exit-error Pod/kube-system/kube-scheduler-cp-1']);
    expect(a.incidents[0]?.rootCauses[0]?.confidence).toBe('low');
  });
});

describe('a client that floods the API server', () => {
  it('is named, and not the API server', async () => {
    const a = await analysed({
      objects: [...cluster(), ...web, ...app('shop/crawler', ['wk-b'])],
      files: {
        'nodes/cp-1/pods/kube-apiserver.log': klog(
          '11:10:00',
          3,
          'I',
          'httplog.go:132] "HTTP" verb="LIST" URI="/api/v1/pods?limit=0" latency="58.1s" userAgent="crawler/v0.0.0" audit-ID="a" srcIP="10.244.1.9:4411" apf_pl="workload-low" apf_fs="service-accounts" resp=429',
        ),
        'nodes/cp-1/pods/kube-controller-manager.log': klog(
          '11:10:30',
          15,
          'E',
          'leaderelection.go:332] error retrieving resource lock kube-system/kube-controller-manager: the server was unable to return a response in the time allotted, but may still be processing the request (get leases.coordination.k8s.io kube-controller-manager)',
        ),
      },
    });
    expect(rootsOf(a)).toEqual(['list-flood Deployment/shop/crawler']);
    expect(linksOf(a)).toContain(
      'list-flood Deployment/shop/crawler → apiserver-overload Component/kube-apiserver',
    );
  });
});

describe('a webhook whose only pod runs out of memory', () => {
  const hook = object('ValidatingWebhookConfiguration', 'policy-guard', {
    webhooks: [
      {
        name: 'validate.policy-guard.io',
        failurePolicy: 'Fail',
        clientConfig: { service: { namespace: 'pay', name: 'policy-guard', port: 443, path: '/validate' } },
        rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
      },
    ],
  });
  const said =
    'Internal error occurred: failed calling webhook "validate.policy-guard.io": failed to call webhook: Post "https://policy-guard.pay.svc:443/validate?timeout=10s": dial tcp 10.96.44.16:443: connect: connection refused';

  it('is followed to its pod, though the first request came much later', async () => {
    const a = await analysed({
      objects: [
        ...cluster(),
        ...web,
        ...app('pay/policy-guard', ['wk-a'], {
          0: crashing('policy-guard', '11:01:00', {
            exitCode: 137,
            reason: 'OOMKilled',
            startedAt: '2026-03-04T11:50:00Z',
          }),
        }),
        hook,
        deployment(
          'shop/cart',
          { replicas: 2 },
          { status: { replicas: 0, readyReplicas: 0, availableReplicas: 0 } },
        ),
        replicaSet('shop/cart-6c9d8f7b54', 'cart', {
          spec: { replicas: 2 },
          status: { replicas: 0, readyReplicas: 0 },
        }),
      ],
      events: [
        event(
          'ReplicaSet/shop/cart-6c9d8f7b54',
          'FailedCreate',
          `Error creating: ${said}`,
          '11:22:01',
          '11:58:00',
          17,
        ),
        backOff(podAt('pay/policy-guard'), '11:01:10'),
      ],
    });
    expect(rootsOf(a)).toEqual(['container-oom Deployment/pay/policy-guard']);
    expect(a.incidents).toHaveLength(1);
    expect(linksOf(a)).toContain(
      'webhook-backend-down Service/pay/policy-guard → webhook-fail-closed ValidatingWebhookConfiguration/policy-guard',
    );
  });
});
