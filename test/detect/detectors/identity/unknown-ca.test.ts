import { unknownCa } from '../../../../src/detect/detectors/identity/unknown-ca.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(unknownCa, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'app-tls-unknown-ca',
            text: 'Get "https://orders.shop:8443/": x509: certificate signed by unknown authority',
            at: '10:05:00',
            until: '10:09:00',
            count: 6,
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
            fields: { host: 'orders.shop', reason: 'unknown-ca' },
          },
        ],
      },
      expect: [
        {
          type: 'unknown-ca',
          entity: 'Pod/kube-system/agent-0',
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
            id: 'app-tls-unknown-ca',
            text: 'Get "https://orders.shop:8443/": x509: certificate signed by unknown authority',
            at: '10:05:00',
            until: '10:09:00',
            count: 1,
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
            fields: { host: 'orders.shop', reason: 'unknown-ca' },
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
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
          },
        ],
      },
    },
  ],
});
