import { describe, expect, it } from 'vitest';
import { readCapture } from '../../src/intake/index.js';
import { streamOf, tarOf } from '../support/archives.js';

const words = `${'reading settings\nopening the port\nwaiting for peers\n'.repeat(8)}dial tcp 10.0.0.1:5432: connect: connection refused\n`;
const pod = (namespace: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web-0', namespace, uid: namespace },
});
const list = (...namespaces: readonly string[]): string =>
  JSON.stringify({ apiVersion: 'v1', kind: 'List', items: namespaces.map(pod) });

async function read(files: Readonly<Record<string, string>>) {
  const entries = Object.entries(files).map(([name, content]) => ({ name, content }));
  const { records, sources } = await readCapture([{ path: '-', stream: streamOf(tarOf(entries)) }]);
  const source = sources.find(({ path }) => /(?:web-0|step-1)(?:\.txt)?$/.test(path));
  return { source, messages: records.flatMap((r) => (r.kind === 'message' ? [r] : [])) };
}

describe('a text called like a pod of a StatefulSet', () => {
  it('is the output of that pod, where the capture knows it', async () => {
    const { source, messages } = await read({ 'pods.json': list('shop'), 'x/web-0.txt': words });
    expect(source).toMatchObject({ format: 'plain-log', status: 'read', problems: [] });
    expect(messages[0]?.origin.pod).toEqual({ kind: 'Pod', namespace: 'shop', name: 'web-0' });
    const table =
      'NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE\nshop        web-0   0/1     Running   0          9m\n';
    expect((await read({ 'pods.txt': table, 'x/web-0': words })).messages).not.toEqual([]);
  });

  it('is no log otherwise, and is listed', async () => {
    for (const files of [
      { 'x/web-0.txt': words },
      { 'pods.json': list('shop', 'cart'), 'x/web-0.txt': words },
      { 'pods.json': list('shop'), 'x/step-1.txt': words },
    ]) {
      const { source, messages } = await read(files);
      expect(source).toMatchObject({ status: 'unrecognised', problems: [{}] });
      expect(messages).toEqual([]);
    }
  });
});
