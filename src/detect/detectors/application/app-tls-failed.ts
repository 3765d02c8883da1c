import { appSays } from '../../app-said.js';

/** A TLS connection of an application cannot be set up. */
export const appTlsFailed = appSays({
  id: 'app-tls-failed',
  what: 'One side speaks plain text, or they agree on no certificate or version.',
  lookAlikes: '"TLS handshake error ... EOF" is a port check by a load balancer.',
  sources: ['Go crypto/tls, OpenSSL'],
  type: { id: 'app-tls-failed', nature: 'fault', title: 'TLS with a dependency fails' },
  says: ['app-tls-plaintext', 'app-tls-handshake'],
  words: 'fails to set up TLS with',
  calls: true,
  least: 3,
});
