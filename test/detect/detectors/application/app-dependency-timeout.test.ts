import { appDependencyTimeout } from '../../../../src/detect/detectors/application/app-dependency-timeout.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(appDependencyTimeout, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'app-dependency-timeout',
            text: '2026/11/20 22:57:58 level=error component=web path=/api/health msg="dependency check failed" err="Get \\"http://cache.shop.svc.cluster.local:6379/\\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)"',
            at: '10:05:00',
            until: '10:09:00',
            count: 6,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
            fields: { host: 'cache.shop.svc.cluster.local', port: '6379', reason: 'timeout' },
          },
        ],
      },
      expect: [
        {
          type: 'app-dependency-timeout',
          entity: 'Pod/shop/web-0',
          onset: '10:05:00',
          open: false,
          attrs: { count: 6 },
          names: ['Service/shop/cache'],
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
            id: 'app-dependency-timeout',
            text: '2026/11/20 22:57:58 level=error component=web path=/api/health msg="dependency check failed" err="Get \\"http://cache.shop.svc.cluster.local:6379/\\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)"',
            at: '10:05:00',
            until: '10:09:00',
            count: 1,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
            fields: { host: 'cache.shop.svc.cluster.local', port: '6379', reason: 'timeout' },
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
