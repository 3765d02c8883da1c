import { describe, expect, it } from 'vitest';
import { analysed, clock, event, lines, linksOf, rootsOf, type Made } from '../../support/capture.js';
import {
  container,
  deployment,
  endpoints,
  node,
  object,
  over,
  pod,
  podOf,
  replicaSet,
  service,
  stack,
  type Fields,
} from '../../support/objects.js';

const NODES = [node('node-1'), node('node-2')];
const onNode = (at: string, name: string, env: Fields[] = []): readonly Fields[] => {
  const containers = [container(at.split('/')[1] ?? '', { env })];
  return stack(at, {
    pod: { spec: { nodeName: name, containers } },
    spec: { template: { spec: { containers } } },
  });
};
const log = (at: string): string => {
  const [ns = '', name = ''] = at.split('/');
  return `logs/${ns}/${podOf(at).split('/')[2] ?? ''}/${name}.log`;
};
const NAMESPACES = ['shop', 'data'].map((n) => object('Namespace', n));

/** A container that ends again and again, and the pod that is not ready since. */
const looping = (name: string, since: string, last: Fields): Fields => ({
  conditions: [
    { type: 'Ready', status: 'False', reason: 'ContainersNotReady', lastTransitionTime: clock(since) },
  ],
  containerStatuses: [
    {
      name,
      ready: false,
      restartCount: 8,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated: { startedAt: clock('11:55:00'), finishedAt: clock('11:55:40'), ...last } },
    },
  ],
});

/** The same cluster, and nothing wrong with it. */
async function expectQuiet(made: Made): Promise<void> {
  expect(rootsOf(await analysed(made))).toEqual([]);
}

describe('a cache that runs out of memory, and its three callers', () => {
  const callers = ['lobby', 'match', 'score'].flatMap((n, i) => onNode(`shop/${n}`, `node-${(i % 2) + 1}`));
  const cache = (pods: Fields): readonly Fields[] => [
    object('StatefulSet', 'shop/redis', {
      spec: { replicas: 1, selector: { matchLabels: { app: 'redis' } } },
      status: { replicas: 1, readyReplicas: pods['status'] === undefined ? 1 : 0 },
    }),
    pod('shop/redis-0', 'StatefulSet/redis', {
      metadata: { labels: { app: 'redis' } },
      spec: { containers: [container('redis', { resources: { limits: { memory: '256Mi' } } })] },
      ...pods,
    }),
    service('shop/redis', { clusterIP: '10.96.7.7', ports: [{ port: 6379, targetPort: 6379 }] }),
  ];
  const refused = lines('11:20:05', 60, 20, (t) => `${t} Error: connect ECONNREFUSED 10.96.7.7:6379`);
  const files = Object.fromEntries(['lobby', 'match', 'score'].map((n) => [log(`shop/${n}`), refused]));
  const quiet = {
    objects: [...NODES, ...NAMESPACES, ...callers, ...cache({}), endpoints('shop/redis', ['redis-0'])],
  };

  it('blames the cache and none of its callers', async () => {
    const status = looping('redis', '11:20:00', { reason: 'OOMKilled', exitCode: 137 });
    const a = await analysed({
      objects: [
        ...NODES,
        ...NAMESPACES,
        ...callers,
        ...cache({ status }),
        endpoints('shop/redis', [], ['redis-0']),
      ],
      events: [
        event(
          'Pod/shop/redis-0',
          'BackOff',
          'Back-off restarting failed container redis in pod redis-0_shop(1)',
          '11:20:50',
          '11:59:00',
          90,
        ),
      ],
      files,
    });
    expect(rootsOf(a)).toEqual(['container-oom StatefulSet/shop/redis']);
    expect(linksOf(a)).toContain('container-oom StatefulSet/shop/redis → crashloop Pod/shop/redis-0');
    for (const n of ['lobby', 'match', 'score'])
      expect(
        linksOf(a).some((l) => l.endsWith(`→ app-dependency-refused Deployment/shop/${n}`)),
        n,
      ).toBe(true);
  });

  it('says nothing of the healthy twin', () => expectQuiet(quiet));
});

describe('a database whose volume is full', () => {
  const store = (status: Fields): readonly Fields[] => [
    object('StatefulSet', 'data/orders-db', {
      spec: { replicas: 1, selector: { matchLabels: { app: 'orders-db' } } },
      status: { replicas: 1, readyReplicas: status['containerStatuses'] === undefined ? 1 : 0 },
    }),
    pod('data/orders-db-0', 'StatefulSet/orders-db', {
      metadata: { labels: { app: 'orders-db' } },
      spec: { containers: [container('postgres', { image: 'postgres:16.3' })] },
      status,
    }),
    service('data/orders-db', { clusterIP: '10.96.33.14', ports: [{ port: 5432, targetPort: 5432 }] }),
  ];
  const app = onNode('shop/orders', 'node-2', [{ name: 'PGHOST', value: 'orders-db.data' }]);

  it('follows the refused connection back to the full volume', async () => {
    const status = looping('postgres', '11:04:21', { reason: 'Error', exitCode: 1 });
    const a = await analysed({
      objects: [
        ...NODES,
        ...NAMESPACES,
        ...app,
        ...store(status),
        endpoints('data/orders-db', [], ['orders-db-0']),
      ],
      events: [
        event(
          'Pod/data/orders-db-0',
          'BackOff',
          'Back-off restarting failed container postgres in pod orders-db-0_data(1)',
          '11:04:40',
          '11:59:00',
          190,
        ),
      ],
      files: {
        'logs/data/orders-db-0/postgres.previous.log':
          '2026-03-04 11:04:19.431 UTC [2211] ERROR:  could not extend file "base/16384/24581": No space left on device\n' +
          '2026-03-04 11:04:20.431 UTC [31] PANIC:  could not write to file "pg_wal/xlogtemp.31": No space left on device\n',
        [log('shop/orders')]: lines(
          '11:04:24',
          60,
          20,
          (t) => `${t} insert: dial tcp 10.96.33.14:5432: connect: connection refused`,
        ),
      },
    });
    expect(rootsOf(a)).toEqual(['app-disk-full StatefulSet/data/orders-db']);
    expect(linksOf(a).some((l) => l.endsWith('→ app-dependency-refused Deployment/shop/orders'))).toBe(true);
  });

  it('says nothing of the healthy twin', () =>
    expectQuiet({
      objects: [...NODES, ...NAMESPACES, ...app, ...store({}), endpoints('data/orders-db', ['orders-db-0'])],
    }));
});

describe('a network policy that cuts an application off its database', () => {
  const policy = (from: Fields[]): Fields =>
    object('NetworkPolicy', 'data/lock-db', {
      metadata: { creationTimestamp: clock('11:02:30') },
      spec: { podSelector: { matchLabels: { app: 'maria' } }, policyTypes: ['Ingress'], ingress: [{ from }] },
    });
  const world = (rule: Fields): readonly Fields[] => [
    ...NODES,
    ...NAMESPACES,
    ...onNode('data/maria', 'node-1'),
    service('data/maria', { ports: [{ port: 3306, targetPort: 3306 }] }),
    ...onNode('shop/payroll', 'node-2'),
    rule,
  ];
  const files = {
    [log('shop/payroll')]: lines(
      '11:03:00',
      40,
      30,
      (t) =>
        `${t} ERROR Socket fail to connect to host:address=(host=maria.data.svc.cluster.local)(port=3306). Connect timed out`,
    ),
  };

  it('blames the policy, not the caller or the database', async () => {
    const a = await analysed({ objects: world(policy([{ podSelector: {} }])), files });
    expect(rootsOf(a)).toEqual(['networkpolicy-block NetworkPolicy/data/lock-db']);
    expect(linksOf(a)).toContain(
      'networkpolicy-block NetworkPolicy/data/lock-db → app-dependency-timeout Deployment/shop/payroll',
    );
  });

  it('does not blame one that lets the caller in', async () => {
    const a = await analysed({ objects: world(policy([{ namespaceSelector: {} }])), files });
    expect(rootsOf(a).join(' ')).not.toContain('NetworkPolicy');
  });
});

describe('a CSI plugin that cannot be pulled on one node', () => {
  const NAME = 'public.ecr.example/ebs-csi:v1.35.9';
  const plugin = object('DaemonSet', 'kube-system/ebs-csi-node', {
    spec: { selector: { matchLabels: { app: 'ebs-csi-node' } } },
    status: { desiredNumberScheduled: 1, numberReady: 0 },
  });
  const waiting = (name: string, reason: string): Fields => ({
    phase: 'Pending',
    conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: clock('11:10:00') }],
    containerStatuses: [{ name, ready: false, restartCount: 0, state: { waiting: { reason } } }],
  });
  const born = { metadata: { creationTimestamp: clock('11:10:00') } };

  it('follows the missing driver back to the image', async () => {
    const a = await analysed({
      objects: [
        ...NODES,
        plugin,
        pod('kube-system/ebs-csi-node-x1', 'DaemonSet/ebs-csi-node', {
          ...born,
          spec: { nodeName: 'node-2', containers: [container('ebs', { image: NAME })] },
          status: waiting('ebs', 'ImagePullBackOff'),
        }),
        object('StatefulSet', 'data/mysql', { spec: { replicas: 1 }, status: { replicas: 1 } }),
        pod('data/mysql-0', 'StatefulSet/mysql', {
          ...born,
          spec: { nodeName: 'node-2' },
          status: waiting('mysql', 'ContainerCreating'),
        }),
      ],
      events: [
        event(
          'Pod/kube-system/ebs-csi-node-x1',
          'Failed',
          `Failed to pull image "${NAME}": rpc error: code = NotFound desc = failed to pull and unpack image "${NAME}": failed to resolve reference "${NAME}": ${NAME}: not found`,
          '11:10:03',
          '11:55:00',
          12,
        ),
        event(
          'Pod/data/mysql-0',
          'FailedMount',
          'MountVolume.MountDevice failed for volume "pvc-1" : kubernetes.io/csi: attacher.MountDevice failed to create newCsiDriverClient: driver name ebs.csi.aws.com not found in the list of registered CSI drivers',
          '11:12:08',
          '11:58:00',
          26,
        ),
      ],
    });
    expect(rootsOf(a)).toEqual(['image-not-found DaemonSet/kube-system/ebs-csi-node']);
    expect(linksOf(a).some((l) => l.endsWith('→ csi-driver-missing StatefulSet/data/mysql'))).toBe(true);
  });
});

describe('a slow service whose callers all wait', () => {
  const names = ['cart', 'list', 'quotes'];
  const world = [
    ...NODES,
    ...NAMESPACES,
    ...onNode('shop/price', 'node-1'),
    service('shop/price'),
    endpoints('shop/price', [podOf('shop/price').split('/')[2] ?? '']),
    ...names.flatMap((n, i) => onNode(`shop/${n}`, `node-${(i % 2) + 1}`)),
  ];
  const slow = lines(
    '11:05:00',
    100,
    30,
    (t) =>
      `${t} level=error err="Get \\"http://price.shop.svc.cluster.local/8\\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)"`,
  );

  it('blames the service, not the callers', async () => {
    const a = await analysed({
      objects: world,
      files: Object.fromEntries(names.map((n) => [log(`shop/${n}`), slow])),
    });
    expect(rootsOf(a)).toEqual(['callee-unresponsive Deployment/shop/price']);
  });

  it('says nothing where only one line failed', () =>
    expectQuiet({ objects: world, files: { [log('shop/cart')]: slow.split('\n')[0] ?? '' } }));
});

describe('two releases that went wrong on their own', () => {
  const failing = (at: string, image: string, since: string): readonly Fields[] => {
    const [ns = '', name = ''] = at.split('/');
    return [
      deployment(at, { replicas: 2 }, { status: { replicas: 2, readyReplicas: 1, availableReplicas: 1 } }),
      replicaSet(`${ns}/${name}-7d4b9c5f6d`, name),
      pod(`${ns}/${name}-7d4b9c5f6d-aaaaa`, `ReplicaSet/${name}-7d4b9c5f6d`),
      over(pod(`${ns}/${name}-7d4b9c5f6d-bbbbb`, `ReplicaSet/${name}-7d4b9c5f6d`), {
        metadata: { creationTimestamp: clock(since) },
        spec: { containers: [container(name, { image })] },
        status: {
          phase: 'Pending',
          conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: clock(since) }],
          containerStatuses: [
            { name, ready: false, restartCount: 0, state: { waiting: { reason: 'ImagePullBackOff' } } },
          ],
        },
      }),
    ];
  };
  const pull = (at: string, image: string, why: string, first: string): Fields => {
    const [ns = '', name = ''] = at.split('/');
    return event(
      `Pod/${ns}/${name}-7d4b9c5f6d-bbbbb`,
      'Failed',
      `Failed to pull image "${image}": rpc error: code = Unknown desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${why}`,
      first,
      '11:58:00',
      17,
    );
  };

  it('tells two incidents', async () => {
    const typo = 'quay.example/acme/portal:v1.20.0-rc';
    const locked = 'registry.example/billing/rating:88';
    const a = await analysed({
      objects: [
        ...NODES,
        ...failing('shop/portal', typo, '11:20:00'),
        ...failing('data/rating', locked, '10:41:00'),
      ],
      events: [
        pull('shop/portal', typo, `${typo}: not found`, '11:20:03'),
        pull(
          'data/rating',
          locked,
          'pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials',
          '10:41:03',
        ),
      ],
    });
    expect(a.incidents).toHaveLength(2);
    expect(rootsOf(a)).toEqual(
      expect.arrayContaining([
        'image-not-found Deployment/shop/portal',
        'registry-auth-failed Deployment/data/rating',
      ]),
    );
  });
});
