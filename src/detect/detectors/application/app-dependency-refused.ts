import { appSays, fieldOf } from '../../app-said.js';

/** An application’s connections to a dependency are refused. */
export const appDependencyRefused = appSays({
  id: 'app-dependency-refused',
  what: 'Nothing listens where the application connects to: the callee has no ready pod, listens on another port, or the address is wrong.',
  lookAlikes:
    'Refused means that the host was reached; a broken network times out. In the first minute of a start it is ordinary.',
  sources: ['errno(3) ECONNREFUSED as client libraries print it'],
  type: { id: 'app-dependency-refused', nature: 'symptom', title: 'Dependency refuses connections' },
  says: ['app-dependency-refused', 'app-dependency-no-instance', 'kafka-unavailable'],
  words: 'was refused by',
  calls: true,
  least: 2,
  attrs: (s) => ({ host: fieldOf(s, 'host'), port: fieldOf(s, 'port') }),
});
