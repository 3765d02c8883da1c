import { mkdir, mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { byText, counted } from '../base/index.js';
import { InputError, leaves, readCapture, type Leaf } from '../intake/index.js';
import { packFolder } from './pack.js';
import { namesOf, rewriter, secretsOf, type Rewriter } from '../redact/index.js';

/** What was written, and what was not. */
export interface Redacted {
  readonly files: number;
  /** Paths below OUT. */
  readonly written: readonly string[];
  readonly names: number;
  readonly addresses: number;
  readonly secrets: number;
  /** Parts of names that stay, because they are words of the trade. For a person to look over. */
  readonly kept: readonly string[];
  readonly leftOut: readonly { readonly path: string; readonly why: string }[];
}

/** Text is rewritten in pieces of about this size, cut between lines. */
const PIECE = 16 * 2 ** 20;

/**
 * Writes the capture anew, unpacked into an empty folder or packed into a new .tar.gz: names, hosts, people, addresses and secrets are
 * replaced, everywhere by the same; what is no text is left out. The analysis of the result tells the same
 * story with other names.
 */
export async function redact(path: string, out: string, also: readonly string[] = []): Promise<Redacted> {
  await mustBeFree(path, out);
  if (!PACKED.test(out)) return redactInto(path, out, also);
  await mkdir(dirname(resolve(out)), { recursive: true });
  const folder = await mkdtemp(join(dirname(resolve(out)), '.inquest-redact-'));
  try {
    const done = await redactInto(path, folder, also);
    await packFolder(folder, done.written, out, basename(out).replace(PACKED, '') || 'capture');
    return done;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Names of archives that are written packed. */
const PACKED = /\.(?:tar\.gz|tgz)$/i;

async function redactInto(path: string, out: string, also: readonly string[]): Promise<Redacted> {
  const capture = await readCapture([path]);
  const named = namesOf(capture, also);
  const rewrite = rewriter(named, secretsOf(capture));
  const leftOut: { path: string; why: string }[] = [];
  const taken = new Set<string>();
  for await (const leaf of leaves([path])) {
    const target = targetOf(rewrite.path(leaf.path), taken);
    const why = leaf.refused ?? (await writeLeaf(leaf, join(out, target), rewrite));
    if (why === undefined) taken.add(target);
    else leftOut.push({ path: leaf.path, why });
  }
  return {
    ...rewrite.counts,
    files: taken.size,
    written: [...taken],
    kept: [...named.kept].sort(byText),
    leftOut,
  };
}

/** Anything that stood in OUT before would be handed on with the rest. */
async function mustBeFree(path: string, out: string): Promise<void> {
  const inside = relative(resolve(path), resolve(out));
  if (inside === '' || (!inside.startsWith('..') && !inside.startsWith(sep)))
    throw new InputError(out, `${out}: lies inside the capture; name another folder`);
  const there = await readdir(out).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR')
      throw new InputError(out, `${out}: is there already; name a new folder or archive`);
    return undefined;
  });
  if (PACKED.test(out) && there !== undefined)
    throw new InputError(out, `${out}: is a folder; name a new archive`);
  if (there !== undefined && there.length > 0)
    throw new InputError(out, `${out}: is not empty; name a new folder`);
}

/** A path below the output folder that nothing else has; archives become folders. */
function targetOf(path: string, taken: ReadonlySet<string>): string {
  const parts = path.split(/[/!\\]/).filter((p) => p !== '' && p !== '.' && p !== '..');
  const plain = parts.join('/') || 'capture';
  for (let n = 1; ; n += 1) {
    const target = n === 1 ? plain : `${plain}.${n}`;
    if (!taken.has(target)) return target;
  }
}

/** Why it was left out, or undefined when it was written. */
async function writeLeaf(leaf: Leaf, target: string, rewrite: Rewriter): Promise<string | undefined> {
  const chunks = leaf.bytes()[Symbol.asyncIterator]();
  let next = await chunks.next();
  let held = next.done === true ? Buffer.alloc(0) : next.value;
  const encoding = encodingOf(held);
  if (encoding === undefined) return 'not text: what it says of whom cannot be seen';
  await mkdir(dirname(target), { recursive: true });
  const file = await open(target, 'w');
  try {
    const write = async (bytes: Buffer): Promise<void> => {
      const out = encoding === 'utf16le' ? 'utf8' : encoding;
      await file.write(Buffer.from(rewrite.text(bytes.toString(encoding)), out));
    };
    while (next.done !== true) {
      next = await chunks.next();
      if (next.done === true) break;
      held = Buffer.concat([held, next.value]);
      const cut = encoding === 'latin1' && held.length >= PIECE ? cutOf(held) : 0;
      if (cut === 0) continue;
      await write(held.subarray(0, cut));
      held = held.subarray(cut);
    }
    await write(held);
  } catch (error) {
    if (!(error instanceof Error) || error.name === 'AbortError') throw error;
    return `broke off: ${error.message}`;
  } finally {
    await file.close();
  }
  return undefined;
}

/** Bytes are kept as they are (latin1 is one to one); UTF-16 is written as UTF-8; anything with NUL is no text. */
function encodingOf(head: Buffer): 'latin1' | 'utf16le' | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf16le';
  return head.subarray(0, 65_536).includes(0) ? undefined : 'latin1';
}

/** Behind the last line that is not within a PEM block; 0 when there is none. */
function cutOf(bytes: Buffer): number {
  const begin = bytes.lastIndexOf('-----BEGIN');
  const open = begin >= 0 && bytes.indexOf('-----END', begin) < 0;
  return bytes.subarray(0, open ? begin : bytes.length).lastIndexOf(0x0a) + 1;
}

/** What was done, for a person who is about to hand it on. */
export function redactedLines(r: Redacted, out: string): string[] {
  return [
    `${counted(r.files, 'file')} written to ${out}: ${r.names} times a name, ${r.addresses} times an address, ${r.secrets} times a secret replaced`,
    ...r.leftOut.map((l) => `left out: ${l.path} (${l.why})`),
    ...(r.kept.length === 0
      ? []
      : [
          `parts of names that stay, as they name nobody: ${r.kept.join(' ')}`,
          'if one of them does: --also WORD',
        ]),
    'look it over before you hand it on: names that only stand in running text are not known to inquest',
  ];
}
