import { appRateLimited } from '../../../../src/detect/detectors/application/app-rate-limited.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(appRateLimited, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'app-rate-limited',
            text: 'rpc error: code = ResourceExhausted desc = too many requests',
            at: '10:05:00',
            until: '10:09:00',
            count: 15,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
          },
        ],
      },
      expect: [
        {
          type: 'app-rate-limited',
          entity: 'Pod/shop/web-0',
          onset: '10:05:00',
          open: false,
          attrs: { count: 15 },
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
            id: 'app-rate-limited',
            text: 'rpc error: code = ResourceExhausted desc = too many requests',
            at: '10:05:00',
            until: '10:09:00',
            count: 4,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
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
