import { kubeletUnauthorized } from '../../../../src/detect/detectors/identity/kubelet-unauthorized.js';
import { testDetector } from '../../../support/detector-tester.js';

const refused = (count: number) => ({
  id: 'kubelet-unauthorized',
  text: 'Error updating node status, will retry: error getting node "node-a": Unauthorized',
  at: '11:00:02',
  until: '11:50:00',
  count,
  node: 'node-a',
  program: 'kubelet',
});
const expired = {
  id: 'client-cert-rejected',
  text: 'Unable to authenticate the request: [x509: certificate has expired or is not yet valid]',
  fields: { problem: 'has expired' },
  at: '11:00:03',
  until: '11:50:00',
  count: 40,
  node: 'cp-1',
  program: 'kube-apiserver',
};

testDetector(kubeletUnauthorized, {
  fires: [
    {
      name: 'the kubelet alone speaks: the reason is not known',
      given: { messages: [refused(40)] },
      expect: [{ type: 'kubelet-unauthorized', entity: 'Node/node-a', onset: '11:00:02', says: ['401'] }],
      never: ['kubelet-cert-expired'],
    },
    {
      name: 'the API server says at the same time what is wrong',
      given: { messages: [refused(40), expired] },
      expect: [{ type: 'kubelet-cert-expired', entity: 'Node/node-a', epistemic: 'inferred' }],
    },
  ],
  silent: [
    { name: 'once, at a rotation', given: { messages: [refused(1)] } },
    { name: 'another client is refused', given: { messages: [expired] } },
  ],
});
