import type { ByteSource } from './byte-source.js';
import { BrokenSource } from './fault.js';
import { isTarHeader } from './magic.js';

/**
 * POSIX ustar, pax and GNU tar, walked as a stream: 512-byte header, bytes padded to 512, two empty blocks
 * at the end. Long names come as GNU 'L' or pax 'x' members before the one that they name.
 */
export interface TarEntry {
  readonly name: string;
  readonly type: 'file' | 'directory' | 'link' | 'device' | 'sparse' | 'damaged' | 'other';
  readonly target: string;
  readonly size: number;
  /** Microseconds. */
  readonly modifiedAt: number;
  /** At most once, before the next entry is asked for. */
  bytes(): AsyncGenerator<Buffer>;
  /** All bytes, when they are at hand: what is then read is not in `bytes`. Small files need no stream of their own. */
  whole(): Buffer | undefined;
}

const BLOCK = 512;
/** No name or pax header is longer; what says so is damaged or hostile. */
const MAX_META = 1 << 20;

/**
 * The entries in order; BrokenSource where the archive is cut off. Behind a damaged header the next whole one is looked for,
 * block by block; what lies between is an entry of its own.
 */
export async function* tarEntries(source: ByteSource): AsyncGenerator<TarEntry> {
  let pax: Readonly<Record<string, string>> = {};
  let globalPax: Readonly<Record<string, string>> = {};
  let longName: string | undefined;
  let longLink: string | undefined;
  for (;;) {
    const at = source.offset;
    let header = source.readNow(BLOCK) ?? (await source.read(BLOCK));
    if (header.length === 0) return;
    if (header.length < BLOCK) throw new BrokenSource('tar archive is cut off inside a header', at);
    if (header.every((byte) => byte === 0)) return;
    if (!isTarHeader(header)) {
      yield damaged(nameOf(header), at);
      const next = await nextHeader(source);
      if (next === undefined) return;
      header = next;
    }
    const type = String.fromCharCode(header[156] ?? 0);
    const size = numberField(header, 124, 12);
    if (type === 'L' || type === 'K' || type === 'x' || type === 'g') {
      const body = await meta(source, size);
      if (type === 'L') longName = cString(body, 0, body.length);
      else if (type === 'K') longLink = cString(body, 0, body.length);
      else if (type === 'x') pax = paxRecords(body);
      else globalPax = { ...globalPax, ...paxRecords(body) };
      continue;
    }
    const own = { ...globalPax, ...pax };
    const realSize = own['size'] === undefined ? size : Number(own['size']);
    const sparse = Object.keys(own).some((key) => key.startsWith('GNU.sparse'));
    const body = entryBytes(source, realSize);
    yield {
      name: own['path'] ?? longName ?? nameOf(header),
      type: sparse ? 'sparse' : typeOf(type),
      target: own['linkpath'] ?? longLink ?? cString(header, 157, 257),
      size: realSize,
      modifiedAt: Math.trunc(
        (own['mtime'] === undefined ? numberField(header, 136, 12) : Number(own['mtime'])) * 1e6,
      ),
      bytes: () => body.stream(),
      whole: () => source.readNow(realSize),
    };
    if (!body.isLeft()) await body.leave();
    pax = {};
    longName = undefined;
    longLink = undefined;
  }
}

/** The next block that is a header, however far; undefined when there is none. */
async function nextHeader(source: ByteSource): Promise<Buffer | undefined> {
  for (;;) {
    const block = source.readNow(BLOCK) ?? (await source.read(BLOCK));
    if (block.length < BLOCK) return undefined;
    if (isTarHeader(block)) return block;
  }
}

/** What a damaged header may have been called, where the name was not what was damaged. */
function damaged(name: string, at: number): TarEntry {
  const readable = /^[\x20-\x7e]{1,200}$/.test(name) ? name : `member at byte ${at}`;
  const none = async function* (): AsyncGenerator<Buffer> {
    // Nobody knows how long it was.
  };
  return {
    name: readable,
    type: 'damaged',
    target: '',
    size: 0,
    modifiedAt: 0,
    bytes: none,
    whole: () => undefined,
  };
}

/** The body of one entry; `leave` goes past what was not read of it. */
function entryBytes(source: ByteSource, size: number) {
  const start = source.offset;
  const end = start + size;
  const cutOff = (): BrokenSource =>
    new BrokenSource('tar archive is cut off inside this member', source.offset);
  async function* stream(): AsyncGenerator<Buffer> {
    yield* source.take(end - source.offset);
    if (source.offset < end) throw cutOff();
  }
  const padding = (BLOCK - (size % BLOCK)) % BLOCK;
  /** Goes past the end when all that is left are bytes at hand. */
  function isLeft(): boolean {
    return source.offset === end && source.readNow(padding) !== undefined;
  }
  async function leave(): Promise<void> {
    const unread = end - source.offset;
    if (unread > 0 && (await source.skip(unread)) < unread) throw cutOff();
    await source.skip(padding);
  }
  return { stream, isLeft, leave };
}

async function meta(source: ByteSource, size: number): Promise<Buffer> {
  if (!(size <= MAX_META)) throw new BrokenSource('tar header of absurd length', source.offset);
  const body = await source.read(size);
  if (body.length < size) throw new BrokenSource('tar archive is cut off inside a header', source.offset);
  const copy = Buffer.from(body);
  await source.skip((BLOCK - (size % BLOCK)) % BLOCK);
  return copy;
}

function typeOf(flag: string): TarEntry['type'] {
  if (flag === '0' || flag === '\0' || flag === '7') return 'file';
  if (flag === '5') return 'directory';
  if (flag === '1' || flag === '2') return 'link';
  if (flag === '3' || flag === '4' || flag === '6') return 'device';
  return flag === 'S' ? 'sparse' : 'other';
}

function nameOf(header: Buffer): string {
  const name = cString(header, 0, 100);
  const isUstar = header.toString('latin1', 257, 262) === 'ustar';
  // GNU tar keeps times where POSIX keeps the prefix and says so by two blanks after the mark.
  const prefix = isUstar && header[263] === 0x30 ? cString(header, 345, 500) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

function cString(bytes: Buffer, start: number, end: number): string {
  const nul = bytes.indexOf(0, start);
  return bytes.toString('utf8', start, nul < 0 || nul > end ? end : nul);
}

/** Octal text, or base 256 when the first bit is set (sizes from 8 GiB on). */
function numberField(header: Buffer, start: number, length: number): number {
  if (((header[start] ?? 0) & 0x80) !== 0) {
    let value = (header[start] ?? 0) & 0x7f;
    for (let i = start + 1; i < start + length; i++) value = value * 256 + (header[i] ?? 0);
    return value;
  }
  const value = Number.parseInt(header.toString('latin1', start, start + length).replace(/[\0 ]+/g, ''), 8);
  return Number.isFinite(value) ? value : 0;
}

/** "LEN key=value\n" records; LEN counts the whole record in bytes. */
function paxRecords(body: Buffer): Record<string, string> {
  const out: Record<string, string> = {};
  let at = 0;
  while (at < body.length) {
    const blank = body.indexOf(0x20, at);
    const length = blank < 0 ? Number.NaN : Number.parseInt(body.toString('latin1', at, blank), 10);
    if (!(length > 0) || at + length > body.length) break;
    const record = body.toString('utf8', blank + 1, at + length - 1);
    const equals = record.indexOf('=');
    if (equals > 0) out[record.slice(0, equals)] = record.slice(equals + 1);
    at += length;
  }
  return out;
}
