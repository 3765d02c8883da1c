/** What bytes are by their first bytes; names are not trusted (collectors swap and drop them). */
export type Packing = 'gzip' | 'zstd' | 'xz' | 'bzip2' | 'zip' | 'zip-empty' | 'tar' | 'seven-zip' | 'rar';

/** Enough bytes to tell: the tar mark stands at 257. */
export const MAGIC_BYTES = 512;

const MARKS: readonly (readonly [Packing, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b, 0x08]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip-empty', [0x50, 0x4b, 0x05, 0x06]],
  ['seven-zip', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['rar', [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
];

export function packingOf(head: Buffer): Packing | undefined {
  for (const [packing, mark] of MARKS) {
    if (mark.every((byte, i) => head[i] === byte)) {
      if (packing === 'bzip2' && !/^BZh[1-9]1AY&SY/.test(head.toString('latin1', 0, 10))) continue;
      return packing;
    }
  }
  return isTarHeader(head) || isMarkedTar(head) ? 'tar' : undefined;
}

/** A header that POSIX and GNU mark, whose sum is wrong: an archive that is damaged in its first block. */
function isMarkedTar(block: Buffer): boolean {
  return block.length >= 512 && /^ustar(?:\0(?:00)?|  \0)/.test(block.toString('latin1', 257, 265));
}

/** A tar header holds the sum of its own bytes, the sum's field counted as blanks (POSIX ustar). */
export function isTarHeader(block: Buffer): boolean {
  if (block.length < 512) return false;
  const stated = Number.parseInt(block.toString('latin1', 148, 156).replace(/[\0 ]+/g, ''), 8);
  if (!Number.isFinite(stated)) return false;
  let sum = 8 * 32;
  for (let i = 0; i < 512; i++) if (i < 148 || i >= 156) sum += block[i] ?? 0;
  return sum === stated && sum !== 8 * 32;
}
