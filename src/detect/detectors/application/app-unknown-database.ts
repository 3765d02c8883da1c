import { appSays, fieldOf } from '../../app-said.js';

/** An application asks its database for a schema that is not there. */
export const appUnknownDatabase = appSays({
  id: 'app-unknown-database',
  what: 'The configured database name is wrong, or a migration has not run.',
  lookAlikes: 'During an ordered migration it passes within seconds.',
  sources: ['MySQL 1049, 1146; PostgreSQL 3D000, 42P01'],
  type: {
    id: 'app-unknown-database',
    nature: 'fault',
    title: 'Database or table does not exist',
    selfExplaining: true,
  },
  says: ['app-unknown-database', 'app-schema-missing'],
  words: 'asks for a database or table that does not exist',
  calls: false,
  particulars: (s) =>
    [fieldOf(s, 'database'), fieldOf(s, 'table')]
      .filter((x) => x !== '')
      .slice(0, 1)
      .map((x) => `(${x})`)
      .join(''),
});
