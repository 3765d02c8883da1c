import { appSays, fieldOf } from '../../app-said.js';

/** An application gets 5xx answers from what it calls. */
export const appUpstream5xx = appSays({
  id: 'app-upstream-5xx',
  what: 'The callee was reached and failed: its own trouble, or trouble further down, is passed on with the request.',
  lookAlikes: '4xx answers are the caller’s fault; a refused connection never reached the callee.',
  sources: ['HTTP 5xx, gRPC UNAVAILABLE and INTERNAL as client libraries print them'],
  type: { id: 'app-upstream-5xx', nature: 'symptom', title: 'Dependency answers with errors' },
  says: ['app-upstream-5xx', 'app-unimplemented'],
  words: 'got server errors from',
  calls: true,
  least: 3,
  attrs: (s) => ({ host: fieldOf(s, 'host'), path: fieldOf(s, 'path') }),
});
