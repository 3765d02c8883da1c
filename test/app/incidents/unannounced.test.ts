import { describe, expect, it } from 'vitest';
import { analysed, clock, event, lines, linksOf, rootsOf } from '../../support/capture.js';
import { app, cluster, podAt } from '../../support/cluster.js';
import { object, over, type Fields } from '../../support/objects.js';

/** Changes that no release announced: a taint, a number of replicas, a file, a key, a flag. */
const log = (at: string, i = 0): string => {
  const [, ns = '', name = ''] = podAt(at, i).split('/');
  return `logs/${ns}/${name}/${at.split('/')[1] ?? ''}.log`;
};
const audited = (
  time: string,
  user: string,
  verb: string,
  resource: string,
  name: string,
  body: Fields,
): string =>
  `${JSON.stringify({
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level: 'Request',
    auditID: `${time}${name}`,
    stage: 'ResponseComplete',
    verb,
    user: { username: user, groups: ['system:authenticated'] },
    objectRef: {
      resource,
      apiVersion: 'v1',
      ...(name.includes('/') ? { namespace: name.split('/')[0], name: name.split('/')[1] } : { name }),
    },
    responseStatus: { metadata: {}, code: 200 },
    requestObject: body,
    requestReceivedTimestamp: `2026-03-04T${time}.000000Z`,
    stageTimestamp: `2026-03-04T${time}.010000Z`,
    annotations: { 'authorization.k8s.io/decision': 'allow' },
  })}\n`;
const normal = (e: Fields, component: string): Fields => over(e, { type: 'Normal', source: { component } });

describe('a taint that a tool put on the workers', () => {
  const tainted = (time: string, user: string, taints: unknown) =>
    ['wk-a', 'wk-b'].map((n) => audited(time, user, 'patch', 'nodes', n, { spec: { taints } })).join('');
  const refused =
    '0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had untolerated taint {dedicated: batch}. preemption: 0/3 nodes are available.';
  const waiting: Fields = {
    metadata: { creationTimestamp: clock('11:30:02') },
    spec: { nodeName: undefined },
    status: {
      phase: 'Pending',
      conditions: [
        {
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
          message: refused,
          lastTransitionTime: clock('11:30:02'),
        },
      ],
      containerStatuses: [],
    },
  };

  it('is what is new, not the room that the last node lacks', async () => {
    const a = await analysed({
      objects: [...cluster(), ...app('shop/web', ['wk-a'], { 0: waiting })],
      events: [
        normal(
          event(
            'Pod/shop/web-6c9d8f7b54-aaaaa',
            'TaintManagerEviction',
            'Marking for deletion Pod shop/web-6c9d8f7b54-aaaaa',
            '11:30:01',
          ),
          'taint-eviction-controller',
        ),
        event(podAt('shop/web'), 'FailedScheduling', refused, '11:30:02', '11:58:00', 9),
      ],
      files: {
        'audit.jsonl': tainted('11:30:00', 'system:serviceaccount:ops:labeler', [
          { key: 'dedicated', value: 'batch', effect: 'NoExecute' },
        ]),
      },
    });
    expect(rootsOf(a)).toEqual(['taint-not-tolerated Deployment/shop/web']);
    expect(linksOf(a)).toContain('node-tainted Node/wk-a → taint-not-tolerated Deployment/shop/web');
    expect(JSON.stringify(a.incidents)).toContain(
      'was given the taint dedicated=batch:NoExecute by system:serviceaccount:ops:labeler',
    );
  });
});

describe('replicas that somebody set', () => {
  it('are known from the step that the Deployment tells', async () => {
    const a = await analysed({
      objects: [...cluster(), ...app('shop/orders', ['wk-a', 'wk-b']), ...app('shop/pg', ['wk-a'])],
      events: [
        normal(
          event(
            'Deployment/shop/orders',
            'ScalingReplicaSet',
            'Scaled up replica set orders-6c9d8f7b54 to 24 from 2',
            '11:30:00',
          ),
          'deployment-controller',
        ),
      ],
      files: {
        [log('shop/pg')]: lines(
          '11:30:20',
          40,
          20,
          (at) => `${at.replace('T', ' ').slice(0, 23)} UTC [81] FATAL:  sorry, too many clients already`,
        ),
        [log('shop/orders')]: lines(
          '11:30:20',
          40,
          20,
          (at) => `${at} ERROR store failed: pq: sorry, too many clients already (host=pg.shop.svc port=80)`,
        ),
      },
    });
    expect(JSON.stringify(a)).toContain('Deployment shop/orders was scaled by someone not known');
    expect(JSON.stringify(a)).toContain('replicas 2 → 24');
  });
});

describe('a file with a mistake that waits for the next start', () => {
  it('is told by the proxy that cannot read it', async () => {
    const mounted: Fields = {
      spec: {
        volumes: [{ name: 'conf', configMap: { name: 'routes' } }],
      },
      status: {
        conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: clock('11:40:00') }],
        containerStatuses: [
          {
            name: 'router',
            ready: false,
            restartCount: 6,
            state: { waiting: { reason: 'CrashLoopBackOff' } },
            lastState: {
              terminated: {
                exitCode: 1,
                reason: 'Error',
                startedAt: clock('11:55:00'),
                finishedAt: clock('11:55:00'),
              },
            },
          },
        ],
      },
    };
    const [workload, ...others] = app('shop/router', ['wk-a'], { 0: mounted });
    const volumes = [{ name: 'conf', configMap: { name: 'routes' } }];
    const router = [over(workload ?? {}, { spec: { template: { spec: { volumes } } } }), ...others];
    const a = await analysed({
      objects: [
        ...cluster(),
        object('ConfigMap', 'shop/routes', { data: { 'routes.conf': 'server { } }' } }),
        ...router,
      ],
      events: [
        event(
          podAt('shop/router'),
          'BackOff',
          'Back-off restarting failed container router',
          '11:40:10',
          '11:59:00',
          80,
        ),
      ],
      files: {
        'audit.jsonl': audited('10:15:00', 'kim', 'patch', 'configmaps', 'shop/routes', {
          data: { 'routes.conf': 'server { } }' },
        }),
        [log('shop/router')]:
          `${lines('11:54:00', 4, 10, (at) => `${at} /docker-entrypoint.sh: Configuration complete; ready for start up`)}${clock('11:55:00')} nginx: [emerg] unexpected "}" in /etc/nginx/conf.d/routes.conf:41\n`,
      },
    });
    expect(rootsOf(a)).toEqual(['app-config-invalid Deployment/shop/router']);
    expect(JSON.stringify(a.incidents)).toContain('unexpected \\"}\\" in /etc/nginx/conf.d/routes.conf:41');
    expect(linksOf(a)).toContain(
      'configmap-changed ConfigMap/shop/routes → app-config-invalid Deployment/shop/router',
    );
  });
});

describe('tokens that the API server no longer accepts', () => {
  it('are told of the API server, which answers all the same', async () => {
    const refused = lines(
      '11:30:00',
      60,
      20,
      (at) =>
        `${at} E0304 ${at.slice(11, 19)}.000001       1 reflector.go:150] Failed to watch *v1.Service: failed to list *v1.Service: Unauthorized`,
    );
    const a = await analysed({
      objects: [...cluster(), ...app('shop/operator', ['wk-a']), ...app('shop/gateway', ['wk-b'])],
      files: {
        'control-plane/kube-apiserver.log': lines(
          '11:30:00',
          100,
          10,
          (at) =>
            `E0304 ${at.slice(11, 19)}.000001       1 authentication.go:73] "Unable to authenticate the request" err="[invalid bearer token, square/go-jose: error in cryptographic primitive]"`,
        ),
        [log('shop/operator')]: refused,
        [log('shop/gateway')]: refused,
        'logs/kube-system/coredns-6c9d8f7b54-k2x8p/coredns.log': lines(
          '11:30:00',
          60,
          20,
          (at) =>
            `${at} [ERROR] plugin/kubernetes: pkg/mod/k8s.io/client-go/tools/cache/reflector.go:229: Failed to watch *v1.Service: failed to list *v1.Service: Unauthorized`,
        ),
      },
    });
    expect(rootsOf(a)).toEqual(['sa-token-invalid Component/kube-apiserver']);
    expect(JSON.stringify(a)).not.toContain('could not reach the API server');
  });
});

describe('a lost answer of DNS now and then', () => {
  it('is no fault of DNS', async () => {
    const once = (from: string): string =>
      lines(
        from,
        3,
        900,
        (at) =>
          `${at} WARN retrying: dial tcp: lookup cache.shop on 10.96.0.10:53: read udp 10.2.0.4:3321->10.96.0.10:53: i/o timeout`,
      );
    const a = await analysed({
      objects: [
        ...cluster(),
        ...app('shop/a', ['wk-a']),
        ...app('shop/b', ['wk-b']),
        ...app('shop/c', ['wk-b']),
      ],
      files: {
        [log('shop/a')]: once('11:01:00'),
        [log('shop/b')]: once('11:06:00'),
        [log('shop/c')]: once('11:11:00'),
      },
    });
    expect(a.incidents).toEqual([]);
  });
});

describe('an ingress controller that answers to another name', () => {
  it('passes by the Ingress whose class it served', async () => {
    const [controller, ...rest] = app('shop/ingress', ['wk-a']);
    const spec = {
      containers: [
        {
          name: 'ingress',
          image: 'registry.k8s.io/ingress-nginx/controller:v1.10.1',
          args: ['/nginx-ingress-controller', '--controller-class=k8s.io/ingress-nginx-internal'],
        },
      ],
    };
    const a = await analysed({
      objects: [
        ...cluster(),
        over(controller ?? {}, { spec: { template: { spec } } }),
        ...rest,
        ...app('shop/web', ['wk-b']),
        object('IngressClass', 'nginx', { spec: { controller: 'k8s.io/ingress-nginx' } }),
        object('Ingress', 'shop/web', {
          metadata: { creationTimestamp: clock('11:00:00') },
          spec: { ingressClassName: 'nginx', rules: [{ host: 'www.shop.example' }] },
        }),
      ],
      files: {
        [log('shop/ingress')]:
          `${clock('11:30:00')} W0304 11:30:00.000001       7 store.go:440] "Ignoring ingress because of error while validating ingress class" ingress="shop/web" error="ingress does not contain a valid IngressClass"\n`,
      },
    });
    expect(rootsOf(a)).toEqual(['ingress-class-missing Ingress/shop/web']);
    expect(JSON.stringify(a)).toContain('answers to k8s.io/ingress-nginx-internal');
  });
});

describe('a priority that became the default of the cluster', () => {
  it('is the reason why pods made later took the place of those before', async () => {
    const message = '0/3 nodes are available: 2 Insufficient cpu.';
    const pending: Fields = {
      metadata: { creationTimestamp: clock('11:30:02') },
      spec: { nodeName: undefined },
      status: {
        phase: 'Pending',
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            reason: 'Unschedulable',
            message,
            lastTransitionTime: clock('11:30:02'),
          },
        ],
        containerStatuses: [],
      },
    };
    const a = await analysed({
      objects: [
        ...cluster(),
        ...app('shop/web', ['wk-a', 'wk-b'], { 0: pending }),
        object('PriorityClass', 'loud', {
          metadata: {
            creationTimestamp: clock('11:20:00'),
            managedFields: [
              {
                manager: 'kubectl-create',
                operation: 'Update',
                time: clock('11:20:00'),
                fieldsV1: { 'f:value': {} },
              },
            ],
          },
          value: 100000,
          globalDefault: true,
        }),
      ],
      events: [
        event(podAt('shop/web', 0), 'FailedScheduling', message, '11:30:02', '11:59:00', 9),
        normal(
          event(podAt('shop/web', 1), 'Preempted', 'Preempted by pod 2f0b on node wk-b', '11:30:01'),
          'default-scheduler',
        ),
      ],
    });
    expect(linksOf(a)).toContain(
      'priority-class-created PriorityClass/loud → pod-preempted Deployment/shop/web',
    );
  });
});
