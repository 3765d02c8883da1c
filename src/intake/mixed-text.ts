import type { SourceProblem } from '../model/index.js';

/** What some bytes of a text are. */
export interface Segment {
  readonly kind: 'utf-8' | 'utf-16le' | 'hole';
  readonly from: number;
  readonly to: number;
}

/** A block of a disk that was never written, or was lost with the power, reads as NULs; shorter runs are somebody's data. */
const HOLE = 64;
/** So many characters of the one encoding in a row are none of the other. */
const SURE = 8;

/**
 * A text in which the encoding changes: PowerShell's ">>" appends UTF-16 to whatever is there, other shells append UTF-8 to what
 * PowerShell wrote. And NULs where a machine lost its power, or a log was cut under the hand of its writer.
 */
export function segmentsOf(bytes: Buffer): readonly Segment[] {
  const out: Segment[] = [];
  let start = 0;
  let at = bytes.indexOf(0);
  const until = (end: number): void => {
    if (end > start) out.push({ kind: 'utf-8', from: start, to: end });
  };
  while (at >= 0) {
    const run = zerosAt(bytes, at);
    let next = at + run;
    if (run >= HOLE) {
      until(at);
      out.push({ kind: 'hole', from: at, to: next });
      start = next;
    } else if (at > start && isWide(bytes, at - 1)) {
      const from = at - 1;
      const isMarked = from >= start + 2 && bytes[from - 2] === 0xff && bytes[from - 1] === 0xfe;
      until(isMarked ? from - 2 : from);
      next = endOfWide(bytes, from);
      out.push({ kind: 'utf-16le', from, to: next });
      start = next;
    }
    at = bytes.indexOf(0, next);
  }
  until(bytes.length);
  return out;
}

function zerosAt(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] === 0) at += 1;
  return at - from;
}

function isWide(bytes: Buffer, from: number): boolean {
  const pairs = Math.min(SURE, Math.floor((bytes.length - from) / 2));
  for (let i = 0; i < pairs; i++) {
    if (bytes[from + 2 * i] === 0 || bytes[from + 2 * i + 1] !== 0) return false;
  }
  return pairs >= SURE / 2;
}

function endOfWide(bytes: Buffer, from: number): number {
  const narrow = narrowFrom(bytes, from, from);
  const end = narrow < 0 ? bytes.length - ((bytes.length - from) % 2) : narrow;
  for (let at = from; at < end; at += 2)
    if (bytes[at] === 0 && bytes[at + 1] === 0 && zerosAt(bytes, at) >= HOLE) return at;
  return end;
}

/** Where, in pairs counted from `origin`, single-byte text begins; -1 where it does not. */
export function narrowFrom(bytes: Buffer, from: number, origin: number): number {
  let length = 0;
  for (let at = from; at < bytes.length; at++) {
    length = isPlain(bytes[at] ?? 0) ? length + 1 : 0;
    const start = at + 1 - length;
    if (length > 2 * SURE && (start - origin) % 2 === 0) return start;
    if (length > 2 * SURE + 1) return start + 1;
  }
  return -1;
}

/** How many bytes at the end may be the beginning of such a text. */
export function trailingNarrow(bytes: Buffer): number {
  let length = 0;
  while (length < bytes.length && isPlain(bytes[bytes.length - 1 - length] ?? 0)) length += 1;
  return length;
}

function isPlain(byte: number): boolean {
  return (byte >= 32 && byte < 127) || (byte >= 9 && byte <= 13);
}

/** What was left out of a source of so many bytes, for the inventory. */
export function holesProblem(
  [first, ...more]: readonly { readonly offset: number; readonly length: number }[],
  bytes: number,
): readonly SourceProblem[] {
  if (first === undefined) return [];
  if (bytes === first.length) return [{ message: 'NUL bytes only' }];
  const all = more.reduce((sum, { length }) => sum + length, first.length);
  const where = more.length === 0 ? 'a hole in the file' : `${more.length + 1} holes in the file`;
  return [{ message: `${all} NUL bytes, ${where}, are left out`, offset: first.offset }];
}
