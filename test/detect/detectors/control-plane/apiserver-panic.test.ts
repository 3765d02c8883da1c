import { apiserverPanic } from '../../../../src/detect/detectors/control-plane/apiserver-panic.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(apiserverPanic, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'apiserver-panic',
            text: 'E0701 19:22:41.123456       1 wrap.go:53] "apiserver panic\'d" method="GET" URI="/api/v1/pods" auditID="7d05"',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            program: 'kube-apiserver',
          },
        ],
      },
      expect: [
        {
          type: 'apiserver-panic',
          entity: 'Component/kube-apiserver',
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
            program: 'kube-apiserver',
          },
        ],
      },
    },
  ],
});
