import { appSays } from '../../app-said.js';

/** An application waits for a free connection of its own pool. */
export const appPoolExhausted = appSays({
  id: 'app-pool-exhausted',
  what: 'All pooled connections are in use: the callee became slow, connections leak, or load rose.',
  lookAlikes: 'A pool that cannot open its first connection is a dependency that refuses.',
  sources: ['HikariCP, database/sql, SQLAlchemy pool messages'],
  type: { id: 'app-pool-exhausted', nature: 'symptom', title: 'Connection pool exhausted' },
  says: ['app-pool-exhausted'],
  words: 'has no free connection in its pool',
  calls: false,
  least: 2,
});
