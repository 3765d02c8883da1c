import { iptablesRestoreFailed } from '../../../../src/detect/detectors/network/iptables-restore-failed.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(iptablesRestoreFailed, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'iptables-restore-failed',
            text: 'E0701 19:22:41.123456       1 proxier.go:1600] "Failed to execute iptables-restore" err="exit status 2: iptables-restore: line 12 failed"',
            at: '10:05:00',
            until: '10:09:00',
            count: 9,
            node: 'node-a',
            program: 'kube-proxy',
          },
        ],
      },
      expect: [
        {
          type: 'iptables-restore-failed',
          entity: 'ServiceDataplane/node-a',
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
            id: 'iptables-restore-failed',
            text: 'E0701 19:22:41.123456       1 proxier.go:1600] "Failed to execute iptables-restore" err="exit status 2: iptables-restore: line 12 failed"',
            at: '10:05:00',
            until: '10:09:00',
            count: 2,
            node: 'node-a',
            program: 'kube-proxy',
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
            node: 'node-a',
            program: 'kube-proxy',
          },
        ],
      },
    },
  ],
});
