import { appSays } from '../../app-said.js';

/** Writes are refused because the database is a replica or was set read-only. */
export const dbReadOnly = appSays({
  id: 'db-read-only',
  what: 'A failover moved the primary, or the disk of the primary is full.',
  lookAlikes: 'A client that is meant for a replica asks for writes by mistake.',
  sources: ['MySQL 1290, PostgreSQL 25006, Redis READONLY'],
  type: { id: 'db-read-only', nature: 'symptom', title: 'Database is read-only' },
  says: ['db-read-only'],
  words: 'meets a database that takes no writes',
  calls: true,
  least: 2,
});
