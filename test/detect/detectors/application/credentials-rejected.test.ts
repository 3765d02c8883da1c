import { credentialsRejected } from '../../../../src/detect/detectors/application/credentials-rejected.js';
import { testDetector } from '../../../support/detector-tester.js';

const pod = (name: string, podIP: string) => ({
  kind: 'Pod',
  metadata: { namespace: 'shop', name, creationTimestamp: '2026-03-04T09:00:00Z' },
  spec: { nodeName: 'node-a', containers: [{ name: 'main' }] },
  status: { podIP, hostIP: '10.0.0.5' },
});
const said = (speaker: string, text: string, from: string) => ({
  id: 'app-credentials-rejected',
  text,
  at: '10:05:00',
  until: '10:06:00',
  count: 5,
  pod: `Pod/shop/${speaker}`,
  container: speaker.startsWith('mysql') ? 'mysql' : 'main',
  fields: { user: 'orders', from, reason: 'credentials' },
});
const OWN = "Access denied for user 'orders'@'10.244.1.7' (using password: YES)";

testDetector(credentialsRejected, {
  fires: [
    {
      name: 'the client tells it',
      given: {
        objects: [pod('orders-0', '10.244.1.7')],
        messages: [said('orders-0', `java.sql.SQLException: ${OWN}`, '10.244.1.7')],
      },
      expect: [
        {
          type: 'mysql-credentials-rejected',
          entity: 'Pod/shop/orders-0',
          onset: '10:05:00',
          severity: 3,
          attrs: { user: 'orders' },
        },
      ],
    },
    {
      name: 'the database tells it of an address: its pod is the client',
      given: {
        objects: [pod('orders-0', '10.244.1.7'), pod('mysql-0', '10.244.1.9')],
        messages: [said('mysql-0', OWN, '10.244.1.7')],
      },
      expect: [{ type: 'mysql-credentials-rejected', entity: 'Pod/shop/orders-0' }],
    },
  ],
  silent: [
    {
      name: 'a database whose health check has no password',
      given: {
        objects: [pod('mysql-0', '10.244.1.9')],
        messages: [said('mysql-0', "Access denied for user 'root'@'::1' (using password: NO)", '::1')],
      },
    },
    {
      name: 'an address that another pod had then',
      given: {
        objects: [
          {
            ...pod('orders-0', '10.244.1.7'),
            metadata: { namespace: 'shop', name: 'orders-0', creationTimestamp: '2026-03-04T11:00:00Z' },
          },
          pod('mysql-0', '10.244.1.9'),
        ],
        messages: [said('mysql-0', OWN, '10.244.1.7')],
      },
    },
  ],
});
