import { appPermissionDenied } from '../../../../src/detect/detectors/application/app-permission-denied.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(appPermissionDenied, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'app-permission-denied',
            text: 'open /var/lib/app/data.db: permission denied',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
            fields: { path: '/var/lib/app/data.db' },
          },
        ],
      },
      expect: [
        {
          type: 'app-permission-denied',
          entity: 'Pod/shop/web-0',
          onset: '10:05:00',
          open: false,
          attrs: { count: 3 },
        },
      ],
    },
  ],
  silent: [
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
