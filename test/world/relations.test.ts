import { describe, expect, it } from 'vitest';
import type { RelationName } from '../../src/model/index.js';
import { podsOf, workloadOf, type Case } from '../../src/world/index.js';
import { caseOf } from '../support/case-builder.js';

const meta = (name: string, namespace = 'shop', more: object = {}) => ({ name, namespace, ...more });
const owned = (kind: string, name: string) => ({ ownerReferences: [{ kind, name, controller: true }] });
const ends = (c: Case, from: string, name: RelationName): string[] =>
  c
    .from(from, name)
    .map((r) => r.to)
    .sort();

const template = (labels: object, container: object, spec: object = {}) => ({
  metadata: { labels },
  spec: { containers: [{ name: 'app', image: 'docker.io/app:1', ...container }], ...spec },
});

describe('owns', () => {
  it('follows ownerReferences up to the workload that a person would repair', () => {
    const { c } = caseOf({
      objects: [
        { kind: 'Deployment', metadata: meta('web'), spec: { template: template({ app: 'web' }, {}) } },
        { kind: 'ReplicaSet', metadata: meta('web-6f7d', 'shop', owned('Deployment', 'web')) },
        { kind: 'Pod', metadata: meta('web-6f7d-abcde', 'shop', owned('ReplicaSet', 'web-6f7d')) },
      ],
    });
    expect(workloadOf(c, { kind: 'Pod', namespace: 'shop', name: 'web-6f7d-abcde' })).toEqual({
      kind: 'Deployment',
      namespace: 'shop',
      name: 'web',
    });
    expect(podsOf(c, { kind: 'Deployment', namespace: 'shop', name: 'web' }).map((p) => p.name)).toEqual([
      'web-6f7d-abcde',
    ]);
  });

  it('knows a pod that no snapshot shows by the event of its creation, and its node by the scheduler', () => {
    const { c } = caseOf({
      objects: [{ kind: 'ReplicaSet', metadata: meta('web-6f7d', 'shop', owned('Deployment', 'web')) }],
      events: [
        {
          about: 'ReplicaSet/shop/web-6f7d',
          reason: 'SuccessfulCreate',
          message: 'Created pod: web-6f7d-zzzzz',
          type: 'Normal',
          first: '10:00:00',
        },
        {
          about: 'Pod/shop/web-6f7d-zzzzz',
          reason: 'Scheduled',
          message: 'Successfully assigned shop/web-6f7d-zzzzz to n1',
          type: 'Normal',
          first: '10:00:01',
        },
      ],
    });
    expect(workloadOf(c, { kind: 'Pod', namespace: 'shop', name: 'web-6f7d-zzzzz' }).name).toBe('web');
    expect(ends(c, 'Pod/shop/web-6f7d-zzzzz', 'runs-on')).toEqual(['Node/n1']);
  });
});

describe('a pod that only its log tells of', () => {
  it('ran where its log was found, and stood behind the Service of its workload', () => {
    const gone = { kind: 'Pod', namespace: 'shop', name: 'web-6c9d8f7b54-zzzzz' };
    const { c } = caseOf({
      objects: [
        { kind: 'Service', metadata: meta('web'), spec: { selector: { app: 'web' } } },
        { kind: 'Deployment', metadata: meta('web'), spec: { template: template({ app: 'web' }, {}) } },
        { kind: 'ReplicaSet', metadata: meta('web-6c9d8f7b54', 'shop', owned('Deployment', 'web')) },
      ],
      sources: [{ origin: { program: 'web', pod: gone, node: 'n2' } }],
    });
    expect(ends(c, 'Pod/shop/web-6c9d8f7b54-zzzzz', 'runs-on')).toEqual(['Node/n2']);
    expect(ends(c, 'Service/shop/web', 'selects')).toContain('Pod/shop/web-6c9d8f7b54-zzzzz');
  });
});

describe('selects and routes-to', () => {
  const service = {
    kind: 'Service',
    metadata: meta('web'),
    spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] },
  };

  it('ties a Service to workload and pods of its own namespace by labels', () => {
    const { c } = caseOf({
      objects: [
        service,
        {
          kind: 'Deployment',
          metadata: meta('web'),
          spec: { template: template({ app: 'web', v: '1' }, {}) },
        },
        { kind: 'Pod', metadata: meta('stray', 'other', { labels: { app: 'web' } }) },
        { kind: 'Pod', metadata: meta('web-1', 'shop', { labels: { app: 'web' } }) },
      ],
    });
    expect(ends(c, 'Service/shop/web', 'selects')).toEqual(['Deployment/shop/web', 'Pod/shop/web-1']);
  });

  it('makes a surface of every host of an Ingress', () => {
    const rule = (host: string) => ({
      host,
      http: { paths: [{ path: '/', backend: { service: { name: 'web', port: { number: 80 } } } }] },
    });
    const { c } = caseOf({
      objects: [
        service,
        {
          kind: 'Ingress',
          metadata: meta('web'),
          spec: { rules: [rule('shop.example'), rule('www.shop.example')] },
        },
      ],
    });
    expect(ends(c, 'Surface/shop.example', 'routes-to')).toEqual(['Ingress/shop/web', 'Service/shop/web']);
    expect(c.all('Surface').map((s) => s.ref.name)).toEqual(['shop.example', 'www.shop.example']);
  });
});

describe('pulls-from', () => {
  const gitea = {
    kind: 'Service',
    metadata: meta('gitea', 'git'),
    spec: {
      type: 'NodePort',
      selector: { app: 'gitea' },
      ports: [{ port: 80, targetPort: 3000, nodePort: 30500 }],
    },
  };
  const app = (image: string) => ({
    kind: 'Deployment',
    metadata: meta('web'),
    spec: { template: template({ app: 'web' }, { image }) },
  });

  it('finds a registry inside the cluster by its Ingress host', () => {
    const ingress = {
      kind: 'Ingress',
      metadata: meta('gitea', 'git'),
      spec: {
        rules: [{ host: 'git.example', http: { paths: [{ backend: { service: { name: 'gitea' } } }] } }],
      },
    };
    const { c } = caseOf({ objects: [gitea, ingress, app('git.example/shop/web:latest')] });
    expect(ends(c, 'Deployment/shop/web', 'pulls-from')).toEqual(['Registry/git.example']);
    expect(ends(c, 'Registry/git.example', 'routes-to')).toEqual(['Service/git/gitea']);
  });

  it('finds it by its node port too, and leaves public registries outside', () => {
    expect(
      ends(
        caseOf({ objects: [gitea, app('10.0.0.7:30500/shop/web:1')] }).c,
        'Registry/10.0.0.7:30500',
        'routes-to',
      ),
    ).toEqual(['Service/git/gitea']);
    const { c } = caseOf({ objects: [gitea, app('nginx:1.25')] });
    expect(ends(c, 'Deployment/shop/web', 'pulls-from')).toEqual(['Registry/docker.io']);
    expect(ends(c, 'Registry/docker.io', 'routes-to')).toEqual([]);
  });
});

describe('needs', () => {
  const redis = {
    kind: 'Service',
    metadata: meta('redis'),
    spec: { clusterIP: '10.96.0.50', selector: { app: 'redis' }, ports: [{ port: 6379 }] },
  };
  const database = {
    kind: 'Service',
    metadata: meta('pg', 'data'),
    spec: { selector: { app: 'pg' }, ports: [{ port: 5432 }] },
  };
  const web = (env: object[], args: string[] = []) => ({
    kind: 'Deployment',
    metadata: meta('web'),
    spec: { template: template({ app: 'web' }, { env, args }) },
  });

  it('reads addresses from variables, arguments and URLs', () => {
    const env = [
      { name: 'REDIS_HOST', value: 'redis' },
      { name: 'DATABASE_URL', value: 'postgres://u:p@pg.data.svc.cluster.local:5432/shop' },
    ];
    expect(ends(caseOf({ objects: [redis, database, web(env)] }).c, 'Deployment/shop/web', 'needs')).toEqual([
      'Service/data/pg',
      'Service/shop/redis',
    ]);
    expect(
      ends(caseOf({ objects: [redis, web([], ['--cache=redis:6379'])] }).c, 'Deployment/shop/web', 'needs'),
    ).toEqual(['Service/shop/redis']);
  });

  it('takes a bare word for a host only where the variable speaks of one', () => {
    const { c } = caseOf({ objects: [redis, web([{ name: 'CACHE_KIND', value: 'redis' }])] });
    expect(ends(c, 'Deployment/shop/web', 'needs')).toEqual([]);
  });

  it('learns from what a log complains about, by Service address', () => {
    const { c } = caseOf({
      objects: [redis, web([]), { kind: 'Pod', metadata: meta('web-1', 'shop', owned('Deployment', 'web')) }],
      messages: [
        {
          id: 'app-dependency-refused',
          text: 'dial tcp 10.96.0.50:6379: connect: connection refused',
          at: '10:00:00',
          pod: 'Pod/shop/web-1',
          fields: { host: '10.96.0.50', port: '6379' },
        },
      ],
    });
    expect(ends(c, 'Deployment/shop/web', 'needs')).toEqual(['Service/shop/redis']);
  });
});

describe('pinned-to', () => {
  it('follows a claim to a local volume to the one node that has it', () => {
    const affinity = {
      required: {
        nodeSelectorTerms: [
          { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['n2'] }] },
        ],
      },
    };
    const { c } = caseOf({
      objects: [
        {
          kind: 'Deployment',
          metadata: meta('reg'),
          spec: {
            template: template(
              { app: 'reg' },
              {},
              { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] },
            ),
          },
        },
        { kind: 'PersistentVolumeClaim', metadata: meta('data'), spec: { volumeName: 'pv-1' } },
        { kind: 'PersistentVolume', metadata: { name: 'pv-1' }, spec: { nodeAffinity: affinity } },
      ],
    });
    expect(ends(c, 'Deployment/shop/reg', 'pinned-to')).toEqual(['Node/n2']);
  });
});

describe('admitted-by', () => {
  const hook = (namespaceSelector: object) => ({
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'policy' },
    webhooks: [
      {
        name: 'v.policy',
        namespaceSelector,
        clientConfig: { service: { name: 'policy', namespace: 'policy' } },
        rules: [{ operations: ['CREATE'], apiGroups: [''], resources: ['pods'] }],
      },
    ],
  });
  const namespaces = ['shop', 'policy'].map((name) => ({ kind: 'Namespace', metadata: { name } }));

  it('says which namespaces ask the webhook when pods are made', () => {
    const { c } = caseOf({ objects: [...namespaces, hook({})] });
    expect(c.to('ValidatingWebhookConfiguration/policy', 'admitted-by').map((r) => r.from)).toEqual([
      'Namespace/policy',
      'Namespace/shop',
    ]);
    expect(ends(c, 'ValidatingWebhookConfiguration/policy', 'calls')).toEqual(['Service/policy/policy']);
  });

  it('honours its namespace selector', () => {
    const out = {
      matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['policy'] }],
    };
    const { c } = caseOf({ objects: [...namespaces, hook(out)] });
    expect(c.to('ValidatingWebhookConfiguration/policy', 'admitted-by').map((r) => r.from)).toEqual([
      'Namespace/shop',
    ]);
  });
});
