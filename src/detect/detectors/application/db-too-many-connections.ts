import { storeRefuses } from '../../store-refuses.js';

/** The database has no slot left for another client. It is the database that is to be repaired. */
export const dbTooManyConnections = storeRefuses({
  id: 'db-too-many-connections',
  what:
    'A database refuses connections because its limit is reached: set too low, or eaten up by clients that do ' +
    'not give connections back. All its clients fail alike, also those that did nothing wrong.',
  lookAlikes:
    'A pool that is exhausted inside one client is that client’s. Wrong credentials are refused too.',
  sources: ['MySQL 1040 Too many connections', 'PostgreSQL 53300 too many clients already'],
  title: 'Database refuses clients: too many connections',
  words: 'refuses clients because its connection limit is reached',
});
