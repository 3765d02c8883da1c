import { describe, expect, it } from 'vitest';
import { readText, said } from '../../support/format-tester.js';

const entry = (manager: string, extra: object = {}): object => ({
  apiVersion: 'v1',
  fieldsType: 'FieldsV1',
  fieldsV1: { 'f:spec': { 'k:{"name":"app"}': { '.': {}, 'f:image': {} } } },
  manager,
  operation: 'Update',
  time: '2026-07-01T19:22:41Z',
  ...extra,
});
const pod = (name: string, ...managedFields: readonly object[]): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { managedFields, name, namespace: 'shop', uid: `uid-${name}` },
  spec: { containers: [{ name: 'app' }], template: { fieldsV1: { kept: { as: 'it is' } } } },
});
const PODS = [
  pod('system', entry('kubelet', { subresource: 'status' }), entry('kube-controller-manager')),
  pod('edited', entry('kube-controller-manager'), entry('kubectl-edit')),
  pod('bare'),
];
const list = { apiVersion: 'v1', items: PODS, kind: 'List', metadata: { resourceVersion: '' } };

describe('field sets of components of the system', () => {
  const compact = readText(JSON.stringify(list));

  it.each([2, 4])('leaves the same in JSON indented by %i as in JSON on one line', (indent) => {
    expect(said(readText(JSON.stringify(list, null, indent)).records)).toEqual(said(compact.records));
    for (const one of PODS) {
      const alone = readText(JSON.stringify(one, null, indent)).records;
      expect(said(alone)).toEqual(said(readText(JSON.stringify(one)).records));
    }
  });

  it('keeps what a person owns, and fields of that name elsewhere', () => {
    const found = readText(JSON.stringify(list, null, 4)).records;
    const owned = { 'f:spec': { 'k:{"name":"app"}': { 'f:image': {} } } };
    expect(found).toMatchObject([
      { object: { spec: { template: { fieldsV1: { kept: { as: 'it is' } } } } } },
      {
        object: {
          metadata: {
            managedFields: [
              { manager: 'kube-controller-manager' },
              { manager: 'kubectl-edit', fieldsV1: owned },
            ],
          },
        },
      },
      { ref: { name: 'bare' } },
    ]);
    expect(JSON.stringify(found[0])).not.toContain('k:{');
  });
});
