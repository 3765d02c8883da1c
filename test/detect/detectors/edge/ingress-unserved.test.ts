import { ingressUnserved } from '../../../../src/detect/detectors/edge/ingress-unserved.js';
import { testDetector } from '../../../support/detector-tester.js';
import { object, type Fields } from '../../../support/objects.js';

const ingress = (spec: Fields, more: Fields = {}) =>
  object('Ingress', 'shop/web', {
    metadata: { creationTimestamp: '2026-03-04T11:00:00Z' },
    spec: { rules: [{ host: 'shop.example' }], ...spec },
    ...more,
  });
const nginx = object('IngressClass', 'nginx', { spec: { controller: 'k8s.io/ingress-nginx' } });
const tls = { tls: [{ hosts: ['shop.example'], secretName: 'web-tls' }] };
const secret = (name: string) => object('Secret', `shop/${name}`, { type: 'kubernetes.io/tls' });
const complaint = {
  id: 'ingress-tls-secret-missing',
  text: 'Error getting SSL certificate "shop/web-tls": local SSL certificate shop/web-tls was not found. Using default certificate',
  fields: { secret: 'shop/web-tls' },
  at: '11:10:00',
  program: 'nginx-ingress-controller',
};

testDetector(ingressUnserved, {
  fires: [
    {
      name: 'a class that nobody made',
      given: { objects: [nginx, ingress({ ingressClassName: 'haproxy' })] },
      expect: [
        {
          type: 'ingress-class-missing',
          entity: 'Ingress/shop/web',
          severity: 2,
          onset: '11:00:00',
          says: ['haproxy', 'shop.example'],
        },
      ],
    },
    {
      name: 'a leftover of last year',
      given: {
        objects: [
          nginx,
          ingress(
            { ingressClassName: 'haproxy' },
            { metadata: { creationTimestamp: '2025-03-04T11:00:00Z' } },
          ),
        ],
      },
      expect: [{ type: 'ingress-class-missing', entity: 'Ingress/shop/web', severity: 1 }],
    },
    {
      name: 'the controller says that it passes it by',
      given: {
        objects: [ingress({ ingressClassName: 'haproxy' })],
        messages: [
          {
            id: 'ingress-ignored',
            text: 'Ignoring ingress because of error while validating ingress class ingress=shop/web',
            fields: { ingress: 'shop/web' },
            at: '11:00:01',
            program: 'nginx-ingress-controller',
          },
        ],
      },
      expect: [{ type: 'ingress-class-missing', entity: 'Ingress/shop/web', severity: 2 }],
    },
    {
      name: 'a certificate that the controller does not find',
      given: { objects: [ingress(tls)], messages: [complaint] },
      expect: [
        {
          type: 'ingress-tls-secret-missing',
          entity: 'Ingress/shop/web',
          epistemic: 'observed',
          names: ['Secret/shop/web-tls', 'Surface/shop.example'],
        },
      ],
    },
    {
      name: 'a Secret that is not among those of its namespace',
      given: { objects: [ingress(tls), secret('other')] },
      expect: [{ type: 'ingress-tls-secret-missing', entity: 'Ingress/shop/web', epistemic: 'inferred' }],
    },
  ],
  silent: [
    {
      name: 'class and Secret are there',
      given: { objects: [nginx, ingress({ ingressClassName: 'nginx', ...tls }), secret('web-tls')] },
    },
    { name: 'no class was captured', given: { objects: [ingress({ ingressClassName: 'haproxy' })] } },
    {
      name: 'a controller serves it all the same',
      given: {
        objects: [
          nginx,
          ingress(
            { ingressClassName: 'alb' },
            { status: { loadBalancer: { ingress: [{ hostname: 'lb.example' }] } } },
          ),
        ],
      },
    },
    { name: 'Secrets were not captured', given: { objects: [ingress(tls)] } },
  ],
});
