import { corednsOverloaded } from '../../../../src/detect/detectors/dns/coredns-overloaded.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(corednsOverloaded, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'coredns-overloaded',
            text: '[WARNING] plugin/health: Local health request to "http://:8080/health" took more than 1s: 1.2034s',
            at: '10:05:00',
            until: '10:09:00',
            count: 9,
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
            fields: { took: '1.2034s' },
          },
        ],
      },
      expect: [
        {
          type: 'coredns-overloaded',
          entity: 'Pod/kube-system/agent-0',
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
            id: 'coredns-overloaded',
            text: '[WARNING] plugin/health: Local health request to "http://:8080/health" took more than 1s: 1.2034s',
            at: '10:05:00',
            until: '10:09:00',
            count: 2,
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
            fields: { took: '1.2034s' },
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
