import { dbLockWait } from '../../../../src/detect/detectors/application/db-lock-wait.js';
import { testDetector } from '../../../support/detector-tester.js';

const said = (id: string, text: string, count: number) => ({
  messages: [
    {
      id,
      text,
      at: '10:05:00',
      until: '10:09:00',
      count,
      pod: 'Pod/data/pg-0',
      container: 'postgres',
      node: 'node-a',
    },
  ],
});
const wait =
  'LOG:  process 4471 still waiting for AccessExclusiveLock on relation 16412 of database 16384 after 1000.217 ms';

testDetector(dbLockWait, {
  fires: [
    {
      name: 'a statement that waits on and on',
      given: said('db-lock-wait', wait, 6),
      expect: [{ type: 'db-lock-wait', entity: 'Pod/data/pg-0', onset: '10:05:00', attrs: { count: 6 } }],
    },
  ],
  silent: [
    { name: 'one wait', given: said('db-lock-wait', wait, 1) },
    {
      name: 'a deadlock, which the database ends itself',
      given: said('db-deadlock', 'ERROR:  deadlock detected', 30),
    },
  ],
});
