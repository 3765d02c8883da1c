import { appSays, fieldOf } from '../../app-said.js';

/** An application cannot resolve the name of what it calls. */
export const appDependencyUnresolved = appSays({
  id: 'app-dependency-unresolved',
  what: 'The name does not exist (a typo, a Service that is gone) or no resolver knows it.',
  lookAlikes: 'A resolver that does not answer at all is another failure (dns-server-timeout).',
  sources: ['getaddrinfo EAI_NONAME, Go net.DNSError, UnknownHostException'],
  type: {
    id: 'app-dependency-unresolved',
    nature: 'symptom',
    title: 'Name of a dependency does not resolve',
  },
  says: ['app-dependency-unresolved', 'nginx-upstream-unresolved'],
  words: 'could not resolve the name of',
  calls: true,
  least: 2,
  attrs: (s) => ({ host: fieldOf(s, 'host') }),
});
