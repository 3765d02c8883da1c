import { oneLine } from '../../base/index.js';
import { ByteSource } from './byte-source.js';
import type { Compression } from './decompress.js';
import { decompress } from './decompress.js';
import { listFolder } from './folder.js';
import { BrokenSource, LimitHit, reason } from './fault.js';
import { fileBytes } from './file.js';
import type { Packing } from './magic.js';
import { MAGIC_BYTES, packingOf } from './magic.js';
import type { Member } from './member.js';
import type { Meter } from './meter.js';
import { safeName } from './names.js';
import type { Root } from './roots.js';
import { tarEntries } from './tar.js';
import { salvagedEntries } from './zip-salvage.js';
import type { ZipEntry } from './zip.js';
import { zipEntries } from './zip.js';

/** A file or stream that may turn out to be a container. */
interface Parcel {
  /** Path of the member, or "" for what is itself the root. */
  readonly path: string;
  readonly root: Root;
  readonly size?: number;
  readonly modifiedAt?: number;
  /** Where it lies on disk, when it does: zip archives are read by position. */
  readonly file?: string;
  readonly packed: boolean;
  /** Containers around it. */
  readonly depth: number;
  bytes(): AsyncIterable<Uint8Array>;
}

/** A zip that does not lie on disk is held in memory, as its directory stands at its end. */
const MAX_HELD_ZIP = 512 * 2 ** 20;
/** Layers of compression around one file; more than tar.gz in gz is play or attack. */
const MAX_LAYERS = 4;

/** All members of a root, archives opened, in the order in which they lie there. */
export async function* members(root: Root, meter: Meter): AsyncGenerator<Member> {
  if ('folder' in root.content) yield* folderMembers(root, root.content.folder, meter);
  else yield* unpack({ path: '', root, packed: false, depth: 0, ...root.content }, meter, 0);
}

async function* folderMembers(root: Root, folder: string, meter: Meter): AsyncGenerator<Member> {
  for (const entry of await listFolder(folder)) {
    const { path, file, refused, size, modifiedAt } = entry;
    const about = { path, root, packed: false, depth: 0, file, bytes: () => fileBytes(file, meter) };
    const parcel: Parcel = {
      ...about,
      ...(size === undefined ? {} : { size }),
      ...(modifiedAt === undefined ? {} : { modifiedAt }),
    };
    if (refused !== undefined) yield refusal(parcel, refused);
    else yield* unpack(parcel, meter, 0);
  }
}

const EXHAUSTED = 'not read: the limit of the whole capture was reached';

async function* unpack(parcel: Parcel, meter: Meter, layers: number): AsyncGenerator<Member> {
  meter.member();
  if (meter.exhausted) {
    yield refusal(parcel, EXHAUSTED, true);
    return;
  }
  const source = new ByteSource(parcel.bytes());
  try {
    const packing = packingOf(await source.peek(MAGIC_BYTES));
    const refused = packing === undefined ? undefined : refusalOf(packing, parcel, meter, layers);
    if (packing === undefined) yield leaf(parcel, source, meter);
    else if (refused !== undefined) yield refused;
    else if (packing === 'tar') yield* tarMembers(parcel, source, meter);
    else if (packing === 'zip') yield* zipMembers(parcel, source, meter);
    else if (packing === 'gzip' || packing === 'xz' || packing === 'zstd') {
      yield* unpack(inflated(parcel, packing, source, meter), meter, layers + 1);
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') throw error;
    yield brokenOff(parcel, error);
  } finally {
    await source.close().catch(() => undefined);
  }
}

const READ: ReadonlySet<Packing> = new Set<Packing>(['gzip', 'xz', 'zstd', 'tar', 'zip', 'zip-empty']);

/** Why a packing is not opened; undefined when it is. */
function refusalOf(packing: Packing, parcel: Parcel, meter: Meter, layers: number): Member | undefined {
  if (!READ.has(packing)) return refusal(parcel, `${packing} is not read: unpack it first`);
  const isArchive = packing === 'tar' || packing === 'zip';
  if (isArchive && parcel.depth >= meter.budget.depth) {
    return refusal(parcel, `more than ${meter.budget.depth} archives deep`, true);
  }
  if (!isArchive && layers >= MAX_LAYERS) {
    return refusal(parcel, `more than ${MAX_LAYERS} layers of compression`, true);
  }
  return undefined;
}

/** The parcel that a compressed stream holds. */
function inflated(parcel: Parcel, kind: Compression, source: ByteSource, meter: Meter): Parcel {
  const { path, root, packed, depth, modifiedAt } = parcel;
  async function* bytes(): AsyncGenerator<Buffer> {
    const watch = meter.watch();
    for await (const chunk of decompress(kind, source.rest(), (count) => watch.in(count))) {
      watch.out(chunk.length);
      yield chunk;
    }
  }
  return { path, root, packed, depth, bytes, ...(modifiedAt === undefined ? {} : { modifiedAt }) };
}

async function* tarMembers(parcel: Parcel, source: ByteSource, meter: Meter): AsyncGenerator<Member> {
  for await (const entry of tarEntries(source)) {
    if (entry.type === 'directory' || (entry.type === 'other' && entry.size === 0)) continue;
    const name = safeName(entry.name);
    const { size, modifiedAt } = entry;
    const isFile = entry.type === 'file' && name.refused === undefined;
    const whole = isFile ? entry.whole() : undefined;
    const bytes = whole === undefined ? () => entry.bytes() : () => once(whole);
    const inner = inside(parcel, name.path, { size, modifiedAt, bytes });
    const refused =
      name.refused ??
      (entry.type === 'file'
        ? undefined
        : entry.type === 'link'
          ? `link to ${oneLine(entry.target)}, not followed`
          : entry.type === 'damaged'
            ? 'damaged tar header: this member is lost, what comes after the next whole header is read'
            : `${entry.type === 'sparse' ? 'sparse file' : entry.type} in a tar archive, not read`);
    if (refused !== undefined) yield refusal(inner, refused);
    else if (whole !== undefined && packingOf(whole.subarray(0, MAGIC_BYTES)) === undefined) {
      yield wholeLeaf(inner, whole, meter);
    } else yield* unpack(inner, meter, 0);
    if (meter.exhausted)
      throw new LimitHit('the rest of this archive was not read: limit of the whole capture reached');
  }
}

async function* zipMembers(parcel: Parcel, source: ByteSource, meter: Meter): AsyncGenerator<Member> {
  const archive = parcel.file ?? (await held(source));
  const given = new Set<number>();
  try {
    for await (const entry of zipEntries(archive, meter)) {
      given.add(entry.offset);
      yield* zipMember(parcel, entry, meter);
    }
  } catch (error) {
    if (!(error instanceof BrokenSource)) throw error;
    // The directory stands at the end, which is missing, or is damaged: what it does not tell has headers of its own.
    const bytes = typeof archive === 'string' ? await held(source) : archive;
    for (const entry of salvagedEntries(bytes, meter))
      if (!given.has(entry.offset)) yield* zipMember(parcel, entry, meter);
    throw error;
  }
}

async function* zipMember(parcel: Parcel, entry: ZipEntry, meter: Meter): AsyncGenerator<Member> {
  if (entry.type === 'directory') return;
  const name = safeName(entry.name);
  const inner = inside(parcel, name.path, { size: entry.size, bytes: () => entry.bytes() });
  const kind = entry.type === 'link' ? 'symbolic link, not followed' : 'encrypted';
  const refused = name.refused ?? (entry.type === 'file' ? undefined : kind);
  if (refused !== undefined) yield refusal(inner, refused);
  else yield* unpack(inner, meter, 0);
}

async function held(source: ByteSource): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of source.rest()) {
    length += part.length;
    if (length > MAX_HELD_ZIP)
      throw new LimitHit(`zip inside an archive is larger than ${MAX_HELD_ZIP} bytes`);
    parts.push(Buffer.from(part));
  }
  return Buffer.concat(parts);
}

function inside(
  container: Parcel,
  name: string,
  what: { size: number; modifiedAt?: number; bytes(): AsyncIterable<Uint8Array> },
): Parcel {
  const isRoot = container.path === '';
  return {
    root: container.root,
    path: isRoot ? name : `${container.path}!${name}`,
    packed: isRoot || container.packed,
    depth: container.depth + 1,
    ...what,
  };
}

function named(parcel: Parcel): Pick<Member, 'path' | 'root' | 'packed' | 'size' | 'modifiedAt'> {
  return {
    path: parcel.path === '' ? parcel.root.name : parcel.path,
    root: parcel.root.name,
    packed: parcel.packed,
    ...(parcel.size === undefined ? {} : { size: parcel.size }),
    ...(parcel.modifiedAt === undefined ? {} : { modifiedAt: parcel.modifiedAt }),
  };
}

function leaf(parcel: Parcel, source: ByteSource, meter: Meter): Member {
  return { ...named(parcel), bytes: () => source.rest(), skip: () => skipped(parcel, source, meter) };
}

/** A small file, which {@link unpack} would give in the same way after some waiting. */
function wholeLeaf(parcel: Parcel, whole: Buffer, meter: Meter): Member {
  meter.member();
  if (meter.exhausted) return refusal(parcel, EXHAUSTED, true);
  return { ...named(parcel), whole, bytes: () => once(whole), skip: noSkip };
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  if (bytes.length > 0) yield await Promise.resolve(bytes);
}

/** A file on disk need not be read for it. That it breaks off, or a limit, is told by who reads it. */
async function skipped(parcel: Parcel, source: ByteSource, meter: Meter): Promise<void> {
  try {
    const isOnDisk = parcel.file !== undefined && parcel.size !== undefined;
    if (isOnDisk) meter.add(Math.max(0, parcel.size - source.received));
    else await source.skip(Number.POSITIVE_INFINITY);
  } catch (error) {
    if (!(error instanceof BrokenSource || error instanceof LimitHit)) throw error;
  }
}

async function* nothing(): AsyncGenerator<Buffer> {
  // A member that is listed only.
}

const noSkip = (): Promise<void> => Promise.resolve();

function refusal(parcel: Parcel, refused: string, limit = false): Member {
  return { ...named(parcel), refused, limit, bytes: nothing, skip: noSkip };
}

function brokenOff(parcel: Parcel, error: unknown): Member {
  const offset = error instanceof BrokenSource ? error.offset : undefined;
  const broken = {
    message: reason(error),
    limit: error instanceof LimitHit,
    ...(offset === undefined ? {} : { offset }),
  };
  return { ...named(parcel), broken, bytes: nothing, skip: noSkip };
}
