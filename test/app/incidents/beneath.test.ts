import { describe, expect, it } from 'vitest';
import { analysed, clock, event, lines, linksOf, rootsOf } from '../../support/capture.js';
import { app, cluster, journal, podAt } from '../../support/cluster.js';
import { entrance, shop, write } from '../../support/entrance.js';
import { container, object, over, type Fields } from '../../support/objects.js';

/** What lies beneath workloads: their autoscaler, the store of the control plane, the tables of a host. */
const base = cluster();
const log = (at: string, i = 0): string => {
  const [, ns = '', pod = ''] = podAt(at, i).split('/');
  return `logs/${ns}/${pod}/${at.split('/')[1] ?? ''}.log`;
};

/** Gives the containers of a Deployment a variable. */
const calls =
  (name: string, value: string) =>
  (o: Fields): Fields => {
    const containers = [container('main', { env: [{ name, value }] })];
    return o['kind'] === 'Deployment' ? over(o, { spec: { template: { spec: { containers } } } }) : o;
  };

describe('etcd that is defragmented on all members at once', () => {
  const members = ['cp-a', 'cp-b', 'cp-c'];
  const etcd = (took: number): Readonly<Record<string, string>> =>
    Object.fromEntries(
      members.map((m, i) => [
        `control-plane/${m}/etcd.log`,
        [
          `{"level":"info","ts":"${clock('11:00:04')}","caller":"v3rpc/maintenance.go:90","msg":"starting defragmentation"}\n`,
          lines(
            '11:00:06',
            took > 5 ? 16 : 0,
            2.5,
            (at) =>
              `{"level":"warn","ts":"${at}","caller":"etcdserver/util.go:170","msg":"apply request took too long","took":"7.4s","expected-duration":"100ms","prefix":"read-only range ","request":"key:\\"/registry/leases/kube-node-lease/wk-a\\" ","response":""}`,
          ),
          `{"level":"info","ts":"${new Date(Date.parse(clock('11:00:04')) + took * 1000).toISOString()}","caller":"backend/backend.go:559","msg":"finished defragmenting directory","took":"${took}.${i + 1}s"}\n`,
        ].join(''),
      ]),
    );
  const leases = (n: string): string =>
    lines(
      '11:00:14',
      4,
      10,
      (at) =>
        `Mar 04 ${at.slice(11, 19)} ${n} kubelet[876]: E0304 ${at.slice(11, 19)}.123456     876 controller.go:195] "Failed to update lease" err="Put \\"https://172.20.4.20:6443/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${n}?timeout=10s\\": net/http: request canceled (Client.Timeout exceeded while awaiting headers)"`,
    );
  const made = (took: number) =>
    analysed({
      objects: [
        ...base,
        ...app('db/pg', ['wk-a']),
        ...app('bank/ledger', ['wk-b']).map(calls('DB', 'postgres://ledger@pg.db:80/ledger')),
      ],
      files: {
        ...etcd(took),
        ...(took > 5
          ? { 'nodes/wk-a/kubelet.log': leases('wk-a'), 'nodes/wk-b/kubelet.log': leases('wk-b') }
          : {}),
        [log('db/pg')]: [
          `${clock('11:00:20')} 2026-03-04 11:00:20,100 ERROR: failed to update leader lock\n`,
          `${clock('11:00:24')} 2026-03-04 11:00:24,000 INFO: demoting self because DCS is not accessible and I was a leader\n`,
          `${clock('11:09:29')} 2026-03-04 11:09:29,000 INFO: promoted self to leader by acquiring session lock\n`,
        ].join(''),
        [log('bank/ledger')]: lines('11:00:00', 400, 6, (at) =>
          at > clock('11:00:26') && at < clock('11:09:30')
            ? `${at} ERROR org.postgresql.util.PSQLException: ERROR: cannot execute INSERT in a read-only transaction`
            : `${at} INFO posted`,
        ),
      },
    });

  it('is the root of a database that took no writes for minutes', async () => {
    const a = await made(46);
    expect(new Set(rootsOf(a))).toEqual(new Set(members.map((m) => `etcd-defragmentation EtcdMember/${m}`)));
    expect(linksOf(a)).toEqual(
      expect.arrayContaining([
        'etcd-defragmentation EtcdMember/cp-a → db-leader-demoted Deployment/db/pg',
        'db-leader-demoted Deployment/db/pg → db-read-only Deployment/db/pg',
      ]),
    );
  });

  it('is not where it took two seconds', async () => {
    const a = await made(2);
    expect(rootsOf(a).join(' ')).not.toContain('etcd-');
  });
});

/** shop/search turns requests away at some times, shop/web tells of it, and users meet it. */
const overload = (on: boolean, at: (t: string) => boolean): Readonly<Record<string, string>> => ({
  [log('shop/search')]: lines('11:00:00', 700, 5, (t) =>
    on && at(t.slice(11, 19))
      ? `${t} WARN request queue full (512), rejecting with 503`
      : `${t} INFO search 38ms`,
  ),
  ...entrance((t, i) => on && at(t) && i % 2 === 0),
  [log('shop/web')]: lines('11:00:00', 700, 5, (t) =>
    on && at(t.slice(11, 19))
      ? `${t} ERROR GET http://search.shop/q 503 Service Unavailable`
      : `${t} INFO ok`,
  ),
});

describe('an autoscaler whose metric is gone', () => {
  const hpa = object('HorizontalPodAutoscaler', 'shop/search', {
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'search' },
      minReplicas: 2,
      maxReplicas: 20,
    },
    status: { currentReplicas: 2, desiredReplicas: 2 },
  });
  const normal = (about: string, reason: string, message: string): Fields =>
    over(event(about, reason, message, '11:41:10'), { type: 'Normal' });
  const made = (from: number, overloaded: boolean) =>
    analysed({
      objects: [...shop(), ...app('shop/search', ['wk-a', 'wk-b']), hpa],
      events: [
        normal(
          'HorizontalPodAutoscaler/shop/search',
          'SuccessfulRescale',
          'New size: 2; reason: All metrics below target',
        ),
        normal(
          'Deployment/shop/search',
          'ScalingReplicaSet',
          `Scaled down replica set search-6c9d8f7b54 to 2 from ${from}`,
        ),
      ],
      files: overload(overloaded, (t) => t > '11:41:22'),
    });

  it('is the root of a workload that turns requests away', async () => {
    const a = await made(12, true);
    expect(rootsOf(a)).toEqual(['hpa-scaled-down HorizontalPodAutoscaler/shop/search']);
    expect(linksOf(a)).toContain(
      'app-overloaded Deployment/shop/search → app-upstream-5xx Deployment/shop/web',
    );
  });

  it('is why a peak of load finds too few replicas, when it has had none for hours', async () => {
    const blind = over(hpa, {
      status: {
        conditions: [
          { type: 'AbleToScale', status: 'True', lastTransitionTime: clock('08:00:00') },
          {
            type: 'ScalingActive',
            status: 'False',
            reason: 'FailedGetResourceMetric',
            message:
              'unable to get metrics for resource cpu: the server is currently unable to handle the request (get pods.metrics.k8s.io)',
            lastTransitionTime: clock('09:10:55'),
          },
        ],
      },
    });
    const a = await analysed({
      objects: [...shop(), ...app('shop/search', ['wk-a', 'wk-b']), blind],
      files: overload(true, (t) => t > '11:41:22'),
    });
    expect(linksOf(a)).toContain(
      'hpa-metrics-unavailable HorizontalPodAutoscaler/shop/search → app-overloaded Deployment/shop/search',
    );
  });

  it('loses against a delivery tool that sets the replicas back at each of its rounds', async () => {
    const rounds = ['11:10:05', '11:20:05', '11:30:05'];
    const flux = 'system:serviceaccount:flux-system:kustomize-controller';
    const down = (t: string): boolean =>
      rounds.some((r) => t > `${r.slice(0, 6)}12` && t < `${r.slice(0, 3)}${Number(r.slice(3, 5)) + 1}:30`);
    const a = await analysed({
      objects: [...shop(), ...app('shop/search', ['wk-a', 'wk-b']), hpa],
      events: rounds.map((r) =>
        over(
          event(
            'Deployment/shop/search',
            'ScalingReplicaSet',
            'Scaled down replica set search-6c9d8f7b54 to 2 from 8',
            r,
          ),
          { type: 'Normal' },
        ),
      ),
      files: {
        ...overload(true, down),
        'control-plane/audit.log': rounds
          .map((r) => write(r, flux, 'patch', 'deployments.apps/shop/search', { spec: { replicas: 2 } }))
          .join(''),
        'notes.log': `${clock('11:14:00')} shop.example answers 503 for a minute every ten minutes\n`,
      },
    });
    expect(rootsOf(a)).toEqual(['scale-changed Deployment/shop/search']);
    expect(a.incidents.flatMap((x) => x.responses)).toEqual([]);
  });

  it('is no incident where the load had gone', async () => {
    expect((await made(12, false)).incidents).toEqual([]);
  });
});

describe('a host whose neighbour table is full', () => {
  const lease = (n: string): string =>
    journal(
      n,
      'kubelet',
      '11:22:00',
      50,
      (t) =>
        `E${t} controller.go:195] "Failed to update lease" err="Put \\"https://172.20.4.10:6443/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${n}?timeout=10s\\": dial tcp 172.20.4.10:6443: connect: no buffer space available"`,
    );
  const kernel = (n: string): string =>
    journal(
      n,
      'kernel',
      '11:21:30',
      6,
      () => '[81000.412345] neighbour: arp_cache: neighbor table overflow!',
    );

  it('is the root, and the API server, which was not even asked, is not', async () => {
    const a = await analysed({
      objects: base,
      files: Object.fromEntries(
        ['wk-a', 'wk-b'].flatMap((n) => [
          [`nodes/${n}/kubelet.log`, lease(n)],
          [`nodes/${n}/kern.log`, kernel(n)],
        ]),
      ),
    });
    expect(new Set(rootsOf(a))).toEqual(
      new Set(['neighbour-table-full Node/wk-a', 'neighbour-table-full Node/wk-b']),
    );
    expect(JSON.stringify(a.incidents)).not.toContain('apiserver-unavailable');
  });
});

describe('a k3s server on a failing card', () => {
  it('is followed from the unit that failed to the disk', async () => {
    const ends = ['11:33:27', '11:41:09', '11:49:37'];
    const said = [
      journal('edge-7', 'k3s', '11:31:10', 9, (t) =>
        t < '0304 11:52'
          ? `time="2026-03-04T${t.slice(5, 13)}Z" level=info msg="Slow SQL (started: 2026-03-04 ${t.slice(5, 13)}.1 +0000 UTC m=+91233.2) (total time: 14.204512s): INSERT INTO kine(name) values(?)"`
          : `I${t} kubelet_getters.go:219] "Pod status updated" pod="kube-system/traefik" status="Running"`,
      ),
      lines(
        '11:31:05',
        25,
        47,
        (at) =>
          `Mar 04 ${at.slice(11, 19)} edge-7 kernel: I/O error, dev mmcblk0, sector 8812211 op 0x1:(WRITE) flags 0x800 phys_seg 2 prio class 2`,
      ),
      ...ends.map(
        (t) =>
          `Mar 04 ${t} edge-7 systemd[1]: k3s.service: Main process exited, code=exited, status=1/FAILURE\nMar 04 ${t} edge-7 systemd[1]: k3s.service: Failed with result 'exit-code'.\n`,
      ),
    ]
      .join('')
      .split('\n')
      .sort();
    const a = await analysed({
      objects: [],
      files: { 'journal.txt': `${said.filter((l) => l !== '').join('\n')}\n` },
    });
    expect(rootsOf(a)).toEqual(['disk-io-error Node/edge-7']);
    expect(linksOf(a)).toContain(
      'kine-slow-sql NodeService/edge-7/k3s → systemd-unit-failed NodeService/edge-7/k3s',
    );
  });
});

describe('a namespace that someone deleted, in text alone', () => {
  it('is the root of the calls that find no name', async () => {
    const a = await analysed({
      objects: [],
      files: {
        'describe-ns.txt': `Name:         payments
Labels:       kubernetes.io/metadata.name=payments
Annotations:  <none>
Status:       Terminating
Conditions:
  Type                                         Status  LastTransitionTime               Reason                Message
  ----                                         ------  ------------------               ------                -------
  NamespaceDeletionDiscoveryFailure            False   Wed, 04 Mar 2026 11:14:09 +0000  ResourcesDiscovered   All resources successfully discovered
  NamespaceContentRemaining                    True    Wed, 04 Mar 2026 11:14:09 +0000  SomeResourcesRemain   Some resources are remaining: pods. has 1 resource instances
  NamespaceFinalizersRemaining                 True    Wed, 04 Mar 2026 11:14:09 +0000  SomeFinalizersRemain  Some content in the namespace has finalizers remaining: kubernetes.io/pvc-protection in 1 resource instances

No resource quota.

No LimitRange resource.
`,
        'kubectl-get-pods.txt': `NAMESPACE   NAME                            READY   STATUS    RESTARTS   AGE   IP            NODE
checkout    checkout-api-66fd8b9c4-5tqwx    1/1     Running   0          9d    10.244.1.31   node-a
kube-system coredns-76f75df574-8xkzv        1/1     Running   0          40d   10.244.1.3    node-a
`,
        'checkout-api-66fd8b9c4-5tqwx.log': lines('10:50:00', 580, 7, (at) =>
          at > clock('11:14:08')
            ? `${at} ERROR charge failed: Post "http://gateway.payments.svc.cluster.local/charge": dial tcp: lookup gateway.payments.svc.cluster.local on 10.96.0.10:53: no such host`
            : `${at} INFO charge ok`,
        ),
      },
    });
    expect(rootsOf(a)).toEqual(['namespace-stuck-terminating Namespace/payments']);
    expect(a.incidents[0]?.rootCauses[0]?.onset.lo?.slice(11, 19)).toBe('11:14:09');
  });
});
