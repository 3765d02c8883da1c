import { constants, inflateRawSync } from 'node:zlib';
import { BrokenSource, LimitHit, reason } from './fault.js';
import type { Meter } from './meter.js';
import type { ZipEntry } from './zip.js';

/**
 * The members of a zip archive whose end, and with it the directory, is missing: each member is announced by
 * a header of its own (APPNOTE 4.3.7), which is trusted only here.
 */
const LOCAL = Buffer.from('PK\x03\x04');
/** What may follow a member: a data descriptor, the next member, the directory. */
const AFTER: readonly Buffer[] = ['PK\x07\x08', 'PK\x03\x04', 'PK\x01\x02'].map((mark) => Buffer.from(mark));
const HEADER = 30;
/** Lengths that stand behind the member or in an extra field. */
const UNKNOWN = 0xffffffff;

export function* salvagedEntries(archive: Buffer, meter: Meter): Generator<ZipEntry> {
  for (let at = archive.indexOf(LOCAL); at >= 0 && at + HEADER <= archive.length;) {
    const flags = archive.readUInt16LE(at + 6);
    const nameLength = archive.readUInt16LE(at + 26);
    const start = at + HEADER + nameLength + archive.readUInt16LE(at + 28);
    if (start > archive.length) return;
    const stated = archive.readUInt32LE(at + 18);
    const isStated = (flags & 8) === 0 && stated !== UNKNOWN;
    const end = isStated ? start + stated : nextMark(archive, start);
    const name = archive.toString('utf8', at + HEADER, at + HEADER + nameLength);
    const method = archive.readUInt16LE(at + 8);
    yield {
      name,
      type: (flags & 1) !== 0 ? 'encrypted' : name.endsWith('/') ? 'directory' : 'file',
      size: archive.readUInt32LE(at + 22),
      offset: at,
      bytes: () => memberBytes(archive, { start, end, method }, meter),
    };
    at = archive.indexOf(LOCAL, Math.min(end, archive.length));
  }
}

function nextMark(archive: Buffer, from: number): number {
  const found = AFTER.map((mark) => archive.indexOf(mark, from)).filter((at) => at >= 0);
  return found.length === 0 ? archive.length + 1 : Math.min(...found);
}

async function* memberBytes(
  archive: Buffer,
  { start, end, method }: { start: number; end: number; method: number },
  meter: Meter,
): AsyncGenerator<Buffer> {
  const packed = archive.subarray(start, Math.min(end, archive.length));
  if (packed.length > 0) yield await Promise.resolve(unpacked(packed, method, meter));
  if (end > archive.length)
    throw new BrokenSource('zip archive is cut off inside this member', archive.length);
}

function unpacked(packed: Buffer, method: number, meter: Meter): Buffer {
  const watch = meter.watch();
  watch.in(packed.length);
  if (method !== 0 && method !== 8) throw new BrokenSource(`compression method ${method} is not read`);
  try {
    const bytes =
      method === 0
        ? packed
        : inflateRawSync(packed, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 2 ** 30 });
    watch.out(bytes.length);
    return bytes;
  } catch (error) {
    if (error instanceof LimitHit) throw error;
    throw new BrokenSource(`zip member damaged (${reason(error)})`);
  }
}
