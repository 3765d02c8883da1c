import { nodeLeaseFailing } from '../../../../src/detect/detectors/node/node-lease-failing.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(nodeLeaseFailing, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'node-lease-failing',
            text: 'E1120 22:28:53.000001   28882 controller.go:187] failed to update lease, error: Put "https://10.200.0.1:6443/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/worker-1?timeout=10s": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
            at: '10:05:00',
            until: '10:09:00',
            count: 9,
            node: 'node-a',
            program: 'kubelet',
            fields: { reason: 'timeout' },
          },
        ],
      },
      expect: [
        {
          type: 'node-lease-failing',
          entity: 'Node/node-a',
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
            id: 'node-lease-failing',
            text: 'E1120 22:28:53.000001   28882 controller.go:187] failed to update lease, error: Put "https://10.200.0.1:6443/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/worker-1?timeout=10s": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
            at: '10:05:00',
            until: '10:09:00',
            count: 2,
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
