import { dbReadOnly } from '../../../../src/detect/detectors/application/db-read-only.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(dbReadOnly, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'db-read-only',
            text: 'ERROR:  cannot execute INSERT in a read-only transaction',
            at: '10:05:00',
            until: '10:09:00',
            count: 6,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
          },
        ],
      },
      expect: [
        {
          type: 'db-read-only',
          entity: 'Pod/shop/web-0',
          onset: '10:05:00',
          open: false,
          attrs: { count: 6 },
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
            id: 'db-read-only',
            text: 'ERROR:  cannot execute INSERT in a read-only transaction',
            at: '10:05:00',
            until: '10:09:00',
            count: 1,
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
