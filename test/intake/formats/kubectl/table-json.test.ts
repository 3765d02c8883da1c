import { describe, expect, it } from 'vitest';
import { tableJson } from '../../../../src/intake/formats/tables/table-json.js';
import { parseCommand } from '../../../../src/intake/formats/kubectl/command.js';
import { readText, testFormat } from '../../../support/format-tester.js';

testFormat(tableJson);

const columns = (...names: readonly string[]): unknown[] =>
  names.map((name) => ({ name, type: 'string', format: '', description: '', priority: 0 }));
const table = (names: readonly string[], rows: readonly unknown[]): string =>
  JSON.stringify({ kind: 'Table', apiVersion: 'meta.k8s.io/v1', columnDefinitions: columns(...names), rows });

describe('a Table of the API server', () => {
  it('reads a pod like the row that kubectl prints, with the metadata of its object', () => {
    const [pod] = readText(tableJson.samples[0] ?? '').records;
    expect(pod).toMatchObject({
      kind: 'object',
      shape: 'row',
      ref: { kind: 'Pod', namespace: 'shop', name: 'web-5d9c7f6b8-x7k2p' },
      uid: '7d05bcbb-1797-481a-b4e1-4a16bf5de193',
      object: {
        metadata: { creationTimestamp: '2026-07-01T19:43:41Z', labels: { app: 'web' }, printedAge: '16m' },
        spec: { nodeName: 'worker-1' },
      },
      evidence: { pointer: '/rows/0' },
    });
  });

  it('reads events in the namespace of their object', () => {
    const names = ['Last Seen', 'Type', 'Reason', 'Object', 'Message'];
    const row = {
      cells: [
        '3m12s',
        'Warning',
        'FailedScheduling',
        'pod/api-0',
        '0/3 nodes are available: 3 Insufficient cpu.',
      ],
      object: { metadata: { name: 'api-0.18be7f2c846f1d2a', namespace: 'shop' } },
    };
    const [event] = readText(table(names, [row])).records;
    expect(event).toMatchObject({
      kind: 'event',
      about: { kind: 'Pod', namespace: 'shop', name: 'api-0' },
      reason: 'FailedScheduling',
      message: '0/3 nodes are available: 3 Insufficient cpu.',
      name: 'api-0.18be7f2c846f1d2a',
    });
  });

  it('takes the kind of a bare table from what was asked for', () => {
    const text = table(['Name', 'Age'], [{ cells: ['backup', '3d'] }]);
    const asked = { command: 'kubectl get --raw /apis/velero.io/v1/namespaces/ops/schedules' };
    expect(readText(text, { place: asked }).records).toMatchObject([
      { ref: { kind: 'Schedule', name: 'backup' } },
    ]);
    expect(readText(text)).toMatchObject({ records: [], status: 'partial' });
  });

  it('keeps the rows before a break and says where it is', () => {
    const whole = table(
      ['Name', 'Ready', 'Status', 'Restarts', 'Age'],
      [{ cells: ['a-0', '1/1', 'Running', 0, '3d'] }, { cells: ['a-1', '1/1', 'Running', 12, '3d'] }],
    );
    const found = readText(whole.slice(0, -20));
    expect(found.records.map((r) => (r.kind === 'object' ? r.ref.name : ''))).toContain('a-0');
    expect(found.problems).toMatchObject([{ message: 'JSON breaks off inside a table' }]);
  });
});

describe('kubectl get --raw', () => {
  it.each([
    ['/api/v1/pods', ['Pod'], undefined, [], true],
    ['/api/v1/namespaces/shop/pods', ['Pod'], 'shop', [], true],
    ['/api/v1/namespaces/shop', ['Namespace'], undefined, ['shop'], false],
    ['/apis/apps/v1/namespaces/shop/deployments/web', ['Deployment'], 'shop', ['web'], false],
    ['/api/v1/pods?limit=500', ['Pod'], undefined, [], false],
    ['/healthz?verbose', [], undefined, [], true],
  ] as const)('%s', (path, kinds, namespace, names, complete) => {
    expect(parseCommand(`kubectl get --raw ${path}`)).toMatchObject({ kinds, namespace, names, complete });
    expect(parseCommand(`kubectl get --raw=${path}`)).toMatchObject({ kinds, namespace, names });
  });
});
