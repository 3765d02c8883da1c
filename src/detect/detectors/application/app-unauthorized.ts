import { appSays } from '../../app-said.js';

/** A dependency refuses an application for want of rights. */
export const appUnauthorized = appSays({
  id: 'app-unauthorized',
  what: '401 or 403 from the callee: a token or key is missing, expired or lacks the right.',
  lookAlikes: 'Users that mistype passwords give the same lines at a login service.',
  sources: ['HTTP 401, 403'],
  type: { id: 'app-unauthorized', nature: 'symptom', title: 'Dependency refuses the caller’s rights' },
  says: ['app-unauthorized', 'app-forbidden'],
  words: 'is refused its request by',
  calls: true,
  least: 5,
  severity: 1,
});
