import { flannelLeaseFailed } from '../../../../src/detect/detectors/network/flannel-lease-failed.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(flannelLeaseFailed, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'flannel-lease-failed',
            text: 'E0701 19:22:41.123456       1 main.go:332] Error registering network: failed to acquire lease: node "worker-1" pod cidr not assigned',
            at: '10:05:00',
            until: '10:09:00',
            count: 6,
            node: 'node-a',
            program: 'kubelet',
          },
        ],
      },
      expect: [
        {
          type: 'flannel-lease-failed',
          entity: 'NodeNetwork/node-a',
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
            id: 'flannel-lease-failed',
            text: 'E0701 19:22:41.123456       1 main.go:332] Error registering network: failed to acquire lease: node "worker-1" pod cidr not assigned',
            at: '10:05:00',
            until: '10:09:00',
            count: 1,
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
