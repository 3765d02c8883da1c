import { appSays } from '../../app-said.js';

/** An authentication proxy ends at its start because its identity provider does not answer. */
export const authProxyDown = appSays({
  id: 'auth-proxy-down',
  what: 'oauth2-proxy discovers the provider when it starts and exits if that fails: everything behind it is closed.',
  lookAlikes: 'The proxy is healthy code; its dependency is down.',
  sources: ['oauth2-proxy main.go'],
  type: { id: 'auth-proxy-down', nature: 'symptom', title: 'Authentication proxy cannot start' },
  says: ['auth-proxy-down'],
  words: 'cannot start without its identity provider',
  calls: true,
});
