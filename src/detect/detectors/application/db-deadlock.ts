import { appSays } from '../../app-said.js';

/** Transactions of an application block each other. */
export const dbDeadlock = appSays({
  id: 'db-deadlock',
  what: 'The database ended one of two transactions that waited for each other.',
  lookAlikes: 'A few are ordinary under concurrency and are retried.',
  sources: ['MySQL 1213, PostgreSQL 40P01'],
  type: { id: 'db-deadlock', nature: 'symptom', title: 'Database deadlock' },
  says: ['db-deadlock'],
  words: 'met deadlocks in its database',
  calls: false,
  least: 10,
  severity: 1,
});
