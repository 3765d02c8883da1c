import { externalServiceFailing } from '../../../../src/detect/detectors/application/external-service-failing.js';
import { testDetector } from '../../../support/detector-tester.js';

const said = (id: string, host: string) => ({
  messages: [
    {
      id,
      text: `POST https://${host}/v1/charges: unexpected status 503 Service Unavailable`,
      at: '10:05:00',
      until: '10:09:00',
      count: 20,
      pod: 'Pod/pay/api-0',
      container: 'api',
      node: 'node-a',
      fields: { host },
    },
  ],
});

testDetector(externalServiceFailing, {
  fires: [
    {
      name: 'a host of somebody else that answers 503',
      given: said('app-upstream-5xx', 'api.provider.example'),
      expect: [
        {
          type: 'external-service-failing',
          entity: 'External/api.provider.example',
          onset: '10:05:00',
          names: ['Pod/pay/api-0'],
        },
      ],
    },
  ],
  silent: [
    {
      name: 'only time-outs: the way out may be cut',
      given: said('app-dependency-timeout', 'api.provider.example'),
    },
    {
      name: 'a name of the cluster that the capture does not show',
      given: said('app-upstream-5xx', 'orders'),
    },
  ],
});
