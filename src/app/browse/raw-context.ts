import { createHash } from 'node:crypto';
import type { RawContext, RawLine } from '../ports.js';

/** Sources up to this size are held whole: the next look into them costs nothing. */
const SMALL = 32 * 2 ** 20;
/** Together they take no more than this. */
const HELD = 96 * 2 ** 20;
/** Of a larger source, what is kept on either side of the place. */
const AROUND = 2 ** 20;
/** Longest piece of a line that is shown: a JSON document may be one line of megabytes. */
const WIDEST = 8 * 2 ** 10;
const BEFORE_PLACE = 512;
const NEWLINE = 10;

/** A stretch of a source: its bytes, where they begin, and the number of the line they begin in. */
interface Stretch {
  readonly bytes: Buffer;
  readonly start: number;
  /** Number of the line that `start` lies in. */
  readonly line: number;
  /** True when it ends where the source ends. */
  readonly isLast: boolean;
  readonly digest?: string;
}

/** Reads lines around places of sources; small sources stay in memory, of large ones the last stretch. */
export class RawReader {
  readonly #open: (source: string) => AsyncIterable<Buffer>;
  readonly #held = new Map<string, Stretch>();

  constructor(open: (source: string) => AsyncIterable<Buffer>) {
    this.#open = open;
  }

  async context(
    source: string,
    path: string,
    offset: number,
    before: number,
    after: number,
  ): Promise<RawContext> {
    const stretch = await this.#stretch(source, offset);
    const { lines, at } = linesAround(stretch, offset, before, after);
    return { path, lines, at, ...(stretch.digest === undefined ? {} : { digest: stretch.digest }) };
  }

  /** The whole source, for a pager. */
  bytes(source: string): AsyncIterable<Buffer> {
    return this.#open(source);
  }

  async #stretch(source: string, offset: number): Promise<Stretch> {
    const known = this.#held.get(source);
    this.#held.delete(source);
    const stretch = known && covers(known, offset) ? known : await readStretch(this.#open(source), offset);
    this.#held.set(source, stretch);
    let total = 0;
    for (const held of this.#held.values()) total += held.bytes.length;
    for (const [id, held] of this.#held) {
      if (total <= HELD || id === source) break;
      total -= held.bytes.length;
      this.#held.delete(id);
    }
    return stretch;
  }
}

/** True when the lines around an offset are in the stretch, as far as the source has them. */
function covers(s: Stretch, offset: number): boolean {
  const end = s.start + s.bytes.length;
  const margin = AROUND / 4;
  return (s.start === 0 || offset - margin >= s.start) && (s.isLast || offset + margin <= end);
}

async function readStretch(chunks: AsyncIterable<Buffer>, offset: number): Promise<Stretch> {
  let parts: Buffer[] = [];
  let length = 0;
  let start = 0;
  let line = 1;
  const hash = createHash('sha256');
  const from = Math.max(0, offset - AROUND);
  for await (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (start === 0 && length <= SMALL) {
      hash.update(chunk);
      continue;
    }
    for (let first = parts[0]; first && start + first.length <= from; first = parts[0]) {
      line += newlines(first);
      start += first.length;
      length -= first.length;
      parts = parts.slice(1);
    }
    if (start + length >= offset + AROUND) {
      return { bytes: Buffer.concat(parts), start, line, isLast: false };
    }
  }
  const whole = start === 0 && length <= SMALL;
  return {
    bytes: Buffer.concat(parts), start, line, isLast: true, ...(whole ? { digest: hash.digest('hex') } : {}),
  }; // prettier-ignore
}

function newlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}

function linesAround(
  s: Stretch,
  offset: number,
  before: number,
  after: number,
): { readonly lines: readonly RawLine[]; readonly at: number } {
  const { bytes } = s;
  if (bytes.length === 0) return { lines: [], at: 0 };
  const place = Math.min(Math.max(0, offset - s.start), bytes.length - 1);
  let first = place === 0 ? 0 : bytes.lastIndexOf(NEWLINE, place - 1) + 1;
  let at = 0;
  while (at < before && first > 0) {
    first = first < 2 ? 0 : bytes.lastIndexOf(NEWLINE, first - 2) + 1;
    at += 1;
  }
  let number = s.line + newlines(bytes.subarray(0, first));
  const lines: RawLine[] = [];
  for (let from = first; from < bytes.length && lines.length <= at + after;) {
    const stop = bytes.indexOf(NEWLINE, from);
    const to = stop < 0 ? bytes.length : stop;
    lines.push(lineOf(s, from, to, number++, lines.length === at ? place : from));
    from = to + 1;
  }
  return { lines, at: Math.min(at, Math.max(0, lines.length - 1)) };
}

/** A line as it stands there; of a very long one the piece around the place. */
function lineOf(s: Stretch, from: number, to: number, line: number, place: number): RawLine {
  const isLong = to - from > WIDEST;
  const begin = isLong ? characterStart(s.bytes, Math.max(from, place - BEFORE_PLACE), from) : from;
  const end = isLong ? characterStart(s.bytes, Math.min(to, begin + WIDEST), begin) : to;
  const text = s.bytes.toString('utf8', begin, end).replace(/\r$/, '');
  return {
    offset: s.start + begin,
    line,
    text: `${begin > from ? '…' : ''}${text}${end < to ? '…' : ''}`,
  };
}

/** The first byte of the UTF-8 character that `at` lies in. */
function characterStart(bytes: Buffer, at: number, least: number): number {
  let start = at;
  while (start > least && start < bytes.length && ((bytes[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return start;
}
