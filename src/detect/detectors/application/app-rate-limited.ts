import { appSays } from '../../app-said.js';

/** A dependency answers 429. */
export const appRateLimited = appSays({
  id: 'app-rate-limited',
  what: 'The callee accepts fewer requests than the application sends.',
  lookAlikes: 'Clients of the API server have their own limit and message.',
  sources: ['HTTP 429', 'cloud and Google APIs: rateLimitExceeded, ThrottlingException'],
  type: { id: 'app-rate-limited', nature: 'symptom', title: 'Dependency limits the caller’s rate' },
  says: ['app-rate-limited', 'cloud-throttled'],
  words: 'is rate limited by',
  calls: true,
  least: 5,
  severity: 1,
});
