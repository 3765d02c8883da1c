import { describe, expect, it } from 'vitest';
import type { CaptureRecord } from '../../../src/model/index.js';
import { readText } from '../../support/format-tester.js';

const TABLE =
  'NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE\nshop        web-0   0/1     Pending   0          9m';
const POD = JSON.stringify(
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web-0', namespace: 'shop', uid: 'u', annotations: { a: '"é' } },
  },
  null,
  1,
);
const DISK = 'Filesystem      Size  Used Avail Use% Mounted on\n/dev/sda1        50G   49G  1.0G  98% /';
const result = (cmd: string | readonly string[], stdout: string) => ({
  changed: true,
  cmd,
  rc: 0,
  stderr: 'déjà',
  stdout,
  stdout_lines: stdout.split('\n'),
});
const pods = result(['kubectl', 'get', 'pods', '-A'], TABLE);
const pod = result('kubectl get pod x -n shop -o json', POD);
const disk = result('df -h', DISK);

function names(records: readonly CaptureRecord[]): readonly string[] {
  return records.flatMap((r) =>
    r.kind === 'object' ? [`${r.shape} ${r.ref.namespace ?? ''}/${r.ref.name}`] : [],
  );
}

describe('what Ansible keeps of commands', () => {
  it.each([
    ['one result', JSON.stringify(pods, null, 4)],
    ['a loop', JSON.stringify({ results: [pods] })],
    [
      'the log of a playbook',
      `TASK [get] ***\nchanged: [n1] => (item=1)\nchanged: [n1] => ${JSON.stringify(pods)}\n`,
    ],
    [
      'lines only',
      `ok: [n1] => {\n    "rc": 0,\n    "out.stdout_lines": ${JSON.stringify(TABLE.split('\n'), null, 8)}\n}\n`,
    ],
    ['JSON of the callback', JSON.stringify({ plays: [{ tasks: [{ hosts: { n1: pods } }] }] })],
  ])('is read as output of its command: %s', (_, content) => {
    for (const chunk of [content.length, 64]) {
      const { records, problems } = readText(content, { chunk });
      expect(names(records)).toEqual(['row shop/web-0']);
      expect(problems).toEqual([]);
      const row = records.find(({ kind }) => kind === 'object')?.evidence;
      const quoted = Buffer.from(content).toString(
        'utf8',
        row?.offset,
        (row?.offset ?? 0) + (row?.length ?? 0),
      );
      expect(quoted).toMatch(/^shop +web-0 .* 9m$/);
    }
  });

  it('keeps quotes and letters of JSON inside of JSON', () => {
    for (const text of [JSON.stringify(pod), JSON.stringify(pod).replace('é', '\\u00e9')]) {
      const { records } = readText(text);
      expect(names(records)).toEqual(['full shop/web-0']);
      expect(JSON.stringify(records)).toContain('"a":"\\"é"');
    }
  });

  it('knows the host', () => {
    const adhoc = `node-1 | CHANGED => ${JSON.stringify(disk, null, 4)}\nnode-2 | CHANGED => ${JSON.stringify(disk)}\n`;
    expect(readText(adhoc).records).toMatchObject([{ node: 'node-1' }, { node: 'node-2' }]);
    const plain = `node-1 | CHANGED | rc=0 >>\n${DISK}\nnode-2 | CHANGED | rc=0 >>\n${DISK}\n`;
    expect(readText(plain).records).toMatchObject([{ node: 'node-1' }, { node: 'node-2' }]);
  });

  it('gives the objects that the Kubernetes module returned', () => {
    const resources = [
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web-0', namespace: 'shop', uid: 'u' } },
    ];
    const { records } = readText(JSON.stringify({ api_found: true, changed: false, resources }));
    expect(names(records)).toEqual(['full shop/web-0']);
    expect(records[0]?.evidence.pointer).toBe('/resources/0');
  });
});
