import { describe, expect, it } from 'vitest';
import { analysed, clock, event, lines, linksOf, rootsOf } from '../../support/capture.js';
import { endpoints, node, object, pod, service, stack, type Fields } from '../../support/objects.js';

/** Ingress of one host to one Service. */
const ingress = (at: string, host: string): Fields =>
  object('Ingress', at, {
    apiVersion: 'networking.k8s.io/v1',
    spec: {
      rules: [
        {
          host,
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: { service: { name: at.split('/')[1], port: { number: 80 } } },
              },
            ],
          },
        },
      ],
    },
  });

const NAMESPACE = object('Namespace', 'shop');

describe('an edge log that names neither host nor Service', () => {
  const request = (status: number) => (at: string) =>
    `${at} edge-1 haproxy[411]: 192.0.2.7:34218 [04/Mar/2026:${at.slice(11, 23)}] edge app/node1 0/0/0/1/1 ${status} 122 - - ---- 1/1/0/0/0 0/0 "GET / HTTP/1.1"`;
  const log =
    lines('11:40:00', 120, 5, request(200)) +
    lines('11:50:00', 108, 5, request(503)) +
    lines('11:59:00', 10, 5, request(503));
  const hosts = ['cart', 'blog'].flatMap((n) => [
    ...stack(`shop/${n}`),
    service(`shop/${n}`),
    ingress(`shop/${n}`, `${n}.example.com`),
  ]);
  const lost = pod('shop/cart-7d4b9c5f6d-abcde', 'ReplicaSet/cart-7d4b9c5f6d', {
    status: {
      conditions: [
        {
          type: 'Ready',
          status: 'False',
          reason: 'ContainersNotReady',
          lastTransitionTime: clock('11:49:58'),
        },
      ],
      containerStatuses: [
        {
          name: 'cart',
          ready: false,
          restartCount: 7,
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: {
            terminated: {
              exitCode: 137,
              reason: 'OOMKilled',
              startedAt: clock('11:49:00'),
              finishedAt: clock('11:49:58'),
            },
          },
        },
      ],
    },
  });

  it('is tied to the Service that lost its endpoints when requests began to fail', async () => {
    const objects = hosts
      .filter(
        (o) => JSON.stringify(o).includes('"kind":"Pod"') === false || !JSON.stringify(o).includes('cart'),
      )
      .concat([
        lost,
        endpoints('shop/cart', [], ['10.0.0.9']),
        endpoints('shop/blog', ['10.0.0.8']),
        NAMESPACE,
      ]);
    const a = await analysed({ objects, files: { 'edge/haproxy.log': log } });
    expect(
      linksOf(a)
        .filter((l) => l.includes('surface-outage'))
        .join('\n'),
    ).toContain('container-oom Deployment/shop/cart → surface-outage Surface/cart.example.com');
    expect(rootsOf(a).join(' ')).not.toContain('blog');
  });

  it('stays without a cause where nothing behind it was lost', async () => {
    const objects = [
      ...hosts,
      endpoints('shop/cart', ['10.0.0.9']),
      endpoints('shop/blog', ['10.0.0.8']),
      NAMESPACE,
    ];
    const a = await analysed({ objects, files: { 'edge/haproxy.log': log } });
    expect(a.incidents.map((i) => i.title)).toEqual(['edge: requests from users fail']);
    expect(rootsOf(a)).toEqual([]);
  });
});

describe('a node that nothing more is heard of', () => {
  const lost = node('node-1', {
    status: {
      conditions: [
        {
          type: 'Ready',
          status: 'Unknown',
          reason: 'NodeStatusUnknown',
          message: 'Kubelet stopped posting node status.',
          lastHeartbeatTime: clock('11:39:00'),
          lastTransitionTime: clock('11:40:00'),
        },
      ],
    },
  });
  const objects = [
    lost,
    node('node-2'),
    NAMESPACE,
    ...stack('shop/cart', {
      pod: {
        spec: { nodeName: 'node-1' },
        status: {
          conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: clock('11:40:05') }],
        },
      },
    }),
    service('shop/cart'),
    endpoints('shop/cart', [], ['10.0.0.9']),
  ];
  const events = [
    event('Node/node-1', 'NodeNotReady', 'Node node-1 status is now: NodeNotReady', '11:40:00'),
    event('Pod/shop/old', 'Pulled', 'Container image already present', '11:10:00'),
  ];

  it('is the root, with medium confidence while its own logs are missing', async () => {
    const a = await analysed({ objects, events });
    expect(
      a.incidents.flatMap((i) => i.rootCauses.map((r) => [r.condition, r.entity.name, r.confidence])),
    ).toEqual([['node-unreachable', 'node-1', 'medium']]);
    expect(a.incidents[0]?.rootCauses[0]?.limits?.join(' ')).toContain('no log or report of node-1');
  });
});

describe('what only its clients tell of', () => {
  it('a registry that pulls cannot reach is no cause beyond doubt: nothing looks at the registry', async () => {
    const waiting = pod('shop/cart-7d4b9c5f6d-abcde', 'ReplicaSet/cart-7d4b9c5f6d', {
      status: {
        phase: 'Pending',
        conditions: [
          {
            type: 'Ready',
            status: 'False',
            reason: 'ContainersNotReady',
            lastTransitionTime: clock('11:40:02'),
          },
        ],
        containerStatuses: [
          {
            name: 'cart',
            image: 'images.example/cart:1',
            ready: false,
            restartCount: 0,
            state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image' } },
          },
        ],
      },
    });
    const about = 'Pod/shop/cart-7d4b9c5f6d-abcde';
    const a = await analysed({
      objects: [NAMESPACE, ...stack('shop/cart'), service('shop/cart'), waiting],
      events: [
        event(
          about,
          'Failed',
          'Failed to pull image "images.example/cart:1": rpc error: code = Unknown desc = failed to do request: Head "https://images.example/v2/cart/manifests/1": dial tcp 198.51.100.7:443: i/o timeout',
          '11:40:32',
          '11:58:00',
          9,
        ),
      ],
    });
    const root = a.incidents[0]?.rootCauses[0];
    expect(root).toMatchObject({ condition: 'registry-unreachable', confidence: 'medium' });
  });
});
