import { certificateState } from '../../../../src/detect/detectors/identity/certificate-state.js';
import { testDetector } from '../../../support/detector-tester.js';
import { object, type Fields } from '../../../support/objects.js';

const certificate = (status: Fields, created = '2026-03-01T08:00:00Z') =>
  object('Certificate', 'shop/web', {
    apiVersion: 'cert-manager.io/v1',
    metadata: { creationTimestamp: created },
    spec: { secretName: 'web-tls' },
    status,
  });
const condition = (type: string, status: string, reason: string, message = '') => ({
  type,
  status,
  reason,
  message,
  lastTransitionTime: '2026-03-04T11:00:00Z',
});
const refused = condition('Issuing', 'False', 'Failed', 'order is in "invalid" state');

testDetector(certificateState, {
  fires: [
    {
      name: 'past its time, since its renewal was refused',
      given: {
        objects: [
          certificate({
            notAfter: '2026-03-04T11:10:00Z',
            conditions: [condition('Ready', 'False', 'Expired'), refused],
          }),
        ],
      },
      expect: [
        {
          type: 'tls-cert-expired',
          entity: 'Certificate/shop/web',
          onset: '11:10:00',
          open: true,
          names: ['Secret/shop/web-tls'],
          says: ['invalid'],
        },
      ],
    },
    {
      name: 'never issued',
      given: {
        objects: [certificate({ conditions: [condition('Ready', 'False', 'DoesNotExist'), refused] })],
      },
      expect: [{ type: 'cert-issuance-failed', entity: 'Certificate/shop/web', onset: '11:00:00' }],
    },
  ],
  silent: [
    {
      name: 'ready',
      given: {
        objects: [
          certificate({
            notAfter: '2026-05-04T11:10:00Z',
            conditions: [condition('Ready', 'True', 'Ready')],
          }),
        ],
      },
    },
    {
      name: 'just ordered',
      given: {
        objects: [
          certificate({ conditions: [condition('Ready', 'False', 'DoesNotExist')] }, '2026-03-04T11:56:00Z'),
        ],
      },
    },
    {
      name: 'a renewal that failed once, long before the end',
      given: {
        objects: [
          certificate({
            notAfter: '2026-05-04T11:10:00Z',
            conditions: [condition('Ready', 'True', 'Ready'), refused],
          }),
        ],
      },
    },
  ],
});
