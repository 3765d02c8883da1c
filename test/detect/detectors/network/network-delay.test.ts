import { iso, SECOND, utc } from '../../../../src/base/index.js';
import { networkDelay } from '../../../../src/detect/detectors/network/network-delay.js';
import { testDetector } from '../../../support/detector-tester.js';

const names = ['front', 'orders', 'stock', 'prices'];
const objects = names.flatMap((name, i) => [
  {
    kind: 'Deployment',
    metadata: { namespace: 'shop', name },
    spec: {
      replicas: 1,
      template: { metadata: { labels: { app: name } }, spec: { containers: [{ name }] } },
    },
  },
  {
    kind: 'ReplicaSet',
    metadata: {
      namespace: 'shop',
      name: `${name}-1`,
      ownerReferences: [{ kind: 'Deployment', name, controller: true }],
    },
  },
  {
    kind: 'Pod',
    metadata: {
      namespace: 'shop',
      name: `${name}-1-x`,
      labels: { app: name },
      ownerReferences: [{ kind: 'ReplicaSet', name: `${name}-1`, controller: true }],
    },
    spec: { nodeName: i < 2 ? 'node-a' : 'node-b', containers: [{ name }] },
    status: { phase: 'Running' },
  },
]);
const graph = {
  topic: 'call-graph' as const,
  at: '11:00:00',
  data: {
    service: 'front',
    edges: [
      { from: 'front', to: 'orders' },
      { from: 'front', to: 'stock' },
      { from: 'orders', to: 'stock' },
      { from: 'orders', to: 'prices' },
    ],
  },
  text: 'front calls orders and stock; orders calls stock and prices',
};
/** 40 samples, five seconds apart, of which the last thirty lie in the trouble. */
const series = (name: string, subject: string, before: number, during: number) => ({
  name,
  labels: { subject },
  points: Array.from({ length: 40 }, (_, i): readonly [string, number] => [
    iso(utc(2026, 3, 4, 10) + i * 5 * SECOND),
    i < 10 ? before : during,
  ]),
});
const steady = (subject: string) => [
  series('rps', subject, 20, 18),
  series('network_receive', subject, 50, 45),
  series('cpu', subject, 0.05, 0.05),
];
const anomaly = (name: string, labels: Readonly<Record<string, string>>, description: string) => ({
  name,
  labels,
  at: { lo: utc(2026, 3, 4, 10, 1), hi: utc(2026, 3, 4, 10, 3), grade: 'B' as const },
  annotations: { description },
});
const latency = (service: string, from: number, to: number) =>
  anomaly(
    'LATENCY_DEGRADATION',
    { service },
    `[Slow Response] | p50latency: Normal=${from}ms -> Current=${to}ms`,
  );
const retransmits = (node: string, to: number) =>
  anomaly(
    'NETWORK_QUALITY_DEGRADED',
    { node },
    `[TCP Retransmission] | Normal=0.00retrans -> Current=${to}retrans`,
  );

testDetector(networkDelay, {
  fires: [
    {
      name: 'callers wait for one that calls nobody slow',
      given: {
        objects,
        reports: [graph],
        metrics: [
          ...names.flatMap(steady),
          series('p90latency', 'front', 30, 9400),
          series('p90latency', 'orders', 20, 9300),
          series('p90latency', 'stock', 5, 9000),
          series('p90latency', 'prices', 5, 6),
        ],
      },
      expect: [
        {
          type: 'pod-network-delay',
          entity: 'Deployment/shop/stock',
          epistemic: 'inferred',
          severity: 3,
          names: ['Deployment/shop/orders', 'Deployment/shop/front'],
        },
        { type: 'latency-high', entity: 'Deployment/shop/front', severity: 2 },
      ],
      never: ['node-network-delay', 'node-network-packet-loss'],
    },
    {
      name: 'packets grow while requests do not: what is not acknowledged is sent again',
      given: {
        objects,
        reports: [graph],
        metrics: [
          ...['front', 'orders', 'stock'].flatMap(steady),
          series('rps', 'prices', 10, 4),
          series('network_receive', 'prices', 20, 44),
          series('cpu', 'prices', 0.05, 0.05),
        ],
      },
      expect: [{ type: 'pod-network-delay', entity: 'Deployment/shop/prices', says: ['2.2-fold'] }],
    },
    {
      name: 'one node sends far more segments again than the others',
      given: {
        objects,
        alerts: [latency('orders', 18, 392), retransmits('node-a', 0.53), retransmits('node-b', 9.07)],
      },
      expect: [{ type: 'node-network-packet-loss', entity: 'Node/node-b', says: ['9.1 segments'] }],
      never: ['pod-network-delay'],
    },
    {
      name: 'what is slow for itself runs on one node, and its peers send again',
      given: {
        objects,
        reports: [graph],
        alerts: [
          latency('stock', 3, 1186),
          latency('prices', 4, 900),
          latency('front', 20, 1300),
          retransmits('node-a', 0.7),
        ],
      },
      expect: [{ type: 'node-network-delay', entity: 'Node/node-b', names: ['Deployment/shop/stock'] }],
      never: ['pod-network-delay'],
    },
  ],
  silent: [
    {
      name: 'one alert of slowness alone: whom it calls nobody measured',
      given: { objects, reports: [graph], alerts: [latency('orders', 0, 194400)] },
      never: ['pod-network-delay'],
    },
    {
      name: 'all as fast as before',
      given: {
        objects,
        reports: [graph],
        metrics: [...names.flatMap(steady), ...names.map((n) => series('p90latency', n, 20, 24))],
      },
    },
    {
      name: 'slow because it works: CPU rose',
      given: {
        objects,
        reports: [graph],
        metrics: [
          ...['front', 'orders', 'prices'].flatMap(steady),
          series('rps', 'stock', 20, 18),
          series('cpu', 'stock', 0.1, 0.9),
          series('p90latency', 'stock', 5, 2000),
        ],
      },
      never: ['pod-network-delay', 'node-network-delay', 'node-network-packet-loss'],
    },
  ],
});
