import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';
import { extract, pack } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../../src/app/index.js';
import type { Analysis } from '../../src/model/index.js';

const sample = fileURLToPath(new URL('../../samples/registry-node-outage/capture.tar.gz', import.meta.url));

interface File {
  readonly name: string;
  readonly bytes: Buffer;
}

async function filesOf(archive: string): Promise<File[]> {
  const files: File[] = [];
  const reader = extract();
  createReadStream(archive).pipe(createGunzip()).pipe(reader);
  for await (const entry of reader) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    if (entry.header.type === 'file') files.push({ name: entry.header.name, bytes: Buffer.concat(chunks) });
  }
  return files;
}

async function archived(path: string, files: readonly File[]): Promise<string> {
  const writer = pack();
  for (const f of files) writer.entry({ name: f.name }, f.bytes);
  writer.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of writer) chunks.push(chunk as Buffer);
  await writeFile(path, Buffer.concat(chunks));
  return path;
}

describe('the same capture', () => {
  let folder = '';
  let files: File[] = [];
  let original: Analysis;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'inquest-test-'));
    files = await filesOf(sample);
    original = (await analyze([sample])).analysis;
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('gives the same bytes as a folder', async () => {
    const root = join(folder, 'unpacked');
    for (const f of files) {
      await mkdir(dirname(join(root, f.name)), { recursive: true });
      await writeFile(join(root, f.name), f.bytes);
    }
    const { analysis } = await analyze([join(root, 'registry-node-outage')]);
    expect(JSON.stringify(analysis)).toBe(JSON.stringify(original));
  });

  it('gives the same bytes with its files in another order, and in another time zone', async () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Asia/Kathmandu';
    try {
      const { analysis } = await analyze([
        await archived(join(folder, 'reversed.tar'), [...files].reverse()),
      ]);
      expect(JSON.stringify(analysis)).toBe(JSON.stringify(original));
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it('changes nothing else when broken files lie beside it, and lists them', async () => {
    const broken: File[] = [
      { name: 'registry-node-outage/zz-empty.json', bytes: Buffer.alloc(0) },
      {
        name: 'registry-node-outage/zz-binary.bin',
        bytes: Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256)),
      },
      {
        name: 'registry-node-outage/zz-nonsense.txt',
        bytes: Buffer.from('colourless green ideas\nsleep furiously\n'),
      },
    ];
    const { analysis } = await analyze([await archived(join(folder, 'broken.tar'), [...files, ...broken])]);
    const told = (a: Analysis): unknown =>
      a.incidents.map((i) => [
        i.title,
        i.status,
        i.rootCauses.map((r) => r.statement),
        i.figures,
        i.links.length,
      ]);
    expect(told(analysis)).toEqual(told(original));
    const state = new Map(analysis.capture.sources.map((s) => [s.path.split('/').at(-1), s.status]));
    expect(state.get('zz-empty.json')).toBe('empty');
    expect(state.get('zz-binary.bin')).toBe('unrecognised');
    expect(state.get('zz-nonsense.txt')).toBe('unrecognised');
  });

  it('is read as far as it goes when it is cut off, and says so', async () => {
    const whole = Buffer.concat(await chunksOf(sample));
    const cut = join(folder, 'cut.tar.gz');
    await writeFile(cut, whole.subarray(0, Math.floor(whole.length * 0.6)));
    const { analysis } = await analyze([cut]);
    expect(analysis.capture.sources.length).toBeGreaterThan(20);
    expect(analysis.capture.sources.some((s) => s.status === 'partial' && s.problems.length > 0)).toBe(true);
  });
});

async function chunksOf(path: string): Promise<Buffer[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path)) chunks.push(chunk as Buffer);
  return chunks;
}
