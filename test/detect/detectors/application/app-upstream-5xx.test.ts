import { appUpstream5xx } from '../../../../src/detect/detectors/application/app-upstream-5xx.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(appUpstream5xx, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'app-upstream-5xx',
            text: 'org.springframework.web.client.HttpServerErrorException$InternalServerError: 500 : "{"timestamp":"2026-03-16T08:50:04.046+00:00","status":500,"error":"Internal Server Error","path":"/api/v1/orders/17"}"',
            at: '10:05:00',
            until: '10:09:00',
            count: 9,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
            fields: { path: '/api/v1/orders/*', reason: 'server-error' },
          },
        ],
      },
      expect: [
        {
          type: 'app-upstream-5xx',
          entity: 'Pod/shop/web-0',
          onset: '10:05:00',
          open: false,
          attrs: { count: 9 },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'said less often than counts',
      given: {
        messages: [
          {
            id: 'app-upstream-5xx',
            text: 'org.springframework.web.client.HttpServerErrorException$InternalServerError: 500 : "{"timestamp":"2026-03-16T08:50:04.046+00:00","status":500,"error":"Internal Server Error","path":"/api/v1/orders/17"}"',
            at: '10:05:00',
            until: '10:09:00',
            count: 2,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
            fields: { path: '/api/v1/orders/*', reason: 'server-error' },
          },
        ],
      },
    },
    {
      name: 'conflicts of writers, which are retried',
      given: {
        messages: [
          {
            id: 'log-error',
            text: 'Operation cannot be fulfilled on deployments.apps "web": the object has been modified; please apply your changes to the latest version and try again',
            at: '10:05:00',
            count: 40,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
          },
        ],
      },
    },
  ],
});
