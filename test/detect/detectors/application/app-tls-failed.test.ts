import { appTlsFailed } from '../../../../src/detect/detectors/application/app-tls-failed.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(appTlsFailed, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'app-tls-plaintext',
            text: 'Get "https://orders.shop:8080/": http: server gave HTTP response to HTTPS client',
            at: '10:05:00',
            until: '10:09:00',
            count: 9,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
            fields: { host: 'orders.shop', port: '8080' },
          },
        ],
      },
      expect: [
        {
          type: 'app-tls-failed',
          entity: 'Pod/shop/web-0',
          onset: '10:05:00',
          open: false,
          attrs: { count: 9 },
          names: ['External/orders.shop'],
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
            id: 'app-tls-plaintext',
            text: 'Get "https://orders.shop:8080/": http: server gave HTTP response to HTTPS client',
            at: '10:05:00',
            until: '10:09:00',
            count: 2,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
            fields: { host: 'orders.shop', port: '8080' },
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
