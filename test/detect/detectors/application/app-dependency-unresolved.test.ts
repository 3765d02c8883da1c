import { appDependencyUnresolved } from '../../../../src/detect/detectors/application/app-dependency-unresolved.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(appDependencyUnresolved, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'app-dependency-unresolved',
            text: '{"error":"could not read price: rpc error: code = Unavailable desc = connection error: desc = \\"transport: Error while dialing: dial tcp: lookup catalog on 10.96.0.10:53: no such host\\"","message":"request error","severity":"error","timestamp":"2026-12-05T07:29:15.610Z"}',
            at: '10:05:00',
            until: '10:09:00',
            count: 6,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
            fields: { host: 'catalog', reason: 'unresolved' },
          },
        ],
      },
      expect: [
        {
          type: 'app-dependency-unresolved',
          entity: 'Pod/shop/web-0',
          onset: '10:05:00',
          open: false,
          attrs: { count: 6 },
          names: ['External/catalog'],
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
            id: 'app-dependency-unresolved',
            text: '{"error":"could not read price: rpc error: code = Unavailable desc = connection error: desc = \\"transport: Error while dialing: dial tcp: lookup catalog on 10.96.0.10:53: no such host\\"","message":"request error","severity":"error","timestamp":"2026-12-05T07:29:15.610Z"}',
            at: '10:05:00',
            until: '10:09:00',
            count: 1,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
            fields: { host: 'catalog', reason: 'unresolved' },
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
