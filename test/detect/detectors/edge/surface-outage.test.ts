import { surfaceOutage } from '../../../../src/detect/detectors/edge/surface-outage.js';
import { testDetector } from '../../../support/detector-tester.js';

const service = (namespace: string, name: string) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace, name },
  spec: { type: 'NodePort', selector: { app: name }, ports: [{ port: 80, nodePort: 30080 }] },
});

const ingress = (namespace: string, host: string, name: string) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { namespace, name },
  spec: {
    rules: [{ host, http: { paths: [{ path: '/', backend: { service: { name, port: { number: 80 } } } }] } }],
  },
});

/** A pod that was ready from `ready` on and not before. */
const pod = (namespace: string, app: string, created: string, ready: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace, name: `${app}-1`, labels: { app }, creationTimestamp: `2026-03-04T${created}Z` },
  spec: { nodeName: 'node-a', containers: [{ name: app }] },
  status: {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: `2026-03-04T${ready}Z` }],
    containerStatuses: [
      { name: app, restartCount: 0, ready: true, state: { running: { startedAt: `2026-03-04T${ready}Z` } } },
    ],
  },
});

const edge = [
  {
    entrance: 'edge',
    backend: 'app',
    failed: false,
    statuses: { '200': 300 },
    at: '10:00:00',
    until: '10:04:59',
  },
  {
    entrance: 'edge',
    backend: 'app',
    failed: true,
    statuses: { '503': 120 },
    at: '10:05:00',
    until: '10:06:59',
  },
  {
    entrance: 'edge',
    backend: 'app',
    failed: false,
    statuses: { '200': 300 },
    at: '10:07:00',
    until: '10:11:59',
  },
];

testDetector(surfaceOutage, {
  fires: [
    {
      name: 'everything fails for two minutes, and only one Service fits the log',
      given: {
        objects: [
          service('shop', 'web'),
          ingress('shop', 'shop.example', 'web'),
          pod('shop', 'web', '09:00:00', '09:00:20'),
          service('git', 'forge'),
          ingress('git', 'git.example', 'forge'),
          // Unready while the edge answered: it cannot stand behind it.
          pod('git', 'forge', '10:06:30', '10:08:30'),
        ],
        access: edge,
      },
      expect: [
        {
          type: 'surface-outage',
          entity: 'Surface/shop.example',
          onset: '10:05:00',
          open: false,
          severity: 3,
          attrs: { failed: 120, impact: 'full' },
          names: ['Service/shop/web'],
          says: ['only it fits', 'no ready endpoint'],
        },
      ],
      never: ['surface-degraded'],
    },
    {
      name: 'two Services could stand behind it: the entrance itself is named',
      given: {
        objects: [service('shop', 'web'), ingress('shop', 'shop.example', 'web'), service('shop', 'api')],
        access: edge,
      },
      expect: [{ type: 'surface-outage', entity: 'Surface/edge', onset: '10:05:00', severity: 3 }],
    },
    {
      name: 'every second request fails',
      given: {
        access: Array.from({ length: 30 }, (_, i) => ({
          entrance: 'shop.example',
          host: 'shop.example',
          failed: i % 2 === 1,
          statuses: { [i % 2 === 1 ? '503' : '200']: 1 },
          at: `10:05:${String(i * 2).padStart(2, '0')}`,
        })),
      },
      expect: [
        {
          type: 'surface-degraded',
          entity: 'Surface/shop.example',
          onset: '10:05:02',
          attrs: { impact: 'partial' },
        },
      ],
      never: ['surface-outage'],
    },
    {
      name: 'the log was cut and begins with failures: it says so',
      given: { access: edge.slice(1) },
      expect: [
        {
          type: 'surface-outage',
          entity: 'Surface/edge',
          onset: '10:05:00',
          attrs: { alreadyFailing: 1 },
          says: ['already when the log begins'],
        },
      ],
    },
    {
      name: 'failures until the log ends are open',
      given: { access: edge.slice(0, 2) },
      expect: [{ type: 'surface-outage', entity: 'Surface/edge', open: true }],
    },
  ],
  silent: [
    { name: 'all requests are served', given: { access: edge.slice(0, 1) } },
    {
      name: 'one failed request while a backend restarts is no outage',
      given: {
        access: [
          { entrance: 'edge', failed: false, statuses: { '200': 90 }, at: '10:00:00', until: '10:01:30' },
          { entrance: 'edge', failed: true, statuses: { '502': 1 }, at: '10:01:31' },
          { entrance: 'edge', failed: false, statuses: { '200': 90 }, at: '10:01:32', until: '10:03:00' },
        ],
      },
      never: ['surface-outage'],
    },
  ],
});
