import { appSays } from '../../app-said.js';

/** Statements wait for a lock that another transaction holds on and on. */
export const dbLockWait = appSays({
  id: 'db-lock-wait',
  what: 'A transaction holds a lock for long and others wait for it: a change of the schema behind a long report, or requests behind the change.',
  lookAlikes: 'A deadlock is ended by the database itself within a second.',
  sources: ['PostgreSQL log_lock_waits'],
  type: { id: 'db-lock-wait', nature: 'fault', title: 'Statements wait for a lock' },
  says: ['db-lock-wait'],
  words: 'tells of statements that wait for a lock',
  calls: false,
  least: 2,
});
