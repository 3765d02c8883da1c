import { createRequire } from 'node:module';
import { Readable, pipeline } from 'node:stream';
import { ReadableStream, type ReadableStreamDefaultReader } from 'node:stream/web';
import { constants, crc32, createGunzip, inflateRawSync } from 'node:zlib';
import { Decompress } from 'fzstd';
import { isObject } from '../../base/index.js';
import { BrokenSource, reason } from './fault.js';

export type Compression = 'gzip' | 'zstd' | 'xz';

/** Unpacked ahead in a thread of its own while the last chunk is read. */
const AHEAD = 1024 * 1024;
/** Each chunk wakes a thread and is waited for: a quarter as many as with 64 KiB are about a twentieth less of processor time. */
const CHUNK = 256 * 1024;
const OPTIONS = { chunkSize: CHUNK, readableHighWaterMark: AHEAD };

/**
 * The bytes inside a compressed stream, as far as it is whole; then BrokenSource with the number of
 * compressed bytes that had gone in.
 */
export async function* decompress(
  kind: Compression,
  packed: AsyncIterable<Buffer>,
  onIn: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  let consumed = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of packed) {
      consumed += chunk.length;
      onIn(chunk.length);
      yield chunk;
    }
  }
  const unpack = kind === 'gzip' ? gunzip : kind === 'xz' ? unxz : unzstd;
  try {
    yield* unpack(counted());
  } catch (error) {
    if (error instanceof Error && ['BrokenSource', 'LimitHit', 'AbortError'].includes(error.name))
      throw error;
    throw new BrokenSource(`${kind} data broken off or damaged (${reason(error)})`, consumed);
  }
}

/** Head, one empty block and trailer of a gzip member (RFC 1952). */
const SHORTEST = 20;

/** So much packed data is kept to be gone over again when its end turns out to be damaged. */
const KEPT = 4 * 2 ** 20;

/**
 * zlib gives nothing of the piece in which it meets an error: a wrong check sum, or something behind the end that is no
 * gzip. Of a small stream all that can be unpacked is told all the same.
 */
async function* gunzip(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const stream = createGunzip(OPTIONS);
  const kept: Buffer[] = [];
  let size = 0;
  let told = 0;
  async function* keeping(): AsyncGenerator<Buffer> {
    for await (const chunk of packed) {
      size += chunk.length;
      if (size <= KEPT) kept.push(chunk);
      else kept.length = 0;
      yield chunk;
    }
  }
  pipeline(Readable.from(keeping()), stream, () => undefined);
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      told += chunk.length;
      yield chunk;
    }
    // zlib takes what breaks off in the head for the end of an empty stream.
    if (size < SHORTEST) throw new Error('unexpected end of file');
  } catch (error) {
    const rest = size <= KEPT ? salvaged(Buffer.concat(kept)) : undefined;
    if (rest !== undefined && rest.bytes.length > told) yield rest.bytes.subarray(told);
    // gzip itself says "trailing garbage ignored".
    if (rest?.isWhole !== true) throw error;
  } finally {
    stream.destroy();
  }
}

/** All that can be unpacked of gzip data; whole when it ends as it should and only something else stands behind it. */
function salvaged(packed: Buffer): { readonly bytes: Buffer; readonly isWhole: boolean } {
  const parts: Buffer[] = [];
  let at = 0;
  let isWhole = true;
  while (isWhole) {
    const from = bodyOf(packed, at);
    if (from === undefined) {
      isWhole = at > 0;
      break;
    }
    const { buffer, engine } = inflated(packed.subarray(from));
    parts.push(buffer);
    at = from + engine.bytesWritten;
    isWhole = at + 8 <= packed.length && crc32(buffer) === packed.readUInt32LE(at);
    at += 8;
  }
  return { bytes: Buffer.concat(parts), isWhole };
}

interface Inflated {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

function inflated(packed: Buffer): Inflated {
  const options = { info: true, finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: LARGEST };
  try {
    const made: unknown = inflateRawSync(packed, options);
    if (isInflated(made)) return made;
  } catch {
    // Damaged in the middle: what came before was told already.
  }
  return { buffer: Buffer.alloc(0), engine: { bytesWritten: packed.length } };
}

function isInflated(made: unknown): made is Inflated {
  return isObject(made) && Buffer.isBuffer(made['buffer']) && isObject(made['engine']);
}

/** No more is unpacked of it at once: a stream of 4 MiB that holds more is a bomb. */
const LARGEST = 256 * 2 ** 20;

/** Where the deflated data of a gzip member begins (RFC 1952); undefined when there is none. */
function bodyOf(packed: Buffer, start: number): number | undefined {
  if (packed.length < start + 18 || packed.readUInt16BE(start) !== 0x1f8b) return undefined;
  const flags = packed[start + 3] ?? 0;
  let at = start + 10;
  if ((flags & 4) !== 0) at += 2 + packed.readUInt16LE(at);
  for (const flag of [8, 16]) {
    const end = (flags & flag) === 0 ? at - 1 : packed.indexOf(0, at);
    if (end < at - 1) return undefined;
    at = end + 1;
  }
  return (flags & 2) === 0 ? at : at + 2;
}

async function* unzstd(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const out: Buffer[] = [];
  let finished = false;
  const stream = new Decompress((data, final) => {
    // Copied: the decoder goes on writing into its window.
    if (data.length > 0) out.push(Buffer.from(data));
    finished = final === true;
  });
  for await (const chunk of packed) {
    stream.push(chunk);
    yield* out.splice(0);
  }
  stream.push(new Uint8Array(0), true);
  yield* out.splice(0);
  if (!finished) throw new Error('unexpected end of data');
}

/** What the library exports; its types name it, its wrapper hides it from an ESM import. */
interface Xz {
  readonly XzReadableStream: new (packed: ReadableStream<Uint8Array>) => ReadableStream<Uint8Array>;
}

async function* unxz(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const iterator = packed[Symbol.asyncIterator]();
  // What lies around an xz is open before it: nobody waits for himself.
  let next: Promise<IteratorResult<Buffer>> | undefined = Promise.resolve(await iterator.next());
  const input = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const step = await (next ?? iterator.next());
      next = undefined;
      if (step.done === true) controller.close();
      else controller.enqueue(step.value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  const { reader, instance, first } = await opened(input).catch(async (error: unknown) => {
    await iterator.return?.();
    throw error;
  });
  try {
    for (let step = first; !step.done; step = await reader.read()) {
      const { value } = step;
      if (value.length > 0) yield Buffer.from(value.buffer, value.byteOffset, value.length);
    }
  } finally {
    // Frees the decoder's memory when nobody wants the rest; a stream that failed is free already.
    await reader.cancel().catch(() => undefined);
    if (instance !== undefined) idle.push(instance);
  }
}

type XzReader = ReadableStreamDefaultReader<Uint8Array>;

interface OpenXz {
  readonly reader: XzReader;
  readonly instance: object | undefined;
  readonly first: Awaited<ReturnType<XzReader['read']>>;
}

/** Decoders that no stream uses. */
const idle: object[] = [];
let opening: Promise<unknown> = Promise.resolve();

/**
 * Each stream that is open has a decoder of its own. The library has one for all, and loses its place in a stream when
 * another one makes the decoder's memory grow: an xz inside an xz, two captures at once.
 */
function opened(input: ReadableStream<Uint8Array>): Promise<OpenXz> {
  const { XzReadableStream } = createRequire(import.meta.url)('xz-decompress') as Xz;
  const open = opening.then(async (): Promise<OpenXz> => {
    Reflect.set(XzReadableStream, '_contextMutex', UNLOCKED);
    Reflect.set(XzReadableStream, '_moduleInstance', idle.pop());
    Reflect.set(XzReadableStream, '_moduleInstancePromise', undefined);
    const reader = new XzReadableStream(input).getReader();
    const first = await reader.read();
    const instance: unknown = Reflect.get(XzReadableStream, '_moduleInstance');
    return { reader, instance: isObject(instance) ? instance : undefined, first };
  });
  opening = open.catch(() => undefined);
  return open;
}

/** The library's lock lets one stream run at a time: an xz inside an xz would wait for itself for ever. */
const UNLOCKED = { acquire: () => Promise.resolve(), release: () => undefined };
