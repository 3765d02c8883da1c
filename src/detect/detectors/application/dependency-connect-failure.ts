import { appSays, fieldOf } from '../../app-said.js';

/** Connections of an application are reset or find no route. */
export const dependencyConnectFailure = appSays({
  id: 'dependency-connect-failure',
  what: 'The callee went away while connections were open, or the node has no route to it.',
  lookAlikes: 'Resets while the callee is rolled out are ordinary; idle connections are reset by proxies.',
  sources: ['errno(3) ECONNRESET, EHOSTUNREACH'],
  type: { id: 'dependency-connect-failure', nature: 'symptom', title: 'Connections to a dependency break' },
  says: ['app-dependency-unreachable', 'app-dependency-reset'],
  words: 'lost or could not open connections to',
  calls: true,
  least: 3,
  attrs: (s) => ({ host: fieldOf(s, 'host'), port: fieldOf(s, 'port') }),
});
