import { ingressLogErrors } from '../../../../src/detect/detectors/edge/ingress-log-errors.js';
import { testDetector } from '../../../support/detector-tester.js';

const said = (id: string, text: string, count: number, fields: Readonly<Record<string, string>>) => ({
  id,
  text,
  count,
  fields,
  at: '10:05:00',
  until: '10:06:00',
  pod: 'Pod/ingress-nginx/controller-0',
  container: 'controller',
});

testDetector(ingressLogErrors, {
  fires: [
    {
      name: 'no endpoints, time-outs and a refused configuration',
      given: {
        messages: [
          said('ingress-no-backend', 'Service "shop/web" does not have any active Endpoint.', 6, {
            service: 'shop/web',
          }),
          said(
            'ingress-upstream-timeout',
            'upstream timed out (110: Connection timed out) while reading response header from upstream, client: 10.0.0.9, server: shop.example, upstream: "http://10.244.1.7:8080/"',
            9,
            { host: 'api.shop.svc.cluster.local' },
          ),
          said(
            'ingress-reload-failed',
            'Unexpected failure reloading the backend: exit status 1 nginx: [emerg] unknown directive',
            1,
            {},
          ),
        ],
      },
      expect: [
        { type: 'ingress-no-backend', entity: 'Service/shop/web', onset: '10:05:00' },
        { type: 'ingress-upstream-timeout', entity: 'Service/shop/api', onset: '10:05:00' },
        { type: 'ingress-reload-failed', entity: 'Pod/ingress-nginx/controller-0' },
      ],
    },
  ],
  silent: [
    {
      name: 'a single time-out',
      given: {
        messages: [
          said(
            'ingress-upstream-timeout',
            'upstream timed out (110: Connection timed out) while reading',
            1,
            { host: 'api.shop.svc' },
          ),
        ],
      },
    },
  ],
});
