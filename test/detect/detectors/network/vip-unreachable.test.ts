import { vipUnreachable } from '../../../../src/detect/detectors/network/vip-unreachable.js';
import { testDetector } from '../../../support/detector-tester.js';

const client = (pod: string, node: string) => ({
  id: 'apiserver-vip-unreachable',
  text: 'Failed to watch *v1.Service: failed to list *v1.Service: Get "https://10.96.0.1:443/api/v1/services?limit=500": dial tcp 10.96.0.1:443: i/o timeout',
  at: '10:05:00',
  until: '10:09:00',
  count: 8,
  pod: `Pod/ops/${pod}`,
  node,
  container: 'agent',
  fields: { host: '10.96.0.1', port: '443', reason: 'timeout' },
});

testDetector(vipUnreachable, {
  fires: [
    {
      name: 'pods of two nodes, while kubelets are well',
      given: { messages: [client('agent-a', 'node-a'), client('agent-b', 'node-b')] },
      expect: [
        {
          type: 'apiserver-vip-unreachable',
          entity: 'ServiceDataplane/node-a',
          onset: '10:05:00',
          open: false,
        },
        { type: 'apiserver-vip-unreachable', entity: 'ServiceDataplane/node-b', names: ['Pod/ops/agent-b'] },
      ],
    },
    {
      name: 'only a person wrote it down',
      given: { statements: [{ at: '10:08:00', text: 'pods get dial tcp 10.96.0.1:443: i/o timeout' }] },
      expect: [
        {
          type: 'apiserver-vip-unreachable',
          entity: 'Service/default/kubernetes',
          epistemic: 'reported',
          severity: 2,
        },
      ],
    },
  ],
  silent: [
    {
      name: 'the API server itself is away: kubelets fail as well',
      given: {
        messages: [
          client('agent-a', 'node-a'),
          {
            id: 'node-lease-failing',
            text: 'failed to update lease, error: Put "https://10.0.0.1:6443/apis/coordination.k8s.io/v1": context deadline exceeded',
            at: '10:04:50',
            until: '10:09:00',
            count: 20,
            node: 'node-b',
            program: 'kubelet',
          },
        ],
      },
    },
  ],
});
