import { csrPending } from '../../../../src/detect/detectors/identity/csr-pending.js';
import { testDetector } from '../../../support/detector-tester.js';

const csr = (created: string, conditions: readonly object[]) => ({
  kind: 'CertificateSigningRequest',
  metadata: { name: 'csr-x7k2p', creationTimestamp: created },
  spec: { username: 'system:node:node-a', signerName: 'kubernetes.io/kubelet-serving' },
  status: { conditions },
});

testDetector(csrPending, {
  fires: [
    {
      name: 'nobody has answered for two hours',
      given: { objects: [csr('2026-03-04T10:00:00Z', [])] },
      expect: [
        {
          type: 'csr-pending',
          entity: 'CertificateSigningRequest/csr-x7k2p',
          onset: '10:00:00',
          open: true,
          names: ['Node/node-a'],
        },
      ],
    },
  ],
  silent: [
    {
      name: 'approved',
      given: { objects: [csr('2026-03-04T10:00:00Z', [{ type: 'Approved', status: 'True' }])] },
    },
    { name: 'asked a minute ago', given: { objects: [csr('2026-03-04T11:59:00Z', [])] } },
  ],
});
