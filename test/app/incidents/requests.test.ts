import { describe, expect, it } from 'vitest';
import { analysed, clock, event, lines, linksOf, rootsOf, type Made } from '../../support/capture.js';
import { app, cluster, podAt } from '../../support/cluster.js';
import { container, endpoints, object, over, pod, service, type Fields } from '../../support/objects.js';

/** Applications that run, are ready, and fail those who ask them. */
const ingress = (ns: string, host: string, name: string): Fields =>
  object('Ingress', `${ns}/${name}`, {
    spec: {
      rules: [
        { host, http: { paths: [{ path: '/', backend: { service: { name, port: { number: 80 } } } }] } },
      ],
    },
  });

/** Requests as ingress-nginx writes them: they name the Service, not the host. */
const requests = (
  from: string,
  n: number,
  upstream: string,
  answer: (t: string, i: number) => number,
): string => {
  let i = 0;
  return lines(from, n, 2, (at) => {
    const status = answer(at.slice(11, 19), i++);
    return `10.0.0.${i % 250} - - [04/Mar/2026:${at.slice(11, 19)} +0000] "GET /buy HTTP/2.0" ${status} 190 "-" "curl/8.5" 74 0.004 [${upstream}] [] 10.244.1.1:8080 190 0.004 ${status} ${i.toString(16).padStart(32, '0')}`;
  });
};

const log = (at: string, i = 0): string => {
  const [, ns = '', name = ''] = podAt(at, i).split('/');
  return `logs/${ns}/${name}/${at.split('/')[1] ?? ''}.log`;
};
const within = (t: string, from: string, to: string): boolean => t >= from && t < to;

const patched = (at: string, user: string): string =>
  `${JSON.stringify({
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    stage: 'ResponseComplete',
    verb: 'patch',
    user: { username: user, groups: ['system:authenticated'] },
    objectRef: { resource: 'configmaps', apiVersion: 'v1', namespace: 'shop', name: 'flags' },
    responseStatus: { code: 200 },
    requestReceivedTimestamp: clock(at).replace('Z', '.000000Z'),
    stageTimestamp: clock(at).replace('Z', '.004000Z'),
  })}\n`;

const alert = (name: string, at: string, labels: Fields, summary: string): string =>
  JSON.stringify([
    {
      annotations: { summary },
      endsAt: clock('12:04:00'),
      fingerprint: name,
      receivers: [{ name: 'pager' }],
      startsAt: clock(at),
      status: { inhibitedBy: [], silencedBy: [], state: 'active' },
      updatedAt: clock('12:00:00'),
      labels: { alertname: name, severity: 'critical', ...labels },
    },
  ]);

describe('settings that someone edited by hand', () => {
  const mounted = app('shop/pricing', ['wk-a', 'wk-b']).map((o) =>
    o['kind'] === 'Pod' || o['kind'] === 'Deployment'
      ? withVolume(o, { name: 'flags', configMap: { name: 'flags' } })
      : o,
  );
  const failing = (t: string): boolean => within(t, '11:10:40', '11:30:40');
  const made: Made = {
    objects: [
      ...cluster(),
      ...app('shop/web', ['wk-a', 'wk-b']),
      ...mounted,
      object('ConfigMap', 'shop/flags', { data: { 'flags.yaml': 'discount: 5\n' } }),
      ingress('shop', 'shop.example', 'web'),
    ],
    files: {
      [log('shop/pricing')]: lines('11:00:00', 700, 5, (t) =>
        failing(t.slice(11, 19))
          ? `{"level":"error","ts":"${t}","msg":"unhandled exception while pricing","error":"invalid literal '5%'","status":500}`
          : `{"level":"info","ts":"${t}","msg":"request completed","status":200}`,
      ),
      [log('shop/web')]: lines('11:00:00', 700, 5, (t) =>
        failing(t.slice(11, 19))
          ? `${t} WARN upstream returned 500 from http://pricing.shop:80/price`
          : `${t} INFO ok`,
      ),
      'edge/access.log': requests('11:00:00', 1750, 'shop-web-80', (t, i) =>
        failing(t) && i % 2 ? 500 : 200,
      ),
      'audit.log': patched('11:10:00', 'maria@example.org') + patched('11:30:00', 'jon@example.org'),
      'alerts.json': alert('High5xx', '11:15:00', { namespace: 'shop', ingress: 'web' }, 'many 5xx'),
    },
  };

  it('are the root, their author is no fault, and who set them back mended it', async () => {
    const a = await analysed(made);
    expect(rootsOf(a)).toEqual(['configmap-changed ConfigMap/shop/flags']);
    expect(linksOf(a)).toContain(
      'configmap-changed ConfigMap/shop/flags → app-request-error Deployment/shop/pricing',
    );
    const [incident] = a.incidents;
    expect(incident?.detection).toMatchObject({ by: 'alert', at: { lo: clock('11:15:00') } });
    expect(incident?.responses.map((r) => [r.by, r.effect])).toEqual([['jon@example.org', 'worked']]);
    expect(incident?.surfaces.map((s) => s.entity.name)).toEqual(['shop.example']);
  });
});

function withVolume(o: Fields, volume: Fields): Fields {
  const spec = { volumes: [volume] };
  return over(o, { spec: o['kind'] === 'Pod' ? spec : { template: { spec } } });
}

describe('a database that an autoscaled client leaves no connection', () => {
  const refused = (t: string): boolean => within(t, '11:20:00', '11:50:00');
  const client = (at: string): readonly Fields[] =>
    app(at, ['wk-a', 'wk-b']).map((o) =>
      o['kind'] === 'Deployment'
        ? over(o, {
            spec: {
              template: {
                spec: {
                  containers: [
                    container(at.split('/')[1] ?? '', { env: [{ name: 'DB_HOST', value: 'pg.data' }] }),
                  ],
                },
              },
            },
          })
        : o,
    );
  const said = (t: string): string => `${t} ERROR FATAL: sorry, too many clients already`;
  const made: Made = {
    objects: [
      ...cluster(),
      object('Namespace', 'data'),
      ...client('shop/orders'),
      ...client('shop/bills'),
      ingress('shop', 'orders.example', 'orders'),
      ingress('shop', 'bills.example', 'bills'),
      object('HorizontalPodAutoscaler', 'shop/orders', {
        spec: {
          minReplicas: 2,
          maxReplicas: 14,
          scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'orders' },
        },
      }),
      object('StatefulSet', 'data/pg', {
        spec: { replicas: 1, selector: { matchLabels: { app: 'pg' } } },
        status: { replicas: 1, readyReplicas: 1 },
      }),
      pod('data/pg-0', 'StatefulSet/pg', {
        metadata: { labels: { app: 'pg' } },
        spec: { containers: [container('postgres', { image: 'postgres:16.3' })] },
      }),
      service('data/pg', { clusterIP: '10.96.33.14', ports: [{ port: 5432, targetPort: 5432 }] }),
      endpoints('data/pg', ['pg-0']),
    ],
    events: [
      event(
        'HorizontalPodAutoscaler/shop/orders',
        'SuccessfulRescale',
        'New size: 8; reason: cpu resource utilization (percentage of request) above target',
        '11:17:00',
      ),
      event(
        'HorizontalPodAutoscaler/shop/orders',
        'SuccessfulRescale',
        'New size: 14; reason: cpu resource utilization (percentage of request) above target',
        '11:19:30',
      ),
    ],
    files: {
      'edge/orders.log': requests('11:00:00', 1700, 'shop-orders-80', (t, i) =>
        refused(t) && i % 2 ? 500 : 200,
      ),
      'edge/bills.log': requests('11:00:00', 1700, 'shop-bills-80', (t, i) =>
        refused(t) && i % 3 === 0 ? 500 : 200,
      ),
      [log('shop/orders')]: lines('11:00:00', 350, 10, (t) =>
        refused(t.slice(11, 19)) ? said(t) : `${t} INFO ok`,
      ),
      [log('shop/bills')]: lines('11:00:00', 350, 10, (t) =>
        refused(t.slice(11, 19)) ? said(t) : `${t} INFO ok`,
      ),
    },
  };

  it('is one incident with two entrances, set off by the growth', async () => {
    const a = await analysed(made);
    expect(rootsOf(a)).toEqual(['db-too-many-connections StatefulSet/data/pg']);
    const [incident] = a.incidents;
    expect(incident?.surfaces.map((s) => s.entity.name)).toEqual(['bills.example', 'orders.example']);
    expect(incident?.conditions.find((x) => x.role === 'trigger')?.condition).toBe('hpa-scaled-up');
  });
});

describe('a workload that an autoscaler makes larger', () => {
  it('is short of nothing while its new pods start', async () => {
    const born = clock('11:30:02');
    const late: Fields = {
      metadata: { creationTimestamp: born },
      status: {
        startTime: born,
        conditions: [
          { type: 'PodScheduled', status: 'True', lastTransitionTime: born },
          { type: 'Ready', status: 'True', lastTransitionTime: clock('11:30:40') },
        ],
      },
    };
    const grown = podAt('shop/web', 2).split('/')[2];
    const objects = [...cluster(), ...app('shop/web', ['wk-a', 'wk-b', 'wk-a'])].map((o) =>
      JSON.stringify(o).includes(`"name":"${grown}","namespace"`) && o['kind'] === 'Pod' ? over(o, late) : o,
    );
    const a = await analysed({
      objects,
      events: [
        over(
          event(
            'Deployment/shop/web',
            'ScalingReplicaSet',
            `Scaled up replica set ${'web-6c9d8f7b54'} from 2 to 3`,
            '11:30:00',
          ),
          { type: 'Normal' },
        ),
      ],
    });
    expect(a.incidents).toEqual([]);
    expect(a.background.map((x) => x.condition)).not.toContain('deployment-unavailable');
  });
});

describe('a service outside of the cluster that answers with errors', () => {
  it('is the root, and not the workload that calls it', async () => {
    const failing = (t: string): boolean => within(t, '11:20:00', '11:50:00');
    const a = await analysed({
      objects: [...cluster(), ...app('shop/pay', ['wk-a', 'wk-b']), ingress('shop', 'pay.example', 'pay')],
      files: {
        'edge/access.log': requests('11:00:00', 1700, 'shop-pay-80', (t, i) =>
          failing(t) && i % 2 ? 502 : 200,
        ),
        [log('shop/pay')]: lines('11:00:00', 350, 10, (t) =>
          failing(t.slice(11, 19))
            ? `${t} ERROR POST https://api.provider.example/v1/charges: unexpected status 503 Service Unavailable`
            : `${t} INFO ok`,
        ),
      },
    });
    expect(rootsOf(a)).toEqual(['external-service-failing External/api.provider.example']);
  });
});

describe('a hand-made repair that a controller takes back', () => {
  const write = (at: string, user: string, url: string): string =>
    `${JSON.stringify({
      kind: 'Event',
      apiVersion: 'audit.k8s.io/v1',
      stage: 'ResponseComplete',
      verb: 'patch',
      user: { username: user, groups: ['system:authenticated'] },
      objectRef: {
        resource: 'deployments',
        apiGroup: 'apps',
        apiVersion: 'v1',
        namespace: 'shop',
        name: 'find',
      },
      responseStatus: { code: 200 },
      requestObject: {
        spec: { template: { spec: { containers: [{ name: 'find', env: [{ name: 'URL', value: url }] }] } } },
      },
      requestReceivedTimestamp: clock(at).replace('Z', '.000000Z'),
      stageTimestamp: clock(at).replace('Z', '.004000Z'),
    })}\n`;
  const ARGO = 'system:serviceaccount:argocd:argocd-application-controller';

  it('has the delivered change as its root', async () => {
    const failing = (t: string): boolean => within(t, '11:10:12', '11:40:10');
    const a = await analysed({
      objects: [...cluster(), ...app('shop/find', ['wk-a', 'wk-b']), ingress('shop', 'find.example', 'find')],
      files: {
        'edge/access.log': requests('11:00:00', 1700, 'shop-find-80', (t) => (failing(t) ? 502 : 200)),
        [log('shop/find')]: lines('11:00:00', 350, 10, (t) =>
          failing(t.slice(11, 19))
            ? `${t} ERROR Get "http://index-v2:9200/_search": dial tcp: lookup index-v2 on 10.96.0.10:53: no such host`
            : `${t} INFO ok`,
        ),
        'audit.log':
          write('11:10:00', ARGO, 'http://index-v2:9200') +
          write('11:20:00', 'lena@example.org', 'http://index:9200') +
          write('11:20:45', ARGO, 'http://index-v2:9200') +
          write('11:40:00', ARGO, 'http://index:9200'),
      },
    });
    expect(rootsOf(a)).toEqual(['deployment-spec-changed Deployment/shop/find']);
    const lena = a.incidents[0]?.responses.find((r) => r.by === 'lena@example.org');
    expect(lena?.effect).not.toBe('worked');
  });
});
