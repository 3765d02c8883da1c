import { corednsLoop } from '../../../../src/detect/detectors/dns/coredns-loop.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(corednsLoop, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'coredns-loop',
            text: '[FATAL] plugin/loop: Loop (127.0.0.1:41230 -> :53) detected for zone ".", see https://coredns.io/plugins/loop#troubleshooting. Query: "HINFO 4547991504243258144.3688648895315093531."',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
            fields: { zone: '.' },
          },
        ],
      },
      expect: [
        {
          type: 'coredns-loop',
          entity: 'Pod/kube-system/agent-0',
          onset: '10:05:00',
          open: false,
          attrs: { count: 3 },
        },
      ],
    },
  ],
  silent: [
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
