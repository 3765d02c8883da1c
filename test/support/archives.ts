import { deflateRawSync } from 'node:zlib';

/** A member to be put into an archive; hostile ones too, so nothing is checked. */
export interface ArchiveEntry {
  readonly name: string;
  readonly content?: string | Buffer;
  /** Tar type flag: "0" file, "2" symbolic link, "3" device, "5" directory. */
  readonly type?: string;
  readonly target?: string;
  /** Zip: Unix mode in the external attributes. */
  readonly mode?: number;
  readonly isEncrypted?: boolean;
  /** Of a zip: the check sum that its header states. */
  readonly sum?: number;
}

function bytesOf(entry: ArchiveEntry): Buffer {
  return Buffer.from(entry.content ?? '');
}

/** A ustar archive; names of more than 100 bytes become GNU long names. */
export function tarOf(entries: readonly ArchiveEntry[]): Buffer {
  const blocks: Buffer[] = [];
  for (const entry of entries) {
    if (Buffer.byteLength(entry.name) > 99) {
      const name = Buffer.from(`${entry.name}\0`);
      blocks.push(tarHeader('././@LongLink', name.length, 'L', ''), padded(name));
    }
    const body = bytesOf(entry);
    blocks.push(
      tarHeader(entry.name.slice(0, 99), body.length, entry.type ?? '0', entry.target ?? ''),
      padded(body),
    );
  }
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function padded(body: Buffer): Buffer {
  return Buffer.concat([body, Buffer.alloc((512 - (body.length % 512)) % 512)]);
}

function tarHeader(name: string, size: number, type: string, target: string): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0, 100);
  header.write('0000644\0', 100);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write(type, 156);
  header.write(target, 157, 100);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((all, byte) => all + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** A zip archive with a central directory; the checksums are zero, which readers need not mind, where none is given. */
export function zipOf(entries: readonly ArchiveEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const body = bytesOf(entry);
    const packed = deflateRawSync(body);
    const name = Buffer.from(entry.name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE((entry.isEncrypted === true ? 1 : 0) | 0x800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(body.length, 18);
    common.writeUInt16LE(name.length, 22);
    if (entry.sum !== undefined) common.writeUInt32LE(entry.sum, 10);
    parts.push(Buffer.from('PK\x03\x04'), common, name, packed);
    const made = Buffer.from([20, 3]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((entry.mode ?? 0o100644) * 0x10000, 6);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02'), made, common, tail, name);
    offset += 30 + name.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, central, Buffer.from('PK\x05\x06'), end]);
}

/** A stream of bytes in chunks, as standard input gives it. */
export async function* streamOf(bytes: Buffer, chunk = 65_536): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += chunk)
    yield await Promise.resolve(bytes.subarray(at, at + chunk));
}
