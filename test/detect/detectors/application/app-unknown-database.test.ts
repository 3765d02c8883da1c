import { appUnknownDatabase } from '../../../../src/detect/detectors/application/app-unknown-database.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(appUnknownDatabase, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'app-unknown-database',
            text: "java.sql.SQLSyntaxErrorException: Unknown database 'orders'",
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
            fields: { database: 'orders' },
          },
        ],
      },
      expect: [
        {
          type: 'app-unknown-database',
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
