import { kineSlowSql } from '../../../../src/detect/detectors/control-plane/kine-slow-sql.js';
import { testDetector } from '../../../support/detector-tester.js';

const slow = (at: string, took: string) => ({
  id: 'kine-slow-sql',
  text: `Slow SQL (started: now) (total time: ${took}): INSERT INTO kine(name) values(?)`,
  at,
  node: 'edge-1',
  program: 'k3s',
  fields: { took },
});

testDetector(kineSlowSql, {
  fires: [
    {
      name: 'statements that take up to half a minute',
      given: { messages: Array.from({ length: 6 }, (_, i) => slow(`10:0${i}:00`, `${4 + i * 5}.2s`)) },
      expect: [
        {
          type: 'kine-slow-sql',
          entity: 'NodeService/edge-1/k3s',
          onset: '10:00:00',
          severity: 3,
          says: ['29 s'],
        },
      ],
    },
  ],
  silent: [
    {
      name: 'one slow statement while the table is compacted',
      given: { messages: [slow('10:00:00', '2.1s')] },
    },
    {
      name: 'statements of less than a second',
      given: { messages: Array.from({ length: 6 }, (_, i) => slow(`10:0${i}:00`, '620ms')) },
    },
  ],
});
