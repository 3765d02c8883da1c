import { ingressBackendMismatch } from '../../../../src/detect/detectors/edge/ingress-backend-mismatch.js';
import { testDetector } from '../../../support/detector-tester.js';
import { object, service } from '../../../support/objects.js';

const ingress = (port: object) =>
  object('Ingress', 'shop/web', {
    metadata: { creationTimestamp: '2026-03-04T10:00:00Z' },
    spec: {
      rules: [
        {
          host: 'shop.example',
          http: { paths: [{ path: '/', backend: { service: { name: 'web', port } } }] },
        },
      ],
    },
  });

testDetector(ingressBackendMismatch, {
  fires: [
    {
      name: 'the port of the container instead of the Service’s',
      given: { objects: [service('shop/web'), ingress({ number: 8080 })] },
      expect: [
        {
          type: 'ingress-port-mismatch',
          entity: 'Ingress/shop/web',
          onset: '10:00:00',
          says: ['shop.example', 'port 8080', 'offers 80'],
          names: ['Service/shop/web', 'Surface/shop.example'],
        },
      ],
    },
    {
      name: 'a name that no port has',
      given: { objects: [service('shop/web'), ingress({ name: 'grpc' })] },
      expect: [{ type: 'ingress-port-mismatch', entity: 'Ingress/shop/web' }],
    },
  ],
  silent: [
    { name: 'by number', given: { objects: [service('shop/web'), ingress({ number: 80 })] } },
    { name: 'by name', given: { objects: [service('shop/web'), ingress({ name: 'http' })] } },
    { name: 'a Service that the capture does not show', given: { objects: [ingress({ number: 8080 })] } },
  ],
});
