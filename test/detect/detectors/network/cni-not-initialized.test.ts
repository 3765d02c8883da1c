import { cniNotInitialized } from '../../../../src/detect/detectors/network/cni-not-initialized.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(cniNotInitialized, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'cni-not-initialized',
            text: 'E0701 19:22:41.123456     876 kubelet.go:2916] "Container runtime network not ready" networkReady="NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized"',
            at: '10:05:00',
            until: '10:09:00',
            count: 9,
            node: 'node-a',
            program: 'kubelet',
          },
        ],
      },
      expect: [
        {
          type: 'cni-not-initialized',
          entity: 'NodeNetwork/node-a',
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
            id: 'cni-not-initialized',
            text: 'E0701 19:22:41.123456     876 kubelet.go:2916] "Container runtime network not ready" networkReady="NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized"',
            at: '10:05:00',
            until: '10:09:00',
            count: 2,
            node: 'node-a',
            program: 'kubelet',
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
            program: 'kubelet',
          },
        ],
      },
    },
  ],
});
