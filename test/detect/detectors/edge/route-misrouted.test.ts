import { routeMisrouted } from '../../../../src/detect/detectors/edge/route-misrouted.js';
import { testDetector } from '../../../support/detector-tester.js';

const NAMES = ['orders', 'users', 'prices', 'stock', 'basket'];
const services = NAMES.map((n) => ({
  kind: 'Service',
  metadata: { namespace: 'shop', name: `sh-${n}-service` },
  spec: { selector: { app: n }, ports: [{ port: 80 }] },
}));

const spring = (target: Readonly<Record<string, string>>) => ({
  kind: 'ConfigMap',
  metadata: { namespace: 'shop', name: 'gateway-config' },
  data: {
    'application.yml': [
      'spring:',
      '  cloud:',
      '    gateway:',
      '      routes:',
      ...NAMES.map(
        (n) =>
          `        - id: ${n}\n          uri: lb://\${X_HOST:sh-${target[n] ?? n}-service}\n          predicates:\n            - Path=/api/v1/${n}service/**\n`,
      ),
    ].join('\n'),
  },
});

testDetector(routeMisrouted, {
  fires: [
    {
      name: 'one row of a table sends to its neighbour',
      given: { objects: [...services, spring({ prices: 'users' })] },
      expect: [
        {
          type: 'route-misrouted',
          entity: 'Service/shop/sh-prices-service',
          severity: 3,
          says: ['/api/v1/pricesservice/**', 'sh-users-service'],
          names: ['ConfigMap/shop/gateway-config', 'Service/shop/sh-users-service'],
          evidence: 'pricesservice',
        },
      ],
    },
    {
      name: 'an Ingress with one wrong backend',
      given: {
        objects: [
          ...services,
          {
            kind: 'Ingress',
            metadata: { namespace: 'shop', name: 'api' },
            spec: {
              rules: [
                {
                  host: 'api.example',
                  http: {
                    paths: NAMES.map((n) => ({
                      path: `/${n}`,
                      backend: {
                        service: { name: `sh-${n === 'stock' ? 'basket' : n}-service`, port: { number: 80 } },
                      },
                    })),
                  },
                },
              ],
            },
          },
        ],
      },
      expect: [{ type: 'route-misrouted', entity: 'Service/shop/sh-stock-service' }],
    },
  ],
  silent: [
    { name: 'every row as its name says', given: { objects: [...services, spring({})] } },
    {
      name: 'paths that follow no convention',
      given: {
        objects: [
          ...services,
          {
            kind: 'Ingress',
            metadata: { namespace: 'shop', name: 'api' },
            spec: {
              rules: [
                {
                  http: {
                    paths: NAMES.map((n, i) => ({
                      path: `/v${i}x`,
                      backend: { service: { name: `sh-${n}-service`, port: { number: 80 } } },
                    })),
                  },
                },
              ],
            },
          },
        ],
      },
    },
  ],
});
