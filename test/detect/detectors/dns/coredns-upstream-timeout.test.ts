import { corednsUpstreamTimeout } from '../../../../src/detect/detectors/dns/coredns-upstream-timeout.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(corednsUpstreamTimeout, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'coredns-upstream-timeout',
            text: '[ERROR] plugin/errors: 2 shop.example.internal. A: read udp 10.244.0.5:41230->10.0.0.2:53: i/o timeout',
            at: '10:05:00',
            until: '10:09:00',
            count: 15,
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
            fields: { name: 'shop.example.internal', dns: '10.0.0.2', reason: 'dns-timeout' },
          },
        ],
      },
      expect: [
        {
          type: 'coredns-upstream-timeout',
          entity: 'Pod/kube-system/agent-0',
          onset: '10:05:00',
          open: false,
          attrs: { count: 15 },
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
            id: 'coredns-upstream-timeout',
            text: '[ERROR] plugin/errors: 2 shop.example.internal. A: read udp 10.244.0.5:41230->10.0.0.2:53: i/o timeout',
            at: '10:05:00',
            until: '10:09:00',
            count: 4,
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
            fields: { name: 'shop.example.internal', dns: '10.0.0.2', reason: 'dns-timeout' },
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
