import { kubeProxyRulesFlushed } from '../../../../src/detect/detectors/network/kube-proxy-rules-flushed.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(kubeProxyRulesFlushed, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'kube-proxy-rules-flushed',
            text: 'I0701 19:22:41.123456       1 iptables.go:624] "IPTables canary deleted" canaryTable="mangle"',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            node: 'node-a',
            program: 'kube-proxy',
          },
        ],
      },
      expect: [
        {
          type: 'kube-proxy-rules-flushed',
          entity: 'ServiceDataplane/node-a',
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
            node: 'node-a',
            program: 'kube-proxy',
          },
        ],
      },
    },
  ],
});
