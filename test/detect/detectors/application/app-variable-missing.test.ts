import { appVariableMissing } from '../../../../src/detect/detectors/application/app-variable-missing.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(appVariableMissing, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'app-variable-missing',
            text: 'panic: environment variable "CATALOG_ADDR" not set',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
            fields: { variable: 'CATALOG_ADDR' },
          },
        ],
      },
      expect: [
        {
          type: 'app-variable-missing',
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
