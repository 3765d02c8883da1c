import { describe, expect, it } from 'vitest';
import { analysed, clock, event, lines, linksOf, rootsOf, type Made } from '../../support/capture.js';
import { app, cluster, daemons, lost, podAt, terminating } from '../../support/cluster.js';
import { object, over, type Fields } from '../../support/objects.js';

/** What delivery tools and people shipped, as the audit log and the edge tell it. */
const ingress = object('Ingress', 'shop/web', {
  spec: {
    rules: [
      {
        host: 'shop.example',
        http: { paths: [{ path: '/', backend: { service: { name: 'web', port: { number: 80 } } } }] },
      },
    ],
  },
});

interface Write {
  readonly at: string;
  readonly user: string;
  readonly verb: string;
  readonly on: string;
  readonly body?: unknown;
}

const RESOURCES: Readonly<Record<string, readonly [group: string, resource: string]>> = {
  ConfigMap: ['', 'configmaps'],
  Secret: ['', 'secrets'],
  Deployment: ['apps', 'deployments'],
  NetworkPolicy: ['networking.k8s.io', 'networkpolicies'],
  Ingress: ['networking.k8s.io', 'ingresses'],
  ValidatingWebhookConfiguration: ['admissionregistration.k8s.io', 'validatingwebhookconfigurations'],
};

/** One line of an audit log for each write: on "Kind/ns/name". */
function audit(...writes: readonly Write[]): string {
  return writes
    .map(({ at, user, verb, on, body }) => {
      const [kind = '', first = '', second] = on.split('/');
      const [apiGroup = '', resource = ''] = RESOURCES[kind] ?? [];
      const about = second === undefined ? { name: first } : { namespace: first, name: second };
      return `${JSON.stringify({
        kind: 'Event',
        apiVersion: 'audit.k8s.io/v1',
        stage: 'ResponseComplete',
        verb,
        user: { username: user, groups: ['system:authenticated'] },
        objectRef: { resource, apiGroup, apiVersion: 'v1', ...about },
        responseStatus: { code: 200 },
        ...(body === undefined ? {} : { requestObject: body }),
        requestReceivedTimestamp: clock(at).replace('Z', '.000000Z'),
        stageTimestamp: clock(at).replace('Z', '.004000Z'),
      })}\n`;
    })
    .join('');
}

/** A haproxy log of one request every two seconds; `answer` gives status and termination state. */
function edge(from: string, n: number, answer: (t: string, i: number) => readonly [number, string]): string {
  let i = 0;
  return lines(from, n, 2, (at) => {
    const [status, state] = answer(at.slice(11, 19), i++);
    const stamp = `04/Mar/2026:${at.slice(11, 23)}`;
    const server = state.startsWith('SC') ? '<NOSRV>' : `w${i % 2}`;
    return `${at} lb-1 haproxy[8]: 198.51.100.9:4${1000 + i} [${stamp}] front web/${server} 0/0/0/4/4 ${status} 212 - - ${state} 3/3/1/1/0 0/0 "GET / HTTP/1.1"`;
  });
}

const log = (at: string, i = 0): string => {
  const [, ns = '', pod = ''] = podAt(at, i).split('/');
  return `logs/${ns}/${pod}/${at.split('/')[1] ?? ''}.log`;
};
const base = [...cluster(), ...app('shop/web', ['wk-a', 'wk-b']), ingress];
const FLUX = 'system:serviceaccount:flux-system:kustomize-controller';
const ARGO = 'system:serviceaccount:argocd:argocd-application-controller';
const within = (t: string, from: string, to: string): boolean => t >= from && t < to;

describe('an entrance', () => {
  it('that fails every second request to the end of its log is not restored', async () => {
    const a = await analysed({
      objects: base,
      files: {
        'edge/haproxy.log': edge('11:30:00', 900, (t, i) =>
          t > '11:40:00' && i % 2 ? [500, '----'] : [200, '----'],
        ),
      },
    });
    expect(a.incidents[0]?.surfaces[0]).toMatchObject({ status: 'active', to: { lo: null } });
  });
});

describe('a cache that the kernel kills at its limit, thrice, until it gets more', () => {
  const bad = ['11:10:00', '11:25:00', '11:40:00'];
  const down = (t: string): boolean => bad.some((b) => within(t, b, `${b.slice(0, 6)}40`));
  const uid = '4c487386-3729-4726-af16-d66f6dbf513e';
  const gone = 'shop/cache-6c9d8f7b54-bbbbb';

  it('is the cause of three outages though its pod is gone, and its node is not', async () => {
    const killed = bad.map(
      (at) =>
        `2026-03-04T${at}.100000+00:00 wk-b kernel: oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=cri,mems_allowed=0,oom_memcg=/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod${uid.replaceAll('-', '_')}.slice,task_memcg=/kubepods.slice,task=redis-server,pid=4711,uid=999\n`,
    );
    const a = await analysed({
      objects: [...base, ...app('shop/cache', ['wk-b'])],
      events: [
        over(
          event(
            `Pod/${gone}`,
            'BackOff',
            'Back-off restarting failed container cache',
            '11:40:05',
            '11:40:20',
            2,
          ),
          {
            involvedObject: { uid },
          },
        ),
      ],
      files: {
        'nodes/wk-b/kernel.log': killed.join(''),
        [log('shop/web')]: lines('11:00:00', 1790, 2, (t) =>
          down(t.slice(11, 19))
            ? `${t} ERROR redis: dial tcp 10.96.44.10:6379: connect: connection refused`
            : `${t} INFO ok`,
        ),
        'edge/haproxy.log': edge('11:00:00', 1790, (t) => (down(t) ? [500, '----'] : [200, '----'])),
      },
    });
    expect(rootsOf(a)).toEqual(['container-oom Deployment/shop/cache']);
    expect(linksOf(a)).toContain('container-oom Deployment/shop/cache → kernel-oom Node/wk-b');
    const outages = a.incidents[0]?.surfaces.filter((s) => s.entity.kind === 'Surface');
    expect(outages?.map((s) => s.from.lo?.slice(11, 16))).toEqual(['11:10', '11:25', '11:40']);
    expect(a.incidents[0]?.instants.restore?.hi?.slice(11, 16)).toBe('11:40');
  });
});

describe('a rotated password', () => {
  const made = (writes: readonly Write[]): Made => ({
    objects: base.map((o) =>
      o['kind'] === 'Deployment' && JSON.stringify(o).includes('"name":"web"')
        ? over(o, {
            spec: {
              template: {
                spec: {
                  containers: [
                    {
                      name: 'web',
                      image: 'registry.example.com/web:1',
                      env: [
                        { name: 'DB_HOST', value: 'db.shop' },
                        { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
                      ],
                    },
                  ],
                },
              },
            },
          })
        : o,
    ),
    files: {
      'control-plane/audit.jsonl': audit(...writes),
      [log('shop/web')]: lines(
        '11:20:10',
        400,
        6,
        (t) => `${t} FATAL: password authentication failed for user "web" (db.shop.svc:5432)`,
      ),
      'edge/haproxy.log': edge('11:00:00', 1800, (t) => (t >= '11:20:10' ? [503, '----'] : [200, '----'])),
    },
  });

  it('is what set off that the workload behind the entrance is refused', async () => {
    const user = 'system:serviceaccount:external-secrets:external-secrets';
    const a = await analysed(made([{ at: '11:14:00', user, verb: 'update', on: 'Secret/shop/db' }]));
    expect(rootsOf(a)).toEqual(['credentials-rejected Deployment/shop/web']);
    expect(linksOf(a)).toContain('secret-changed Secret/shop/db → credentials-rejected Deployment/shop/web');
    // the server answered 503 itself: it was there
    expect(a.incidents[0]?.conditions.map((x) => x.condition)).not.toContain('ingress-no-backend');
  });
});

describe('a policy that lets nothing out, shipped and taken back', () => {
  const resolver =
    'lookup cart.shop.svc on 10.96.0.10:53: read udp 10.244.1.9:41233->10.96.0.10:53: i/o timeout';
  const said = (caller: string): string =>
    lines(
      '11:20:06',
      250,
      6,
      (t) => `${t} ERROR Get "http://${caller}.shop.svc:8080/": dial tcp: ${resolver}`,
    );
  const made = (writes: readonly Write[]): Made => ({
    objects: [...base, ...app('shop/cart', ['wk-b'])],
    files: {
      'control-plane/audit.jsonl': audit(...writes),
      [log('shop/web')]: said('cart'),
      [log('shop/cart')]: said('stock'),
      'edge/haproxy.log': edge('11:00:00', 1800, (t) =>
        within(t, '11:20:06', '11:45:01') ? [504, 'sH--'] : [200, '----'],
      ),
    },
  });
  const on = 'NetworkPolicy/shop/default-deny';

  it('is the cause, and not the DNS that nobody reaches', async () => {
    const a = await analysed(
      made([
        { at: '11:20:04', user: FLUX, verb: 'create', on },
        { at: '11:45:00', user: 'gus', verb: 'delete', on },
      ]),
    );
    expect(rootsOf(a)).toEqual([`networkpolicy-changed ${on}`]);
    expect(a.incidents[0]?.responses).toMatchObject([{ by: 'gus', effect: 'worked' }]);
  });

  it('of another namespace has nothing to do with it', async () => {
    const a = await analysed(
      made([{ at: '11:20:04', user: FLUX, verb: 'create', on: 'NetworkPolicy/pay/default-deny' }]),
    );
    expect(linksOf(a).some((l) => l.startsWith('networkpolicy-changed'))).toBe(false);
  });
});

describe('a ConfigMap that Argo CD delivered', () => {
  const mounted = app('pay/ledger', ['wk-a']).map((o) =>
    o['kind'] === 'Deployment'
      ? over(o, {
          spec: {
            template: {
              spec: {
                containers: [
                  {
                    name: 'ledger',
                    image: 'registry.example.com/ledger:1',
                    envFrom: [{ configMapRef: { name: 'ledger' } }],
                  },
                ],
              },
            },
          },
        })
      : o,
  );

  it('is the trigger, and what a person took back by hand is a stopgap that worked', async () => {
    const on = 'ConfigMap/pay/ledger';
    const restart = {
      spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': 'x' } } } },
    };
    const dead = 'logs/pay/ledger-6c9d8f7b54-bbbbb/ledger.log';
    const a = await analysed({
      objects: [...base, ...mounted, object('ConfigMap', 'pay/ledger', { data: { POOL: '40' } })],
      files: {
        'control-plane/audit.jsonl': audit(
          { at: '11:20:02', user: ARGO, verb: 'patch', on },
          { at: '11:40:05', user: 'tomas', verb: 'patch', on },
          { at: '11:40:30', user: 'tomas', verb: 'patch', on: 'Deployment/pay/ledger', body: restart },
        ),
        [dead]: lines(
          '11:20:06',
          20,
          60,
          (t) => `${t} panic: config: POOL: strconv.Atoi: parsing "4O": invalid syntax`,
        ),
        [log('shop/web')]: lines(
          '11:20:07',
          200,
          6,
          (t) =>
            `${t} ERROR Post "http://ledger.pay:8080/tx": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`,
        ),
        'edge/haproxy.log': edge('11:00:00', 1800, (t) =>
          within(t, '11:20:08', '11:40:40') ? [504, 'sH--'] : [200, '----'],
        ),
        'notes.log': `${clock('11:25:00')} tomas: pay is slow, users report errors\n`,
      },
      events: [
        event(
          'Pod/pay/ledger-6c9d8f7b54-bbbbb',
          'BackOff',
          'Back-off restarting failed container ledger in pod ledger-6c9d8f7b54-bbbbb_pay(1)',
          '11:20:20',
          '11:39:50',
          60,
        ),
      ],
    });
    const [incident] = a.incidents;
    expect(rootsOf(a)).toEqual(['app-panic Deployment/pay/ledger']);
    expect(incident?.conditions.filter((x) => x.role === 'trigger').map((x) => x.condition)).toEqual([
      'configmap-changed',
    ]);
    expect(incident?.responses.map((r) => [r.entity.kind, r.kind, r.effect])).toEqual([
      ['ConfigMap', 'stopgap', 'worked'],
      ['Deployment', 'stopgap', 'worked'],
    ]);
  });
});

describe('a route that the ingress controller cannot load', () => {
  const controller = app('ingress/nginx', ['wk-a']);
  const refused = lines(
    '11:10:03',
    80,
    33,
    (t) =>
      `${t} [emerg] 812#812: unexpected end of file in /tmp/nginx/nginx-cfg3114:642\nnginx: configuration file /tmp/nginx/nginx-cfg3114 test failed`,
  );
  const made = (rollout: string): Made => ({
    objects: [...base, ...controller],
    files: {
      'control-plane/audit.jsonl': audit(
        { at: '11:10:00', user: 'pia', verb: 'patch', on: 'Ingress/pay/blog' },
        { at: rollout, user: 'ci-deployer', verb: 'patch', on: 'Deployment/shop/web' },
      ),
      [log('ingress/nginx')]: refused,
      'edge/haproxy.log': edge('11:00:00', 1800, (t) => (t >= '11:30:40' ? [504, 'sH--'] : [200, '----'])),
    },
  });

  it('brings an outage with the next rollout', async () => {
    const a = await analysed(made('11:30:10'));
    expect(rootsOf(a)).toEqual(['ingress-reload-failed Deployment/ingress/nginx']);
    expect(linksOf(a)).toContain(
      'ingress-changed Ingress/pay/blog → ingress-reload-failed Deployment/ingress/nginx',
    );
  });

  it('brings none while no pod is replaced', async () => {
    const a = await analysed(made('11:05:00'));
    expect(linksOf(a).some((l) => l.startsWith('ingress-reload-failed') && l.includes('surface-'))).toBe(
      false,
    );
  });
});

/** A webhook configuration of which only its deletion is told. */
describe('a gatekeeper whose webhook was deleted to get out', () => {
  it('is an activated deadlock, and the deletion the response that worked', async () => {
    const refused = (what: string): Fields =>
      event(
        `ReplicaSet/pay/${what}-6c9d8f7b54`,
        'FailedCreate',
        'Error creating: Internal error occurred: failed calling webhook "validate.guard.io": failed to call webhook: Post "https://guard.pay.svc:443/admit?timeout=3s": no endpoints available for service "guard"',
        '11:20:08',
        '11:44:30',
        17,
      );
    const a = await analysed({
      objects: [
        ...cluster({ nodes: { 'wk-b': lost('11:10:45') } }),
        ...app('pay/guard', ['wk-b'], { 0: terminating('11:15:50') }),
        ...app('pay/pdf', ['wk-b'], { 0: terminating('11:15:50') }),
      ],
      events: [refused('guard'), refused('pdf')],
      files: {
        'control-plane/audit.jsonl': audit({
          at: '11:44:58',
          user: 'kai',
          verb: 'delete',
          on: 'ValidatingWebhookConfiguration/guard',
        }),
        'notes.log': `${clock('11:25:00')} kai: no pod can be created any more, pods pending\n`,
      },
    });
    expect(a.incidents[0]?.loops.map((l) => l.kind)).toContain('activated');
    expect(a.incidents[0]?.responses).toMatchObject([{ by: 'kai', effect: 'worked' }]);
  });
});

describe('a kubelet whose client certificate ended', () => {
  it('is refused by an API server that is well, and had asked for another in time', async () => {
    const expired =
      'x509: certificate has expired or is not yet valid: current time 2026-03-04T11:00:05Z is after 2026-03-04T11:00:00Z';
    const kubelet = (at: string): string =>
      `E0304 ${at.slice(11, 19)}.123456    1183 controller.go:145] "Failed to ensure lease exists, will retry" err="Unauthorized" interval="7s"`;
    const a = await analysed({
      objects: [
        ...cluster({ nodes: { 'wk-a': lost('11:00:46'), 'wk-b': lost('11:00:46') } }),
        object('CertificateSigningRequest', 'csr-1', {
          metadata: { creationTimestamp: clock('10:37:00') },
          spec: { signerName: 'kubernetes.io/kube-apiserver-client-kubelet', username: 'system:node:wk-a' },
          status: {},
        }),
      ],
      files: {
        'nodes/wk-a/kubelet.log': lines('11:00:04', 300, 10, kubelet),
        'nodes/wk-b/kubelet.log': lines('11:00:06', 300, 10, kubelet),
        'nodes/cp-1/kube-apiserver.log': lines(
          '11:00:04',
          600,
          5,
          (t) =>
            `E0304 ${t.slice(11, 19)}.123456       1 authentication.go:73] "Unable to authenticate the request" err="[${expired}]"`,
        ),
      },
    });
    const [incident] = a.incidents;
    expect(rootsOf(a).sort()).toEqual(['kubelet-cert-expired Node/wk-a', 'kubelet-cert-expired Node/wk-b']);
    expect(incident?.conditions.some((x) => x.condition === 'apiserver-unavailable')).toBe(false);
    expect(incident?.conditions.find((x) => x.condition === 'csr-pending')?.role).toBe('contributing');
  });
});

describe('a node that cannot write its Service rules', () => {
  const lock =
    'proxier.go:1502] "Failed to execute iptables-restore" err="exit status 4: Another app is currently holding the xtables lock. Stopped waiting after 5s."';
  const made = (rollout: string): Made => ({
    objects: [...base, ...daemons('kube-system/kube-proxy'), ...app('shop/api', ['wk-b'])],
    files: {
      'control-plane/audit.jsonl': audit({
        at: rollout,
        user: 'ci-deployer',
        verb: 'patch',
        on: 'Deployment/shop/api',
      }),
      'logs/kube-system/kube-proxy-wk-a/kube-proxy.log': lines(
        '11:12:05',
        90,
        30,
        (t) => `E0304 ${t.slice(11, 19)}.123456       1 ${lock}`,
      ),
      [log('shop/web')]: lines(
        '11:20:24',
        390,
        6,
        (t) => `${t} ERROR Get "http://api.shop:8080/v": dial tcp 10.96.44.8:8080: connect: no route to host`,
      ),
      'edge/haproxy.log': edge('11:00:00', 1800, (t, i) =>
        t >= '11:20:25' && i % 2 ? [500, '----'] : [200, '----'],
      ),
    },
  });

  it('loses what a rollout moves', async () => {
    const a = await analysed(made('11:20:00'));
    expect(rootsOf(a)).toEqual(['iptables-restore-failed ServiceDataplane/wk-a']);
  });

  it('loses nothing that stayed where it was', async () => {
    const a = await analysed(made('11:02:00'));
    expect(
      linksOf(a).some((l) => l.startsWith('iptables-restore-failed') && l.includes('Deployment/shop/web')),
    ).toBe(false);
  });
});
