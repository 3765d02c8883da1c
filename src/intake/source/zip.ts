import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { fromBufferPromise, getFileNameLowLevel, openPromise, parseExtraFields } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { BrokenSource, reason } from './fault.js';
import type { Meter } from './meter.js';

/** A member of a zip archive, by its central directory. */
export interface ZipEntry {
  readonly name: string;
  readonly type: 'file' | 'directory' | 'link' | 'encrypted';
  readonly size: number;
  /** Where its own header stands in the archive. */
  readonly offset: number;
  bytes(): AsyncGenerator<Buffer>;
}

/** Names are decoded here, not by the library: it gives up the whole archive for one unsafe name. */
const OPTIONS = { lazyEntries: true, autoClose: false, decodeStrings: false } as const;

export async function* zipEntries(archive: string | Buffer, meter: Meter): AsyncGenerator<ZipEntry> {
  const zip = await (
    typeof archive === 'string' ? openPromise(archive, OPTIONS) : fromBufferPromise(archive, OPTIONS)
  ).catch((error: unknown) => {
    throw new BrokenSource(`zip directory cannot be read (${reason(error)})`);
  });
  zip.on('error', () => undefined);
  try {
    for (let entry = await nextEntry(zip); entry !== undefined; entry = await nextEntry(zip)) {
      yield describe(zip, entry, meter);
    }
  } finally {
    zip.close();
  }
}

function describe(zip: ZipFile, entry: Entry, meter: Meter): ZipEntry {
  const raw: unknown = entry.fileName;
  const bytes = Buffer.isBuffer(raw) ? raw : Buffer.from(entry.fileName);
  const extra = parseExtraFields(entry.extraFieldRaw);
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, bytes, extra, false);
  // Unix mode in the high half: 0o120000 is a symbolic link.
  const mode = (entry.externalFileAttributes >>> 16) & 0o170000;
  const type = entry.isEncrypted()
    ? 'encrypted'
    : mode === 0o120000
      ? 'link'
      : name.endsWith('/')
        ? 'directory'
        : 'file';
  return {
    name,
    type,
    size: entry.uncompressedSize,
    offset: entry.relativeOffsetOfLocalHeader,
    bytes: () => entryBytes(zip, entry, meter),
  };
}

async function* entryBytes(zip: ZipFile, entry: Entry, meter: Meter): AsyncGenerator<Buffer> {
  const watch = meter.watch();
  watch.in(entry.compressedSize);
  let stream: Readable;
  try {
    stream = await zip.openReadStreamPromise(entry);
  } catch (error) {
    throw new BrokenSource(reason(error), entry.relativeOffsetOfLocalHeader);
  }
  try {
    let sum = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      watch.out(chunk.length);
      sum = crc32(chunk, sum);
      yield chunk;
    }
    if (entry.crc32 !== 0 && sum !== entry.crc32) throw new Error('incorrect data check');
  } catch (error) {
    if (error instanceof Error && error.name === 'LimitHit') throw error;
    throw new BrokenSource(`zip member damaged (${reason(error)})`, entry.relativeOffsetOfLocalHeader);
  } finally {
    stream.destroy();
  }
}

function nextEntry(zip: ZipFile): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      zip.off('entry', onEntry).off('end', onEnd).off('error', onError);
    };
    const onEntry = (entry: Entry): void => (done(), resolve(entry));
    const onEnd = (): void => (done(), resolve(undefined));
    const onError = (error: unknown): void => (done(), reject(new BrokenSource(reason(error))));
    zip.on('entry', onEntry).on('end', onEnd).on('error', onError);
    zip.readEntry();
  });
}
