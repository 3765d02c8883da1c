import type { MessagePattern } from '../../log-line.js';

/** TLS as clients and servers word it; the wording tells which side must be repaired. */
export const tlsMessages: readonly MessagePattern[] = [
  {
    id: 'mesh-plaintext-refused',
    anchor: 'NR filter_chain_not_found',
    pattern: / NR filter_chain_not_found /,
    severity: 'error',
    origin:
      'Envoy access log, response flag NR (no filter chain for a plain connection: mutual TLS is required)',
    samples: [
      '[2026-10-14T10:31:15.001Z] "- - -" 0 NR filter_chain_not_found - "-" 0 0 0 - "-" "-" "-" "-" "-" - - 10.42.0.6:8080 10.42.1.9:41000 - -',
    ],
  },
  {
    id: 'app-tls-expired',
    anchor: [
      'certificate has expired',
      'CERT_HAS_EXPIRED',
      'CertificateExpiredException',
      'is not yet valid',
      'certificate expired',
      'NotAfter: ',
    ],
    pattern:
      /certificate has expired(?: or is not yet valid(?:: current time (?<now>\S+) is (?<side>after|before) (?<limit>\S+))?)?|CERT_HAS_EXPIRED|CertificateExpired|not yet valid|certificate expired|NotAfter: /,
    severity: 'error',
    origin: 'Go crypto/x509; OpenSSL; JSSE',
    samples: [
      'Get "https://orders.shop:8443/": x509: certificate has expired or is not yet valid: current time 2026-07-01T19:22:41Z is after 2026-06-30T00:00:00Z',
    ],
    gives: {
      limit: '2026-06-30T00:00:00Z',
      side: 'after',
      host: 'orders.shop',
      port: '8443',
      reason: 'certificate-expired',
    },
  },
  {
    id: 'app-tls-unknown-ca',
    anchor: [
      'signed by unknown authority',
      'unable to get local issuer certificate',
      'self signed certificate',
      'self-signed certificate',
      'PKIX path building failed',
      'certificate verify failed',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'unknown ca',
      'unknown certificate authority',
      'unable to verify the first certificate',
      'RemoteCertificateChainErrors',
      'certificate is not trusted',
    ],
    pattern:
      /signed by unknown authority|local issuer certificate|(?<!insecure, )self[- ]signed certificate(?!s? (?:is|are|will))|PKIX path|certificate verify failed|UNABLE_TO_VERIFY|unknown ca\b|unknown certificate authority|verify the first certificate|RemoteCertificateChainErrors|certificate is not trusted/,
    severity: 'error',
    origin: 'Go crypto/x509; OpenSSL; JSSE; .NET',
    samples: [
      'Get "https://orders.shop:8443/": x509: certificate signed by unknown authority',
      'ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1006)',
    ],
    gives: { host: 'orders.shop', reason: 'unknown-ca' },
  },
  {
    id: 'app-tls-name-mismatch',
    anchor: [
      'certificate is valid for',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'contain any IP SANs',
      'No subject alternative',
      'doesn’t match',
      'match certificate',
      'Hostname mismatch',
      'is not valid for any names',
      'certificate is not valid for',
    ],
    pattern:
      /certificate is valid for (?<names>.{0,160}), not (?<wanted>[\w.*:-]+)|ALTNAME_INVALID|any IP SANs|No subject alternative|[Hh]ostname mismatch|match certificate|not valid for/,
    severity: 'error',
    origin: 'Go crypto/x509; Node.js tls; JSSE; OpenSSL',
    samples: [
      'Get "https://orders.shop/": x509: certificate is valid for web.shop, web.shop.svc, not orders.shop',
    ],
    gives: { names: 'web.shop, web.shop.svc', wanted: 'orders.shop' },
  },
  {
    id: 'app-tls-plaintext',
    anchor: [
      'server gave HTTP response to HTTPS client',
      'first record does not look like a TLS handshake',
      'wrong version number',
      'WRONG_VERSION_NUMBER',
      'client sent an HTTP request to an HTTPS server',
      'plain HTTP request was sent to HTTPS port',
      'Not an SSL/TLS record',
      'Unrecognized SSL message, plaintext connection',
      'packet length too long',
    ],
    severity: 'error',
    origin: 'Go net/http; OpenSSL; nginx; Netty',
    samples: ['Get "https://orders.shop:8080/": http: server gave HTTP response to HTTPS client'],
    gives: { host: 'orders.shop', port: '8080' },
  },
  {
    id: 'app-tls-handshake',
    anchor: [
      'remote error: tls: ',
      'TLS handshake error',
      'SSLHandshakeException',
      'handshake failure',
      'handshake failed',
      'bad certificate',
      'SSL_ERROR_',
      'SSL routines',
      'tls: failed to verify',
      'peer did not return a certificate',
      'client didn',
    ],
    pattern:
      /remote error: tls: |TLS handshake error from (?<from>[\d.]+:\d+): (?!EOF|remote error)(?<problem2>.{0,120})|SSLHandshakeException|handshake fail(?:ure|ed)|bad certificate|SSL_ERROR_|SSL routines|failed to verify|peer did not return a certificate|client didn't provide a certificate/,
    finds: [/remote error: (?<problem>tls: [\w ]+)/],
    severity: 'error',
    origin: 'Go crypto/tls; OpenSSL; JSSE',
    samples: [
      '2026/07/01 19:22:41 http: TLS handshake error from 10.244.0.1:41230: remote error: tls: bad certificate',
    ],
    gives: { problem: 'tls: bad certificate' },
  },
];
