import type { MessagePattern } from '../../log-line.js';

/** cert-manager and the API's certificate controllers. */
export const certificateMessages: readonly MessagePattern[] = [
  {
    id: 'cert-issuance-failed',
    anchor: [
      'certificate request has been denied',
      'Failed to determine issuer',
      'propagation check failed',
      'certificate issuance',
      'acme: authorization error',
      'Failed to create Order',
      'has failed and is now considered',
      'error waiting for authorization',
    ],
    pattern:
      /propagation check failed(?:[^]*?(?:http:\/\/(?<domain>[\w.-]+)))?|request has been denied|Failed to determine issuer|authorization error(?: for (?<domain2>[\w.-]+))?|Failed to create Order|error waiting for authorization|certificate issuance/,
    finds: [/dnsName[=": \\]+(?<domain>[\w.-]+)/],
    severity: 'error',
    origin: 'cert-manager pkg/controller',
    samples: [
      'E0701 19:22:41.123456       1 sync.go:190] cert-manager/challenges "msg"="propagation check failed" "error"="failed to perform self check GET request \'http://shop.example/.well-known/acme-challenge/x\': dial tcp 10.0.0.9:80: i/o timeout" "dnsName"="shop.example"',
    ],
    gives: { domain: 'shop.example', reason: 'timeout' },
  },
  {
    id: 'csr-pending',
    anchor: ['certificate signing request is not approved', 'waiting for certificate signing request'],
    severity: 'warning',
    origin: 'client-go util/certificate',
    samples: [
      'I0701 19:22:41.123456     876 csr.go:261] waiting for certificate signing request csr-7x to be approved',
    ],
  },
  {
    id: 'ca-bundle-missing',
    anchor: 'missing content for CA bundle',
    pattern: /missing content for CA bundle \\*"(?<bundle>[^"\\]+)/,
    severity: 'info',
    origin: 'apiserver pkg/server/dynamiccertificates/configmap_cafile_content.go',
    samples: [
      'E1120 23:07:52.000001   32091 configmap_cafile_content.go:246] key failed with : missing content for CA bundle "client-ca::kube-system::extension-apiserver-authentication::requestheader-client-ca-file"',
    ],
  },
];
