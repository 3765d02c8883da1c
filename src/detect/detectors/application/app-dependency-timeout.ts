import { appSays, fieldOf } from '../../app-said.js';

/** An application’s calls to a dependency time out. */
export const appDependencyTimeout = appSays({
  id: 'app-dependency-timeout',
  what: 'Packets are dropped on the way, or the callee is too slow: the caller gives up after its own limit.',
  lookAlikes:
    '"context canceled" is the caller’s own caller that gave up. One time-out under load is a blip.',
  sources: ['errno(3) ETIMEDOUT, context.DeadlineExceeded, gRPC DEADLINE_EXCEEDED'],
  type: { id: 'app-dependency-timeout', nature: 'symptom', title: 'Dependency does not answer in time' },
  says: ['app-dependency-timeout'],
  words: 'got no timely answer from',
  calls: true,
  least: 2,
  attrs: (s) => ({ host: fieldOf(s, 'host'), port: fieldOf(s, 'port') }),
});
