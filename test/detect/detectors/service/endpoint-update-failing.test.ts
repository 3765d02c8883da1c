import { endpointUpdateFailing } from '../../../../src/detect/detectors/service/endpoint-update-failing.js';
import { testDetector } from '../../../support/detector-tester.js';

const event = (message: string, count: number) => ({
  about: 'Service/shop/web',
  reason: 'FailedToUpdateEndpointSlices',
  message,
  first: '11:00:00',
  last: '11:10:00',
  count,
});

testDetector(endpointUpdateFailing, {
  fires: [
    {
      name: 'the API server does not take the write',
      given: {
        events: [
          event('Error updating Endpoint Slices for Service shop/web: etcdserver: request timed out', 6),
        ],
      },
      expect: [
        {
          type: 'endpoint-update-failing',
          entity: 'Service/shop/web',
          onset: '11:00:00',
          severity: 2,
          attrs: { count: 6 },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'a conflict',
      given: { events: [event('Operation cannot be fulfilled: the object has been modified', 6)] },
    },
    { name: 'once', given: { events: [event('Error updating: timeout', 1)] } },
  ],
});
