import { describe, expect, it } from 'vitest';
import { keyOf } from '../../../src/model/index.js';
import { alertEntity } from '../../../src/world/index.js';
import { caseOf } from '../../support/case-builder.js';

const objects = [
  {
    kind: 'Node',
    metadata: { name: 'node-a' },
    status: { addresses: [{ type: 'InternalIP', address: '10.0.0.5' }] },
  },
  { kind: 'Deployment', metadata: { namespace: 'shop', name: 'web' }, spec: {} },
  { kind: 'CronJob', metadata: { namespace: 'ops', name: 'trim' }, spec: {} },
  { kind: 'Service', metadata: { namespace: 'shop', name: 'orders' }, spec: { ports: [] } },
  { kind: 'Host', metadata: { namespace: 'infra', name: 'core-01' }, spec: {} },
];

function about(labels: Readonly<Record<string, string>>): string | undefined {
  const { c } = caseOf({ objects, alerts: [{ name: 'X', at: '10:00:00', labels }] });
  const [alert] = c.alerts;
  const found = alert && alertEntity(c, alert);
  return found && keyOf(found);
}

describe('what an alert is about', () => {
  it.each([
    [{ deployment: 'web', namespace: 'shop' }, 'Deployment/shop/web'],
    [{ pod: 'web-7d4b9c5f6d-x7k2p', namespace: 'shop' }, 'Deployment/shop/web'],
    [{ pod: 'web', namespace: 'shop' }, 'Deployment/shop/web'],
    [{ node: 'node-a' }, 'Node/node-a'],
    [{ instance: '10.0.0.5:9100' }, 'Node/node-a'],
    [{ target: 'node-a', source_site: 'hel1' }, 'Node/node-a'],
    [{ host: 'core-01' }, 'Host/infra/core-01'],
    [{ job: 'trim', namespace: 'ops' }, 'CronJob/ops/trim'],
    [{ service: 'orders', namespace: 'shop' }, 'Service/shop/orders'],
  ])('%o', (labels, key) => {
    expect(about(labels)).toBe(key);
  });

  it('is nothing the capture knows', () => {
    expect(about({ instance: 'ns-master' })).toBeUndefined();
    expect(about({ deployment: 'web', namespace: 'other' })).toBeUndefined();
    expect(about({})).toBeUndefined();
  });
});
