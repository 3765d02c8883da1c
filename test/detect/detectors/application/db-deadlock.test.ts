import { dbDeadlock } from '../../../../src/detect/detectors/application/db-deadlock.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(dbDeadlock, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'db-deadlock',
            text: 'ERROR:  deadlock detected',
            at: '10:05:00',
            until: '10:09:00',
            count: 30,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
          },
        ],
      },
      expect: [
        {
          type: 'db-deadlock',
          entity: 'Pod/shop/web-0',
          onset: '10:05:00',
          open: false,
          attrs: { count: 30 },
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
            id: 'db-deadlock',
            text: 'ERROR:  deadlock detected',
            at: '10:05:00',
            until: '10:09:00',
            count: 9,
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
