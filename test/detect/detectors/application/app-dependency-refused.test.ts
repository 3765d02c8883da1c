import { appDependencyRefused } from '../../../../src/detect/detectors/application/app-dependency-refused.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(appDependencyRefused, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'app-dependency-refused',
            text: '{"error":"could not read stock: rpc error: code = Unavailable desc = connection error: desc = \\"transport: Error while dialing: dial tcp 10.96.3.4:7070: connect: connection refused\\"","message":"request error","severity":"error","timestamp":"2026-12-05T07:29:15.610Z"}',
            at: '10:05:00',
            until: '10:09:00',
            count: 6,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
            fields: { host: '10.96.3.4', port: '7070', reason: 'refused' },
          },
        ],
      },
      expect: [
        {
          type: 'app-dependency-refused',
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
            id: 'app-dependency-refused',
            text: '{"error":"could not read stock: rpc error: code = Unavailable desc = connection error: desc = \\"transport: Error while dialing: dial tcp 10.96.3.4:7070: connect: connection refused\\"","message":"request error","severity":"error","timestamp":"2026-12-05T07:29:15.610Z"}',
            at: '10:05:00',
            until: '10:09:00',
            count: 1,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
            fields: { host: '10.96.3.4', port: '7070', reason: 'refused' },
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
