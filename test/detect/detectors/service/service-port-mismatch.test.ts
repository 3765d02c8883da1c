import { servicePortMismatch } from '../../../../src/detect/detectors/service/service-port-mismatch.js';
import { testDetector } from '../../../support/detector-tester.js';
import {
  container,
  deployment,
  pod,
  replicaSet,
  service,
  template,
  type Fields,
} from '../../../support/objects.js';

const CONTAINER = container('web', {
  ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
  readinessProbe: { tcpSocket: { port: 8080 } },
});
const app = (c: Fields = CONTAINER) => [
  deployment('shop/web', template({ containers: [c] })),
  replicaSet('shop/web-7d4b9c5f6d', 'web'),
  pod('shop/web-7d4b9c5f6d-x7k2p', 'ReplicaSet/web-7d4b9c5f6d', { spec: { containers: [c] } }),
];
const to = (targetPort: number | string, protocol = 'TCP') =>
  service('shop/web', { ports: [{ port: 80, targetPort, protocol }] });
const CALLER = deployment(
  'shop/front',
  template({ containers: [{ name: 'front', image: 'f:1', env: [{ name: 'WEB_ADDR', value: 'web:80' }] }] }),
);
const CHECK = {
  topic: 'connectivity',
  text: 'Connection Failed',
  data: { target: 'web', port: 80, ok: false },
} as const;

testDetector(servicePortMismatch, {
  fires: [
    {
      name: 'a number that is not declared, and connections fail',
      given: { objects: [...app(), to(9090)], reports: [CHECK] },
      expect: [
        {
          type: 'service-target-port-mismatch',
          entity: 'Service/shop/web',
          severity: 3,
          onset: '08:00:00',
          says: ['9090', '8080 (http)'],
          attrs: { port: 80, target: 9090 },
          names: ['Deployment/shop/web'],
          evidence: 'Connection Failed',
        },
      ],
    },
    {
      name: 'a number that is not declared, while a probe shows the right one and someone calls',
      given: { objects: [...app(), to(9090), CALLER] },
      expect: [{ type: 'service-target-port-mismatch', entity: 'Service/shop/web', severity: 2 }],
    },
    {
      name: 'a name that no container has',
      given: { objects: [...app(), to('grpc-api')] },
      expect: [
        { type: 'service-target-port-mismatch', entity: 'Service/shop/web', severity: 3, says: ['grpc-api'] },
      ],
    },
    {
      name: 'UDP to a TCP port',
      given: { objects: [...app(), to(8080, 'UDP')] },
      expect: [{ type: 'service-port-protocol-mismatch', entity: 'Service/shop/web', says: ['UDP', 'TCP'] }],
    },
  ],
  silent: [
    {
      name: 'a described pod, whose ports are printed without their names, behind endpoints that are there',
      given: {
        snapshots: [
          ...app(container('web', { ports: [{ containerPort: 8080, protocol: 'TCP' }] })),
          to('http'),
        ].map((object) => ({ object, shape: 'described' as const })),
      },
    },
    { name: 'it fits', given: { objects: [...app(), to(8080)], reports: [CHECK] } },
    { name: 'it fits by name', given: { objects: [...app(), to('http')] } },
    { name: 'a dummy port that nobody uses', given: { objects: [...app(), to(12345)] } },
    {
      name: 'containers declare no ports',
      given: { objects: [...app(container('web')), to(9090)], reports: [CHECK] },
    },
    {
      name: 'an injected sidecar has the named port',
      given: {
        objects: [
          ...app().slice(0, 2),
          pod('shop/web-7d4b9c5f6d-x7k2p', 'ReplicaSet/web-7d4b9c5f6d', {
            spec: {
              containers: [CONTAINER, { name: 'proxy', ports: [{ name: 'mesh', containerPort: 15090 }] }],
            },
          }),
          to('mesh'),
        ],
      },
    },
  ],
});
