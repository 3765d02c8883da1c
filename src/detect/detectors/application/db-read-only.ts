import { storeRefuses } from '../../store-refuses.js';

/** Writes are refused because the database is a replica or was set read-only. */
export const dbReadOnly = storeRefuses({
  id: 'db-read-only',
  what: 'A database takes no writes: a failover moved the primary, its disk is full, or it was set read-only. All that write fail alike.',
  lookAlikes:
    'A client that is meant for a replica asks for writes by mistake: then only that one complains.',
  sources: ['MySQL 1290, PostgreSQL 25006, Redis READONLY'],
  title: 'Database is read-only',
  words: 'takes no writes',
  least: 2,
  orSpeaker: true,
});
