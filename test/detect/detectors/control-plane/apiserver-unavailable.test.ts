import { apiserverUnavailable } from '../../../../src/detect/detectors/control-plane/apiserver-unavailable.js';
import { testDetector } from '../../../support/detector-tester.js';

const kubelet = (node: string, count: number) => ({
  id: 'node-lease-failing',
  text: `failed to update lease, error: Put "https://10.0.0.1:6443/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${node}?timeout=10s": context deadline exceeded`,
  at: '10:05:00',
  until: '10:06:00',
  count,
  node,
  program: 'kubelet',
});
const controller = {
  id: 'control-plane-lock-failing',
  text: 'error retrieving resource lock kube-system/kube-scheduler: Get "https://10.0.0.1:6443/apis/coordination.k8s.io/v1": dial tcp 10.0.0.1:6443: connect: connection refused',
  at: '10:05:05',
  until: '10:06:00',
  count: 9,
  program: 'kube-scheduler',
};

testDetector(apiserverUnavailable, {
  fires: [
    {
      name: 'nodes and the scheduler at once',
      given: { messages: [kubelet('node-a', 6), kubelet('node-b', 5), controller] },
      expect: [
        {
          type: 'apiserver-unavailable',
          entity: 'Component/kube-apiserver',
          onset: '10:04:55',
          open: false,
          severity: 3,
          attrs: { clients: 3 },
        },
      ],
    },
  ],
  silent: [
    { name: 'one node alone has a fault of its own', given: { messages: [kubelet('node-a', 40)] } },
    {
      name: 'the API server speaks of its own requests',
      given: {
        messages: [
          {
            id: 'apiserver-request-timeout',
            text: 'apiserver was unable to write a JSON response: http: Handler timeout',
            at: '10:05:00',
            count: 30,
            program: 'kube-apiserver',
          },
        ],
      },
    },
  ],
});
