import { createReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { analyze } from '../../src/app/index.js';
import type { Analysis } from '../../src/model/index.js';
import { tarOf } from './archives.js';

/** A file of a capture; latin1 keeps every byte as it is. */
export interface CaptureFile {
  readonly name: string;
  readonly text: string;
}

/** The recordings under samples/, by name. */
export const recordings = [
  'registry-node-outage',
  'admission-deadlock',
  'autoscaler-etcd-storm',
  'multi-site-cascade',
  'service-vip-unreachable',
] as const;

/** All files of a recording. */
export async function filesOf(recording: string): Promise<CaptureFile[]> {
  const path = fileURLToPath(new URL(`../../samples/${recording}/capture.tar.gz`, import.meta.url));
  const files: CaptureFile[] = [];
  const reader = extract();
  createReadStream(path).pipe(createGunzip()).pipe(reader);
  for await (const entry of reader) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    if (entry.header.type === 'file')
      files.push({ name: entry.header.name, text: Buffer.concat(chunks).toString('latin1') });
  }
  return files;
}

/** What the program says of these files, handed over as one archive. */
export async function said(files: readonly CaptureFile[]): Promise<Analysis> {
  const tar = tarOf(files.map((f) => ({ name: f.name, content: Buffer.from(f.text, 'latin1') })));
  const stream = (async function* () {
    await Promise.resolve();
    yield tar;
  })();
  return (await analyze([{ path: '-', stream }])).analysis;
}
