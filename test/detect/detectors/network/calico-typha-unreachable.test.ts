import { calicoTyphaUnreachable } from '../../../../src/detect/detectors/network/calico-typha-unreachable.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(calicoTyphaUnreachable, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'calico-typha-unreachable',
            text: '2026-07-01 19:22:41.123 [WARNING][86] felix/sync_client.go 168: Failed to connect to typha endpoint 10.200.0.12:5473.  Will try another if available... error=dial tcp 10.200.0.12:5473: connect: connection refused',
            at: '10:05:00',
            until: '10:09:00',
            count: 6,
            node: 'node-a',
            program: 'kubelet',
            fields: { endpoint: '10.200.0.12:5473', reason: 'refused' },
          },
        ],
      },
      expect: [
        {
          type: 'calico-typha-unreachable',
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
            id: 'calico-typha-unreachable',
            text: '2026-07-01 19:22:41.123 [WARNING][86] felix/sync_client.go 168: Failed to connect to typha endpoint 10.200.0.12:5473.  Will try another if available... error=dial tcp 10.200.0.12:5473: connect: connection refused',
            at: '10:05:00',
            until: '10:09:00',
            count: 1,
            node: 'node-a',
            program: 'kubelet',
            fields: { endpoint: '10.200.0.12:5473', reason: 'refused' },
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
