import { describe, expect, it } from 'vitest';
import { keyOf } from '../../../src/model/index.js';
import { calleeOf, podAt, serviceNamed } from '../../../src/world/index.js';
import { caseOf, when, type GivenMessage } from '../../support/case-builder.js';

const objects = [
  {
    kind: 'Service',
    metadata: { namespace: 'shop', name: 'orders' },
    spec: { clusterIP: '10.96.3.4', selector: { app: 'orders' }, ports: [{ port: 80 }] },
  },
  {
    kind: 'Pod',
    metadata: { namespace: 'shop', name: 'cache-0', creationTimestamp: '2026-03-04T10:00:00Z' },
    spec: { containers: [] },
    status: { podIP: '10.244.1.9', hostIP: '10.0.0.5' },
  },
];

function callee(fields: Readonly<Record<string, string>>, pod = 'Pod/shop/web-0'): string | undefined {
  const message: GivenMessage = {
    id: 'app-dependency-refused',
    text: 'refused',
    at: '11:00:00',
    pod,
    fields,
  };
  const { c } = caseOf({ objects, messages: [message] });
  const [said] = c.messages;
  const found = said && calleeOf(c, said);
  return found && keyOf(found);
}

describe('whom a log line complains of', () => {
  it('finds a Service by short name, full name and address', () => {
    expect(callee({ host: 'orders' })).toBe('Service/shop/orders');
    expect(callee({ host: 'orders.shop.svc.cluster.local' }, 'Pod/ops/job-0')).toBe('Service/shop/orders');
    expect(callee({ host: '10.96.3.4' })).toBe('Service/shop/orders');
  });

  it('finds the pod that has an address', () => {
    expect(callee({ host: '10.244.1.9' })).toBe('Pod/shop/cache-0');
  });

  it('names what the capture does not show', () => {
    expect(callee({ host: 'users.shop.svc' })).toBe('Service/shop/users');
    expect(callee({ host: 'api.example.com' })).toBe('External/api.example.com');
  });

  it('names nobody for itself and for nothing', () => {
    expect(callee({ host: 'localhost' })).toBeUndefined();
    expect(callee({ host: '127.0.0.1' })).toBeUndefined();
    expect(callee({})).toBeUndefined();
  });

  it('does not give an address to a pod that was not yet born', () => {
    const { c } = caseOf({ objects });
    expect(podAt(c, '10.244.1.9', when('09:00:00').lo)).toBeUndefined();
    expect(podAt(c, '10.244.1.9', when('10:30:00').lo)).toEqual({
      kind: 'Pod',
      namespace: 'shop',
      name: 'cache-0',
    });
  });

  it('takes a bare name from anywhere only where one Service has it', () => {
    const { c } = caseOf({ objects });
    expect(serviceNamed(c, 'orders', undefined)).toMatchObject({ namespace: 'shop' });
    const twice = caseOf({
      objects: [...objects, { ...objects[0], metadata: { namespace: 'test', name: 'orders' } }],
    });
    expect(serviceNamed(twice.c, 'orders', undefined)).toBeUndefined();
  });
});
