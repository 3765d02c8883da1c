import { corednsApiUnreachable } from '../../../../src/detect/detectors/dns/coredns-api-unreachable.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(corednsApiUnreachable, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'coredns-api-unreachable',
            text: '[WARNING] plugin/kubernetes: starting server with unsynced Kubernetes API',
            at: '10:05:00',
            until: '10:09:00',
            count: 12,
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
          },
        ],
      },
      expect: [
        {
          type: 'coredns-api-unreachable',
          entity: 'Pod/kube-system/agent-0',
          onset: '10:05:00',
          open: false,
          attrs: { count: 12 },
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
            id: 'coredns-api-unreachable',
            text: '[WARNING] plugin/kubernetes: starting server with unsynced Kubernetes API',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
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
