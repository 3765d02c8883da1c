import type { TextBlock, TextColumn } from '../../app/ports.js';
import { bitsOf, setBit, type Bits } from './bits.js';
import { blockOf } from './text-column.js';

/** ASCII letters fold; other bytes stand for themselves. */
const FOLD = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));

/** A literal to look for without regard to case, made ready for Horspool's search. */
export interface Needle {
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly skip: Uint8Array;
  /** No letter in it: case does not matter and the runtime's own search, which is native, may do it. */
  readonly exact: Buffer | undefined;
}

const LONGEST_NEEDLE = 250;

export function needleOf(text: string): Needle {
  const bytes = Uint8Array.from(Buffer.from(text, 'utf8').subarray(0, LONGEST_NEEDLE), (b) => FOLD[b] ?? b);
  const skip = new Uint8Array(256).fill(Math.max(1, bytes.length));
  for (let i = 0; i + 1 < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    const step = bytes.length - 1 - i;
    skip[byte] = step;
    if (byte >= 97 && byte <= 122) skip[byte - 32] = step;
  }
  const exact = /[a-z]/i.test(text) ? undefined : Buffer.from(bytes);
  return { text, bytes, skip, exact };
}

/** Place of the needle from `from` on and before `end`, or -1. Horspool: the byte under the needle's end says how far to go. */
function findWithin(hay: Uint8Array, needle: Needle, from: number, end: number): number {
  const { bytes, skip } = needle;
  const tail = bytes.length - 1;
  const last = bytes[tail] ?? 0;
  let i = from + tail;
  while (i < end) {
    const byte = hay[i] ?? 0;
    if (FOLD[byte] === last) {
      let k = tail - 1;
      let j = i - 1;
      while (k >= 0 && FOLD[hay[j] ?? 0] === bytes[k]) {
        k--;
        j--;
      }
      if (k < 0) return j + 1;
    }
    i += skip[byte] ?? 1;
  }
  return -1;
}

/** The next place of the needle in a whole block. */
function findNext(hay: Buffer, needle: Needle, from: number): number {
  return needle.exact === undefined
    ? findWithin(hay, needle, from, hay.length)
    : hay.indexOf(needle.exact, from);
}

/** The same bytes with the runtime's own search. */
function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** The texts of a column that contain the needle. */
export function scanLiteral(column: TextColumn, needle: Needle): Bits {
  const hits = bitsOf(column.count);
  if (needle.bytes.length === 0) {
    hits.words.fill(0xffffffff);
    return hits;
  }
  for (const block of column.blocks) scanBlock(block, needle, hits);
  return hits;
}

function scanBlock(block: TextBlock, needle: Needle, hits: Bits): void {
  const { starts, count, first } = block;
  const bytes = bufferOf(block.bytes);
  let at = findNext(bytes, needle, 0);
  let row = 0;
  while (at >= 0) {
    row = rowAt(starts, count, at, row);
    setBit(hits, first + row);
    row++;
    if (row >= count) return;
    at = findNext(bytes, needle, starts[row] ?? 0);
  }
}

/** The row that holds byte `at`, known to be `from` or later: doubling steps, then halving. */
function rowAt(starts: Uint32Array, count: number, at: number, from: number): number {
  let lo = from;
  let step = 1;
  while (lo + step < count && (starts[lo + step] ?? 0) <= at) {
    lo += step;
    step <<= 1;
  }
  let hi = Math.min(count, lo + step);
  while (hi - lo > 1) {
    const mid = (lo + hi) >>> 1;
    if ((starts[mid] ?? 0) <= at) lo = mid;
    else hi = mid;
  }
  return lo;
}

const REGEX_CHUNK = 1 << 20;

/** The texts that a regular expression matches, tried on runs of whole texts at a time. */
export function scanRegex(column: TextColumn, regex: RegExp): Bits {
  const hits = bitsOf(column.count);
  const sticky = new RegExp(regex.source, regex.flags.includes('i') ? 'gim' : 'gm');
  for (const block of column.blocks) {
    let row = 0;
    while (row < block.count) {
      const begin = block.starts[row] ?? 0;
      let next = rowAt(block.starts, block.count, begin + REGEX_CHUNK, row);
      if (next === row) next = row + 1;
      if ((block.starts[next] ?? 0) - begin < REGEX_CHUNK && next + 1 >= block.count) next = block.count;
      scanChunk(block, row, next, sticky, hits);
      row = next;
    }
  }
  return hits;
}

function scanChunk(block: TextBlock, from: number, to: number, regex: RegExp, hits: Bits): void {
  const begin = block.starts[from] ?? 0;
  const end = block.starts[to] ?? block.bytes.length;
  const text = bufferOf(block.bytes).toString('utf8', begin, end);
  if (text.length !== end - begin) {
    scanWide(block, from, to, regex, hits);
    return;
  }
  let row = from;
  regex.lastIndex = 0;
  for (let m = regex.exec(text); m !== null; m = regex.exec(text)) {
    row = rowAt(block.starts, to, begin + m.index, row);
    setBit(hits, block.first + row);
    row++;
    if (row >= to) return;
    regex.lastIndex = (block.starts[row] ?? 0) - begin;
  }
}

/** Texts among which some have characters of several bytes, so that places in the string are none in the bytes. */
function scanWide(block: TextBlock, from: number, to: number, regex: RegExp, hits: Bits): void {
  const bytes = bufferOf(block.bytes);
  for (let row = from; row < to; row++) {
    regex.lastIndex = 0;
    const end = (block.starts[row + 1] ?? 1) - 1;
    if (regex.test(bytes.toString('utf8', block.starts[row] ?? 0, end))) setBit(hits, block.first + row);
  }
}

/** A place in one text of a column. */
type Look = (block: TextBlock, from: number, to: number) => boolean;

/** Asks one text after the other; quick when they come in order. */
function looker(column: TextColumn, look: Look): (index: number) => boolean {
  let block: TextBlock | undefined;
  return (index) => {
    if (block === undefined || index < block.first || index >= block.first + block.count) {
      block = blockOf(column, index);
    }
    if (block === undefined) return false;
    const at = index - block.first;
    return look(block, block.starts[at] ?? 0, (block.starts[at + 1] ?? 1) - 1);
  };
}

/** Does a text contain the needle? */
export function finderIn(column: TextColumn, needle: Needle): (index: number) => boolean {
  if (needle.bytes.length === 0) return () => true;
  return looker(column, (block, from, to) => findWithin(block.bytes, needle, from, to) >= 0);
}

/** Does a text match the expression? */
export function matcherIn(column: TextColumn, regex: RegExp): (index: number) => boolean {
  return looker(column, (block, from, to) => regex.test(bufferOf(block.bytes).toString('utf8', from, to)));
}
