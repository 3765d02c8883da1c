import { appSays } from '../../app-said.js';

/** An application fails on requests and goes on running. */
export const appRequestError = appSays({
  id: 'app-request-error',
  what: 'The process runs, passes its probes, and answers requests with errors of its own: its code or the data and settings it works with do not fit.',
  lookAlikes: 'A dependency that fails is told by name, and the error is then passed on.',
  sources: ['Django, Flask, Tomcat, Rails, Go net/http, ASP.NET Core'],
  type: { id: 'app-request-error', nature: 'symptom', title: 'Application fails on requests' },
  says: ['app-request-error'],
  words: 'answered requests with errors of its own',
  calls: false,
  least: 3,
});
