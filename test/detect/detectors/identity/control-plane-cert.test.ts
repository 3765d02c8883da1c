import { controlPlaneCert } from '../../../../src/detect/detectors/identity/control-plane-cert.js';
import { testDetector } from '../../../support/detector-tester.js';

const said = (id: string, node: string, side: string, program = 'kubelet') => ({
  id,
  text: 'Get "https://10.0.0.5:6443/api/v1/nodes": tls: failed to verify certificate: x509: certificate has expired or is not yet valid',
  fields: { problem: 'has expired', side, limit: '2026-03-04T11:00:00Z' },
  at: '11:00:02',
  until: '11:59:30',
  count: 300,
  node,
  program,
});

testDetector(controlPlaneCert, {
  fires: [
    {
      name: 'kubelets refuse the API server',
      given: {
        messages: [said('api-cert-refused', 'node-a', 'after'), said('api-cert-refused', 'node-b', 'after')],
      },
      expect: [
        {
          type: 'tls-cert-expired',
          entity: 'Component/kube-apiserver',
          onset: '11:00:02',
          open: true,
          severity: 3,
          says: ['ended at 2026-03-04T11:00:00Z', 'node-a', 'node-b'],
        },
      ],
    },
    {
      name: 'the API server refuses etcd',
      given: { messages: [said('etcd-cert-refused', 'cp-1', 'after', 'kube-apiserver')] },
      expect: [{ type: 'tls-cert-expired', entity: 'Component/etcd' }],
    },
    {
      name: 'to one node it is not valid yet: that clock is behind',
      given: { messages: [said('api-cert-refused', 'node-a', 'before')] },
      expect: [{ type: 'host-clock-behind', entity: 'Node/node-a', epistemic: 'inferred' }],
      never: ['tls-cert-expired'],
    },
  ],
  silent: [
    {
      name: 'the API server calls an extension whose certificate is old',
      given: { messages: [said('api-cert-refused', 'cp-1', 'after', 'kube-apiserver')] },
    },
    {
      name: 'the clock of the node was set shortly before',
      given: {
        messages: [
          said('api-cert-refused', 'node-a', 'after'),
          {
            id: 'host-clock-changed',
            text: 'System clock wrong by 86402.1 seconds',
            at: '10:59:00',
            node: 'node-a',
            program: 'chronyd',
          },
        ],
      },
    },
  ],
});
