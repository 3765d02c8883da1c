import { appRequestError } from '../../../../src/detect/detectors/application/app-request-error.js';
import { testDetector } from '../../../support/detector-tester.js';

const said = (
  count: number,
  text = 'ERROR in app: Exception on /checkout [POST]',
  id = 'app-request-error',
) => ({
  messages: [
    {
      id,
      text,
      at: '10:05:00',
      until: '10:09:00',
      count,
      pod: 'Pod/shop/web-0',
      container: 'web',
      node: 'node-a',
    },
  ],
});

testDetector(appRequestError, {
  fires: [
    {
      name: 'request after request',
      given: said(12),
      expect: [
        {
          type: 'app-request-error',
          entity: 'Pod/shop/web-0',
          onset: '10:05:00',
          open: false,
          attrs: { count: 12 },
        },
      ],
    },
  ],
  silent: [
    { name: 'one bad request', given: said(1) },
    {
      name: 'an error that another service answered with',
      given: said(12, 'Error: Request failed with status code 502', 'app-upstream-5xx'),
    },
  ],
});
