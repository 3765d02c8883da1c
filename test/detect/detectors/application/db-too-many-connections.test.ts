import { dbTooManyConnections } from '../../../../src/detect/detectors/application/db-too-many-connections.js';
import { testDetector } from '../../../support/detector-tester.js';

const said = (id: string, pod: string, fields: Readonly<Record<string, string>> = {}) => ({
  id,
  text: 'java.sql.SQLNonTransientConnectionException: Data source rejected establishment of connection, message from server: "Too many connections"',
  at: '10:05:00',
  until: '10:06:00',
  count: 3,
  pod: `Pod/shop/${pod}`,
  container: 'main',
  fields,
});
const service = {
  kind: 'Service',
  metadata: { namespace: 'shop', name: 'orders-db' },
  spec: { clusterIP: '10.96.1.1', selector: { app: 'db' }, ports: [{ port: 3306 }] },
};
const database = {
  kind: 'StatefulSet',
  metadata: { namespace: 'shop', name: 'db' },
  spec: { template: { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'mysql' }] } } },
};

testDetector(dbTooManyConnections, {
  fires: [
    {
      name: 'two clients point at one database',
      given: {
        objects: [service, database],
        messages: [
          said('db-too-many-connections', 'orders-0', { host: 'orders-db' }),
          said('db-too-many-connections', 'users-0', { host: 'orders-db' }),
        ],
      },
      expect: [
        {
          type: 'db-too-many-connections',
          entity: 'StatefulSet/shop/db',
          onset: '10:05:00',
          open: false,
          severity: 3,
          attrs: { clients: 2 },
          names: ['Pod/shop/orders-0', 'Pod/shop/users-0'],
        },
      ],
    },
    {
      name: 'the database tells it of itself',
      given: { messages: [said('db-too-many-connections', 'orders-mysql-0')] },
      expect: [{ type: 'db-too-many-connections', entity: 'Pod/shop/orders-mysql-0' }],
    },
  ],
  silent: [
    {
      name: 'a pool that is exhausted inside one client',
      given: {
        objects: [service, database],
        messages: [said('app-pool-exhausted', 'orders-0', { host: 'orders-db' })],
      },
    },
    { name: 'nobody knows which database', given: { messages: [said('db-too-many-connections', 'web-0')] } },
  ],
});
