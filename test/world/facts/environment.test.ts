import { describe, expect, it } from 'vitest';
import { configuredAddresses, variables } from '../../../src/world/index.js';
import { caseOf } from '../../support/case-builder.js';

const objects = [
  {
    kind: 'Service',
    metadata: { namespace: 'shop', name: 'orders-db' },
    spec: { clusterIP: '10.96.3.4', ports: [{ port: 5432 }] },
  },
  { kind: 'ConfigMap', metadata: { namespace: 'shop', name: 'common' }, data: { LEVEL: 'info' } },
  {
    kind: 'Secret',
    metadata: { namespace: 'shop', name: 'db' },
    data: {
      host: Buffer.from('orders-db\n').toString('base64'),
      password: Buffer.from('hunter2').toString('base64'),
    },
  },
  {
    kind: 'Deployment',
    metadata: { namespace: 'shop', name: 'orders' },
    spec: {
      template: {
        metadata: { labels: { app: 'orders' } },
        spec: {
          containers: [
            {
              name: 'orders',
              envFrom: [{ configMapRef: { name: 'common' }, prefix: 'LOG_' }],
              env: [
                { name: 'DB_HOST', valueFrom: { secretKeyRef: { name: 'db', key: 'host' } } },
                { name: 'DB_PORT', value: '5433' },
                { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
                { name: 'MISSING', valueFrom: { secretKeyRef: { name: 'gone', key: 'x' } } },
              ],
            },
          ],
        },
      },
    },
  },
];

describe('variables of containers', () => {
  const { c } = caseOf({ objects });

  it('resolves literals, ConfigMaps with prefix and Secrets', () => {
    const found = Object.fromEntries(variables(c).map((v) => [v.name, v.value]));
    expect(found).toEqual({
      LOG_LEVEL: 'info',
      DB_HOST: 'orders-db',
      DB_PORT: '5433',
      DB_PASSWORD: 'hunter2',
    });
  });

  it('never repeats the value of a Secret in its evidence', () => {
    const secret = variables(c).filter((v) => v.holder.kind === 'Secret');
    expect(secret).toHaveLength(2);
    for (const v of secret) expect(v.evidence.excerpt).not.toContain(v.value);
  });

  it('puts host and port together and finds the Service', () => {
    expect(configuredAddresses(c)).toMatchObject([
      {
        workload: { name: 'orders' },
        host: 'orders-db',
        port: 5433,
        service: { ref: { name: 'orders-db' } },
      },
    ]);
  });
});
