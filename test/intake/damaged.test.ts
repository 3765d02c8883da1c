import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inventory } from '../../src/app/index.js';
import { iso } from '../../src/base/index.js';
import { readCapture } from '../../src/intake/index.js';
import { readText } from '../support/format-tester.js';
import { streamOf, tarOf, zipOf } from '../support/archives.js';

const pod = (name: string): string =>
  JSON.stringify({
    kind: 'List',
    apiVersion: 'v1',
    items: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop', uid: name } }],
  });
const three = ['a', 'b', 'c'].map((name) => ({ name: `${name}.json`, content: pod(name) }));

async function read(bytes: Buffer): Promise<{ names: string[]; told: string[] }> {
  const { records, sources } = await readCapture([{ path: '-', stream: streamOf(bytes) }]);
  return {
    names: records.flatMap((r) => (r.kind === 'object' ? [r.ref.name] : [])),
    told: sources.flatMap(({ path, problems }) => problems.map(({ message }) => `${path}: ${message}`)),
  };
}

describe('a damaged archive gives what it still holds', () => {
  it.each([0, 1, 2])('a tar with header %i damaged', async (n) => {
    const tar = Buffer.from(tarOf(three));
    tar.write('77777777777', n * 1024 + 124, 'latin1');
    const { names, told } = await read(tar);
    expect(names).toEqual(['a', 'b', 'c'].filter((_, i) => i !== n));
    expect(told).toEqual([expect.stringMatching(/^[abc]\.json: damaged tar header/)]);
  });

  it('a gzip with something else behind its end', async () => {
    const { names, told } = await read(Buffer.concat([gzipSync(tarOf(three)), Buffer.from('garbage')]));
    expect([names, told]).toEqual([['a', 'b', 'c'], []]);
  });

  it('a gzip of two members, the second one with a wrong check sum', async () => {
    const second = gzipSync(pod('b'));
    second.writeUInt32LE(1, second.length - 8);
    const { names, told } = await read(Buffer.concat([gzipSync(`${pod('a')}\n`), second]));
    expect(names).toEqual(['a', 'b']);
    expect(told).toEqual(['stdin: gzip data broken off or damaged (incorrect data check)']);
  });

  it('a gzip that breaks off in its head', async () => {
    const { told } = await read(gzipSync(pod('a')).subarray(0, 10));
    expect(told).toEqual(['stdin: gzip data broken off or damaged (unexpected end of file)']);
  });

  it('a zip with a wrong check sum', async () => {
    const { names, told } = await read(zipOf(three.map((e, i) => (i === 1 ? { ...e, sum: 1 } : e))));
    expect(names).toEqual(['a', 'b', 'c']);
    expect(told).toEqual(['b.json: zip member damaged (incorrect data check)']);
  });

  it('a zip whose directory is damaged in the middle', async () => {
    const zip = zipOf(three);
    zip[zip.indexOf('b.json', zip.indexOf('PK\x01\x02')) - 46] = 0;
    const { names, told } = await read(zip);
    expect(names).toEqual(['a', 'b', 'c']);
    expect(told).toEqual([expect.stringMatching(/^stdin: /)]);
  });

  it('a small gzip that breaks off', async () => {
    const { told } = await read(gzipSync(pod('a')).subarray(0, -8));
    expect(told.join()).toContain('gzip data broken off');
  });
});

describe('a folder', () => {
  it('keeps its other files when the name of one is no UTF-8', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'inquest-'));
    try {
      mkdirSync(join(folder, 'in'));
      writeFileSync(join(folder, 'in', 'a.json'), pod('a'));
      writeFileSync(Buffer.from(`${folder}/in/bad\u00ff.json`, 'latin1'), pod('b'));
      const { records, sources } = await readCapture([folder]);
      expect(records).toHaveLength(1);
      expect(sources.map(({ status }) => status)).toEqual(['read', 'refused']);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('times that no clock of a cluster shows', () => {
  const journal = ['-99999999999999999', '1782933761123456', '99999999999999999999999']
    .map((at) => ({ __REALTIME_TIMESTAMP: at, _HOSTNAME: 'n1', MESSAGE: 'panic: oops' }))
    .map((entry) => `${JSON.stringify(entry)}\n`)
    .join('');
  const klog = 'E0701 19:22:41.123456    1547 a.go:1] dial tcp 10.0.0.1:1: connect: connection refused\n';
  const query = JSON.stringify({
    status: 'success',
    data: {
      resultType: 'matrix',
      result: [{ metric: { __name__: 'up' }, values: [[1782933600, '1'], [1e300, '1']] }],
    },
  }); // prettier-ignore
  const far = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'far', namespace: 'shop', creationTimestamp: '9999-12-31T23:59:59Z' },
  });
  const files = { 'journal.json': journal, 'kubelet.log': klog, 'q.json': query, 'pod.json': far };

  it('neither stop the reading nor move the end of knowledge', async () => {
    const entries = Object.entries(files).map(([name, content]) => ({ name, content }));
    const { summary } = await inventory([{ path: '-', stream: streamOf(tarOf(entries)) }], {});
    expect(summary.asOf.hi).toMatch(/^2026-07-01T19:/);
    expect(JSON.stringify(summary)).not.toMatch(/9999|\+\d{6}-/);
  });

  it('leave out the samples of a series that they stand at', () => {
    expect(readText(query).records).toMatchObject([{ kind: 'metric', points: [[1782933600e6, 1]] }]);
  });

  it('are no time of the capture', () => {
    expect(readText('9999-12-31T23:59:59Z\n').format).toBe('unknown');
    const [said] = readText('2026-07-01T19:22:41Z\n').records;
    expect(said?.kind === 'report' && iso(said.at.lo)).toBe('2026-07-01T19:22:41Z');
  });
});

describe('an object in a list that lacks its name', () => {
  it('is counted', () => {
    const { records, problems } = readText(pod('a').replace('"metadata"', '"metabata"'));
    expect(records).toEqual([]);
    expect(problems[0]?.message).toContain('1 JSON values are no API objects, or lack the name');
  });
});
