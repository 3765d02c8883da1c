import { keyOf, type Condition } from '../../model/index.js';
import { grantsTo, speakerOf, type Case } from '../../world/index.js';
import type { CausalRule } from '../rule.js';

/** Certificates, tokens, permissions. */
export const identityRules: readonly CausalRule[] = [
  {
    id: 'refused-by-identity',
    effect: [
      'app-unauthorized',
      'crashloop',
      'container-exit-error',
      'readiness-failing',
      'app-tls-failed',
      'coredns-api-unreachable',
      'image-pull-failed',
    ],
    cause: ['rbac-forbidden', 'sa-token-invalid', 'unknown-ca', 'tls-cert-expired', 'cni-token-unauthorized'],
    mechanism: 'whom it talks to does not accept who it says it is, or it does not accept them',
    paths: ['self', 'family', 'family mounts', 'named', 'family needs'],
    lag: { min: -30, max: Infinity, source: 'every handshake or request is refused from then on' },
    strength: 0.8,
  },
  {
    id: 'tokens-refused-by-api-server',
    effect: ['sa-token-invalid'],
    cause: ['sa-token-invalid'],
    mechanism:
      'the API server accepts none of the tokens that were signed with a key it does not have (any more)',
    paths: ['anywhere'],
    lag: { min: -60, max: Infinity, source: 'every request is checked; clients tell when they ask next' },
    strength: 0.8,
    when: (c, effect, cause) =>
      (cause.entity.kind === 'Component' && effect.entity.kind !== 'Component' && refusesAll(c, cause)) ||
      'the API server refuses this one client, not all of them',
  },
  {
    id: 'handshakes-fail-without-issuer',
    effect: ['app-tls-failed', 'unknown-ca'],
    cause: ['tls-cert-expired', 'cert-issuance-failed'],
    mechanism: 'the certificates that the mesh gives its proxies rest on one that has ended',
    paths: ['anywhere'],
    lag: { min: -60, max: 86400, source: 'proxies renew within a day, and check at every handshake' },
    strength: 0.65,
    when: (_c, _effect, cause) =>
      /identity|istiod|citadel|issuer|trust|(?:^|-)ca(?:-|$)|spire/.test(cause.entity.name) ||
      'it is the certificate of something else',
  },
  {
    id: 'errors-from-handshakes',
    effect: ['app-upstream-5xx', 'surface-outage', 'surface-degraded', 'ingress-upstream-reset'],
    cause: ['app-tls-failed'],
    mechanism: 'the proxy answers for a callee that it cannot agree on TLS with',
    paths: ['family', 'named selects family', 'routes-to selects family', 'selects family'],
    lag: { min: -30, max: 300, source: 'each request that needs a new connection fails' },
    strength: 0.65,
  },
  {
    id: 'webhook-cannot-be-called',
    effect: ['webhook-fail-closed', 'webhook-timeout', 'webhook-backend-down'],
    cause: [
      'webhook-cert-invalid',
      'webhook-misconfigured',
      'tls-cert-expired',
      'unknown-ca',
      'webhook-timeout',
      'networkpolicy-block',
      'service-target-port-mismatch',
      'service-selector-mismatch',
    ],
    mechanism: 'the API server cannot call the webhook as it is configured',
    paths: ['self', 'calls', 'named'],
    lag: { min: -60, max: Infinity, source: 'each matching request asks; timeoutSeconds 10 by default' },
    strength: 0.95,
    when: (_c, effect, cause) => effect.type !== cause.type,
  },
  {
    id: 'certificate-not-renewed',
    effect: [
      'tls-cert-expired',
      'webhook-cert-invalid',
      'kubelet-cert-expired',
      'ingress-tls-secret-missing',
    ],
    cause: ['cert-issuance-failed'],
    mechanism: 'no new certificate was issued before the old one ended',
    paths: ['self', 'named', 'in-namespace ~in-namespace'],
    lag: { min: -60, max: Infinity, source: 'the old certificate ends at its notAfter' },
    strength: 0.8,
  },
  {
    id: 'kubelet-certificate-not-renewed',
    effect: ['kubelet-cert-expired', 'kubelet-unauthorized'],
    cause: ['csr-pending'],
    mechanism: 'the kubelet asked for a new certificate and nobody approved it before the old one ended',
    paths: ['anywhere'],
    lag: { min: 0, max: Infinity, source: 'rotation begins at 70 to 90 % of the life of a certificate' },
    strength: 0.8,
    when: (_c, effect, cause) =>
      (cause.attrs['signer'] === 'kubernetes.io/kube-apiserver-client-kubelet' &&
        cause.names.some((r) => r.kind === 'Node' && r.name === effect.entity.name)) ||
      'it is the request of another client',
  },
  {
    id: 'identity-from-clock',
    effect: [
      'etcd-clock-drift',
      'sa-token-invalid',
      'cni-token-unauthorized',
      'tls-cert-expired',
      'app-unauthorized',
    ],
    cause: ['host-clock-unsync', 'host-clock-changed'],
    mechanism: 'a wrong clock puts tokens and certificates outside their time',
    paths: [
      'self',
      'part-of',
      '~part-of',
      'runs-on',
      'family runs-on',
      'named',
      'named selects runs-on',
      'family needs selects runs-on',
    ],
    lag: { min: -60, max: 3600, source: 'checked at every use' },
    strength: 0.65,
  },
  {
    id: 'permission-missing-since-change',
    effect: ['rbac-forbidden'],
    cause: ['rbac-changed'],
    mechanism: 'the change took the permission away; it is missed when it is needed next',
    paths: ['anywhere'],
    lag: {
      min: 0,
      max: 86400,
      source: 'authorisation follows at once, and is asked for at the next request of its kind',
    },
    strength: 0.8,
    standing: false,
    when: (c, effect, cause) =>
      grantsTo(c, cause.entity, String(effect.attrs['user'] ?? '')) || 'it grants nothing to this client',
  },
  {
    id: 'permission-lost-by-change',
    effect: ['rbac-forbidden', 'app-unauthorized', 'credentials-rejected'],
    cause: ['rbac-changed', 'secret-changed'],
    mechanism: 'the change took the permission or the credential away',
    paths: ['named', 'self', 'family mounts', 'in-namespace ~in-namespace'],
    lag: { min: 0, max: 3600, source: 'authorisation follows at once, tokens within an hour' },
    strength: 0.65,
    standing: false,
  },
];

/** True where clients of several workloads are refused and the API server does not say that a token had its time. */
function refusesAll(c: Case, server: Condition): boolean {
  if (server.evidence.some((e) => /has expired|been invalidated/.test(e.excerpt))) return false;
  const clients = c
    .messagesOf('client-unauthorized')
    .map((m) => speakerOf(c, m.origin))
    .filter((r) => r !== undefined);
  return new Set(clients.map((r) => keyOf(r))).size > 1;
}
