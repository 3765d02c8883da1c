import { cniTokenUnauthorized } from '../../../../src/detect/detectors/network/cni-token-unauthorized.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(cniTokenUnauthorized, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'cni-token-unauthorized',
            text: 'plugin type="calico" failed (add): error getting ClusterInformation: connection is unauthorized: Unauthorized',
            at: '10:05:00',
            until: '10:09:00',
            count: 6,
            node: 'node-a',
            program: 'kubelet',
            fields: { reason: 'unauthorized' },
          },
        ],
      },
      expect: [
        {
          type: 'cni-token-unauthorized',
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
            id: 'cni-token-unauthorized',
            text: 'plugin type="calico" failed (add): error getting ClusterInformation: connection is unauthorized: Unauthorized',
            at: '10:05:00',
            until: '10:09:00',
            count: 1,
            node: 'node-a',
            program: 'kubelet',
            fields: { reason: 'unauthorized' },
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
