import { appUnauthorized } from '../../../../src/detect/detectors/application/app-unauthorized.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(appUnauthorized, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'app-unauthorized',
            text: 'requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: http://orders:8080/api',
            at: '10:05:00',
            until: '10:09:00',
            count: 15,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
            fields: { host: 'orders', port: '8080', reason: 'unauthorized' },
          },
        ],
      },
      expect: [
        {
          type: 'app-unauthorized',
          entity: 'Pod/shop/web-0',
          onset: '10:05:00',
          open: false,
          attrs: { count: 15 },
          names: ['External/orders'],
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
            id: 'app-unauthorized',
            text: 'requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: http://orders:8080/api',
            at: '10:05:00',
            until: '10:09:00',
            count: 4,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
            fields: { host: 'orders', port: '8080', reason: 'unauthorized' },
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
