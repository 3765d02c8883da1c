import { appAddressInUse } from '../../../../src/detect/detectors/application/app-address-in-use.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(appAddressInUse, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'app-address-in-use',
            text: '2026/07/01 19:22:41 listen tcp :8080: bind: address already in use',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
            fields: { port: '8080' },
          },
        ],
      },
      expect: [
        {
          type: 'app-address-in-use',
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
