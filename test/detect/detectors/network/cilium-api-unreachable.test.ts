import { ciliumApiUnreachable } from '../../../../src/detect/detectors/network/cilium-api-unreachable.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(ciliumApiUnreachable, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'cilium-api-unreachable',
            text: 'time=2026-07-01T19:22:41.123456789Z level=error msg="Unable to contact k8s api-server" ipAddr=https://10.96.0.1:443 error="Get \\"https://10.96.0.1:443/api/v1/namespaces/kube-system\\": dial tcp 10.96.0.1:443: i/o timeout"',
            at: '10:05:00',
            until: '10:09:00',
            count: 6,
            node: 'node-a',
            program: 'kubelet',
            fields: { reason: 'timeout' },
          },
        ],
      },
      expect: [
        {
          type: 'cilium-api-unreachable',
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
            id: 'cilium-api-unreachable',
            text: 'time=2026-07-01T19:22:41.123456789Z level=error msg="Unable to contact k8s api-server" ipAddr=https://10.96.0.1:443 error="Get \\"https://10.96.0.1:443/api/v1/namespaces/kube-system\\": dial tcp 10.96.0.1:443: i/o timeout"',
            at: '10:05:00',
            until: '10:09:00',
            count: 1,
            node: 'node-a',
            program: 'kubelet',
            fields: { reason: 'timeout' },
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
