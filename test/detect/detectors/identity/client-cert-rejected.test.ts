import { clientCertRejected } from '../../../../src/detect/detectors/identity/client-cert-rejected.js';
import { testDetector } from '../../../support/detector-tester.js';

const said = (count: number) => ({
  id: 'client-cert-rejected',
  text: 'Unable to authenticate the request: [x509: certificate has expired or is not yet valid]',
  fields: { problem: 'has expired' },
  at: '11:00:02',
  until: '11:40:00',
  count,
  program: 'kube-apiserver',
  node: 'cp-1',
});

testDetector(clientCertRejected, {
  fires: [
    {
      name: 'a client comes back with it again and again',
      given: { messages: [said(40)] },
      expect: [
        {
          type: 'client-cert-rejected',
          entity: 'Component/kube-apiserver',
          onset: '11:00:02',
          says: ['has expired'],
        },
      ],
    },
  ],
  silent: [{ name: 'someone tried once with an old kubeconfig', given: { messages: [said(1)] } }],
});
