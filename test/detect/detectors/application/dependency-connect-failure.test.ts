import { dependencyConnectFailure } from '../../../../src/detect/detectors/application/dependency-connect-failure.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(dependencyConnectFailure, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'app-dependency-unreachable',
            text: '2026/11/20 23:02:47 level=error msg="dependency check failed" err="Get \\"http://10.244.2.9:8080/\\": dial tcp 10.244.2.9:8080: connect: no route to host"',
            at: '10:05:00',
            until: '10:09:00',
            count: 9,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
            fields: { host: '10.244.2.9', port: '8080', reason: 'no-route' },
          },
        ],
      },
      expect: [
        {
          type: 'dependency-connect-failure',
          entity: 'Pod/shop/web-0',
          onset: '10:05:00',
          open: false,
          attrs: { count: 9 },
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
            id: 'app-dependency-unreachable',
            text: '2026/11/20 23:02:47 level=error msg="dependency check failed" err="Get \\"http://10.244.2.9:8080/\\": dial tcp 10.244.2.9:8080: connect: no route to host"',
            at: '10:05:00',
            until: '10:09:00',
            count: 2,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
            fields: { host: '10.244.2.9', port: '8080', reason: 'no-route' },
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
