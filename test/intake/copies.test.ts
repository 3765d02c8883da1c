import { describe, expect, it } from 'vitest';
import { readCapture } from '../../src/intake/index.js';
import { streamOf, tarOf } from '../support/archives.js';

const log = 'E0701 19:22:41.123456    1547 a.go:1] dial tcp 10.0.0.1:1: connect: connection refused\n'.repeat(
  3,
);
const pods = JSON.stringify({
  apiVersion: 'v1',
  kind: 'List',
  items: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web-0', namespace: 'shop', uid: 'u' } }],
});

async function read(files: Readonly<Record<string, string>>) {
  const entries = Object.entries(files).map(([name, content]) => ({ name, content }));
  return readCapture([{ path: '-', stream: streamOf(tarOf(entries)) }]);
}

describe('a file that came twice', () => {
  it('is counted once, and said to be the same', async () => {
    const { records, sources } = await read({ 'a/kubelet.log': log, 'b/copy/kubelet.log': log });
    expect(records).toMatchObject([{ kind: 'message', count: 3 }]);
    expect(sources.map(({ records: n, problems }) => [n, problems.map(({ message }) => message)])).toEqual([
      [1, []],
      [0, ['the same as a/kubelet.log: counted once']],
    ]);
  });

  it('stays two where it is of two nodes', async () => {
    const { records } = await read({ 'nodes/n1/kubelet.log': log, 'nodes/n2/kubelet.log': log });
    expect(records).toHaveLength(2);
  });

  it('stays two where it is a list of objects, which may have been taken at two times', async () => {
    const { records } = await read({ 'before/pods.json': pods, 'after/pods.json': pods });
    expect(records).toHaveLength(2);
  });
});
