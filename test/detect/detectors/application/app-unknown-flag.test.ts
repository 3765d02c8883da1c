import { appUnknownFlag } from '../../../../src/detect/detectors/application/app-unknown-flag.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(appUnknownFlag, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'app-unknown-flag',
            text: 'time="2026-11-20T23:38:40Z" level=fatal msg="flag parsing error: unknown long flag \'--legacy-mode\'"',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
            fields: { flag: '--legacy-mode' },
          },
        ],
      },
      expect: [
        {
          type: 'app-unknown-flag',
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
