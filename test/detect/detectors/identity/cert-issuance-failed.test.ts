import { certIssuanceFailed } from '../../../../src/detect/detectors/identity/cert-issuance-failed.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(certIssuanceFailed, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'cert-issuance-failed',
            text: 'E0701 19:22:41.123456       1 sync.go:190] cert-manager/challenges "msg"="propagation check failed" "error"="failed to perform self check GET request \'http://shop.example/.well-known/acme-challenge/x\': dial tcp 10.0.0.9:80: i/o timeout" "dnsName"="shop.example"',
            at: '10:05:00',
            until: '10:09:00',
            count: 6,
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
            fields: { domain: 'shop.example', reason: 'timeout' },
          },
        ],
      },
      expect: [
        {
          type: 'cert-issuance-failed',
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
            id: 'cert-issuance-failed',
            text: 'E0701 19:22:41.123456       1 sync.go:190] cert-manager/challenges "msg"="propagation check failed" "error"="failed to perform self check GET request \'http://shop.example/.well-known/acme-challenge/x\': dial tcp 10.0.0.9:80: i/o timeout" "dnsName"="shop.example"',
            at: '10:05:00',
            until: '10:09:00',
            count: 1,
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
            fields: { domain: 'shop.example', reason: 'timeout' },
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
