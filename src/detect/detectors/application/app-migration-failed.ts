import { appSays } from '../../app-said.js';

/** A migration of an application’s database failed at start. */
export const appMigrationFailed = appSays({
  id: 'app-migration-failed',
  what: 'The schema could not be brought to the version that the application needs; it usually exits.',
  lookAlikes: 'Two replicas that migrate at once wait for a lock.',
  sources: ['flyway, liquibase, alembic, goose'],
  type: {
    id: 'app-migration-failed',
    nature: 'fault',
    title: 'Database migration failed',
    selfExplaining: true,
  },
  says: ['app-migration-failed'],
  words: 'failed to migrate its database',
  calls: false,
});
