import { kubeletCertExpired } from '../../../../src/detect/detectors/identity/kubelet-cert-expired.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(kubeletCertExpired, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'kubelet-cert-expired',
            text: 'E0701 19:22:41.123456     876 transport.go:123] "The currently active client certificate has expired and the server is responsive, exiting"',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            node: 'node-a',
            program: 'kubelet',
          },
        ],
      },
      expect: [
        {
          type: 'kubelet-cert-expired',
          entity: 'Node/node-a',
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
            program: 'kubelet',
          },
        ],
      },
    },
  ],
});
