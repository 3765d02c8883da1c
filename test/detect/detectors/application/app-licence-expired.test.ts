import { appLicenceExpired } from '../../../../src/detect/detectors/application/app-licence-expired.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(appLicenceExpired, {
  fires: [
    {
      name: 'said at every start',
      given: {
        messages: [
          {
            id: 'app-licence-expired',
            text: 'License expired on 2026-07-01T00:00:00Z. Shutting down.',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
          },
        ],
      },
      expect: [
        {
          type: 'app-licence-expired',
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
      name: 'a warning that it will end',
      given: {
        messages: [
          {
            id: 'log-warning',
            text: 'Your license expires on 2026-07-01T00:00:00Z (3 days left)',
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
