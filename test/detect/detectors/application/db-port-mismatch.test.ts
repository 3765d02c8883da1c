import { dbPortMismatch } from '../../../../src/detect/detectors/application/db-port-mismatch.js';
import { testDetector } from '../../../support/detector-tester.js';

const service = (clusterIP: string) => ({
  kind: 'Service',
  metadata: { namespace: 'shop', name: 'orders-mysql' },
  spec: { clusterIP, selector: { app: 'mysql' }, ports: [{ port: 3306 }] },
});
const secret = (port: string) => ({
  kind: 'Secret',
  metadata: { namespace: 'shop', name: 'orders-db' },
  data: {
    ORDERS_MYSQL_HOST: Buffer.from('orders-mysql').toString('base64'),
    ORDERS_MYSQL_PORT: Buffer.from(port).toString('base64'),
    ORDERS_MYSQL_PASSWORD: Buffer.from('hunter2').toString('base64'),
  },
});
const orders = {
  kind: 'Deployment',
  metadata: { namespace: 'shop', name: 'orders' },
  spec: {
    template: {
      metadata: { labels: { app: 'orders' } },
      spec: { containers: [{ name: 'orders', envFrom: [{ secretRef: { name: 'orders-db' } }] }] },
    },
  },
};
const mysql = (containerPort: number) => ({
  kind: 'StatefulSet',
  metadata: { namespace: 'shop', name: 'mysql' },
  spec: {
    template: {
      metadata: { labels: { app: 'mysql' } },
      spec: { containers: [{ name: 'mysql', ports: [{ containerPort }] }] },
    },
  },
});
const cache = (url: string) => ({
  kind: 'Deployment',
  metadata: { namespace: 'shop', name: 'cart' },
  spec: {
    template: {
      metadata: { labels: { app: 'cart' } },
      spec: { containers: [{ name: 'cart', env: [{ name: 'REDIS_ADDR', value: url }] }] },
    },
  },
});
const redis = {
  kind: 'Service',
  metadata: { namespace: 'shop', name: 'redis-cart' },
  spec: { clusterIP: '10.96.1.2', selector: { app: 'redis' }, ports: [{ port: 6379 }] },
};

testDetector(dbPortMismatch, {
  fires: [
    {
      name: 'a Secret holds a port that the Service does not have',
      given: { objects: [service('10.96.1.1'), secret('34007'), orders] },
      expect: [
        {
          type: 'mysql-port-mismatch',
          entity: 'Deployment/shop/orders',
          attrs: { port: 34007, variable: 'ORDERS_MYSQL_PORT' },
          names: ['Service/shop/orders-mysql', 'Secret/shop/orders-db'],
          says: ['34007', '3306'],
        },
      ],
    },
    {
      name: 'an address in one variable',
      given: { objects: [redis, cache('redis-cart:6380')] },
      expect: [{ type: 'db-port-mismatch', entity: 'Deployment/shop/cart', attrs: { port: 6380 } }],
    },
  ],
  silent: [
    {
      name: 'the right port',
      given: { objects: [service('10.96.1.1'), secret('3306'), orders, redis, cache('redis-cart:6379')] },
    },
    {
      name: 'a headless Service, and the pods listen there',
      given: { objects: [service('None'), secret('33060'), orders, mysql(33060)] },
    },
  ],
});
