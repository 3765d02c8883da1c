import { describe, expect, it } from 'vitest';
import { caseOf } from '../support/case-builder.js';

const deployment = (policy: string, at: string, time: string) => ({
  at,
  object: {
    kind: 'Deployment',
    metadata: {
      name: 'web',
      namespace: 'shop',
      creationTimestamp: '2026-03-04T08:00:00Z',
      managedFields: [{ manager: 'kubectl-patch', operation: 'Update', time }],
    },
    spec: {
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'web', image: 'web:1', imagePullPolicy: policy }] },
      },
    },
  },
});

describe('the change ledger', () => {
  it('joins who (audit), when (field manager) and what (two snapshots) into one change', () => {
    const { c } = caseOf({
      snapshots: [
        deployment('Always', '10:00:00', '2026-03-04T09:00:00Z'),
        deployment('IfNotPresent', '10:10:00', '2026-03-04T10:05:00Z'),
      ],
      requests: [
        {
          at: '10:05:00',
          verb: 'patch',
          user: 'alice',
          about: 'Deployment/shop/web',
          code: 200,
          userAgent: 'kubectl/v1.29',
        },
      ],
    });
    const mine = c.changes.filter((x) => x.by === 'alice');
    expect(mine).toHaveLength(1);
    expect(mine[0]?.byPerson).toBe(true);
    expect(mine[0]?.values['spec.template.spec.containers[web].imagePullPolicy']).toEqual([
      'Always',
      'IfNotPresent',
    ]);
    expect(mine[0]?.evidence.length).toBeGreaterThan(1);
  });

  it('gives a revision to the write before it, not to a nearer one that came after', () => {
    const set = (name: string, created: string, args: readonly string[]) => ({
      at: '10:10:00',
      object: {
        kind: 'ReplicaSet',
        metadata: {
          name,
          namespace: 'shop',
          creationTimestamp: created,
          ownerReferences: [{ kind: 'Deployment', name: 'web', controller: true }],
        },
        spec: { template: { spec: { containers: [{ name: 'web', image: 'web:1', args }] } } },
      },
    });
    const write = (at: string) => ({
      at,
      verb: 'patch',
      user: 'ci',
      about: 'Deployment/shop/web',
      code: 200,
    });
    const { c } = caseOf({
      snapshots: [
        deployment('Always', '10:10:00', '2026-03-04T09:00:00Z'),
        set('web-1', '2026-03-04T09:00:00Z', ['--a']),
        set('web-2', '2026-03-04T10:05:00Z', ['--a', '--b']),
      ],
      requests: [write('10:05:00.900'), write('10:05:01.100')],
    });
    const mine = c.changes.filter((x) => x.by === 'ci');
    expect(mine.map((x) => Object.keys(x.values))).toEqual([['spec.template.spec.containers[web].args'], []]);
  });

  it('does not take the writes of the cluster itself for those of people', () => {
    const { c } = caseOf({
      requests: [
        {
          at: '10:05:00',
          verb: 'patch',
          user: 'system:serviceaccount:kube-system:deployment-controller',
          about: 'Deployment/shop/web',
          code: 200,
        },
        {
          at: '10:05:01',
          verb: 'update',
          user: 'system:node:n1',
          about: 'Lease/kube-node-lease/n1',
          code: 200,
        },
        { at: '10:05:02', verb: 'create', user: 'bob', about: 'Event/shop/x', code: 201 },
        { at: '10:05:03', verb: 'delete', user: 'bob', about: 'Pod/shop/web-1', code: 403 },
      ],
    });
    expect(c.changes.filter((x) => x.byPerson)).toEqual([]);
  });

  it('tells what a rollout changed from the templates that ReplicaSets keep', () => {
    const set = (name: string, image: string, created: string) => ({
      kind: 'ReplicaSet',
      metadata: {
        name,
        namespace: 'shop',
        creationTimestamp: created,
        ownerReferences: [{ kind: 'Deployment', name: 'web', controller: true }],
      },
      spec: { template: { spec: { containers: [{ name: 'web', image }] } } },
    });
    const { c } = caseOf({
      objects: [set('web-a', 'web:1', '2026-03-04T08:00:00Z'), set('web-b', 'web:2', '2026-03-04T10:00:00Z')],
    });
    const change = c.changes.find((x) => x.entity.kind === 'Deployment');
    expect(change?.values['spec.template.spec.containers[web].image']).toEqual(['web:1', 'web:2']);
    expect(change?.at.lo).toBe(Date.UTC(2026, 2, 4, 10) * 1000);
  });

  it('leaves status and bookkeeping out of what differs', () => {
    const map = (count: number, at: string) => ({
      at,
      object: {
        kind: 'ConfigMap',
        metadata: { name: 'm', namespace: 'shop', resourceVersion: String(count) },
        data: { a: '1' },
        status: { n: count },
      },
    });
    const { c } = caseOf({ snapshots: [map(1, '10:00:00'), map(2, '10:10:00')] });
    expect(c.changes).toEqual([]);
  });
});
