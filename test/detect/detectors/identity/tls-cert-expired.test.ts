import { tlsCertExpired } from '../../../../src/detect/detectors/identity/tls-cert-expired.js';
import { testDetector } from '../../../support/detector-tester.js';

const said = (id: string, text: string) => ({
  id,
  text,
  at: '10:05:00',
  until: '10:09:00',
  count: 7,
  pod: 'Pod/shop/web-0',
  container: 'web',
  fields: { host: 'orders.example.com', port: '8443', reason: 'certificate-expired' },
});

testDetector(tlsCertExpired, {
  fires: [
    {
      name: 'a server shows an old certificate',
      given: {
        messages: [
          said(
            'app-tls-expired',
            'Get "https://orders.example.com:8443/": tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-03-04T10:05:00Z is after 2026-02-28T00:00:00Z',
          ),
        ],
      },
      expect: [
        { type: 'tls-cert-expired', entity: 'External/orders.example.com', onset: '10:05:00', severity: 3 },
      ],
    },
  ],
  silent: [
    {
      name: 'a port check by a load balancer',
      given: { messages: [said('app-tls-handshake', 'http: TLS handshake error from 10.0.0.7:51234: EOF')] },
    },
  ],
});
