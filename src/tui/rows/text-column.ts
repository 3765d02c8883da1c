import type { TextBlock, TextColumn } from '../../app/ports.js';

/** Large enough that a scan is one tight loop, small enough that growing never copies what is there. */
const BLOCK_BYTES = 8 << 20;
/** A row is one line of a screen; the whole text is read from the source when it is asked for. */
const LONGEST_TEXT = 2_000;
const NEWLINE = 10;

/** Collects texts as UTF-8 in blocks, each text followed by a newline. */
export class TextWriter {
  readonly #blocks: TextBlock[] = [];
  #bytes = Buffer.alloc(0);
  #starts: number[] = [];
  #used = 0;
  #first = 0;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Adds a text; answers its index. Line breaks in it become blanks, the tail of a huge one is cut. */
  add(text: string): number {
    const cut = text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text;
    const flat = cut.includes('\n') ? cut.replaceAll('\n', ' ') : cut;
    this.#room(flat.length * 3 + 1);
    this.#starts.push(this.#used);
    this.#used += this.#bytes.write(flat, this.#used, 'utf8');
    this.#bytes[this.#used++] = NEWLINE;
    return this.#count++;
  }

  addBytes(bytes: Uint8Array, length: number): number {
    this.#room(length + 1);
    this.#starts.push(this.#used);
    this.#bytes.set(bytes.subarray(0, length), this.#used);
    this.#used += length;
    this.#bytes[this.#used++] = NEWLINE;
    return this.#count++;
  }

  /** Bytes of the text added last, without its newline: valid until the next add. */
  last(): Uint8Array {
    return this.#bytes.subarray(this.#starts.at(-1) ?? 0, Math.max(0, this.#used - 1));
  }

  /** Takes back the text added last. */
  dropLast(): void {
    const start = this.#starts.pop();
    if (start === undefined) return;
    this.#used = start;
    this.#count--;
  }

  finish(): TextColumn {
    this.#close();
    return { count: this.#count, blocks: this.#blocks };
  }

  #room(bytes: number): void {
    if (this.#used + bytes <= this.#bytes.length) return;
    this.#close();
    this.#bytes = Buffer.alloc(Math.max(this.#blocks.length === 0 ? 1 << 16 : BLOCK_BYTES, bytes));
  }

  #close(): void {
    if (this.#starts.length > 0) {
      const starts = new Uint32Array(this.#starts.length + 1);
      starts.set(this.#starts);
      starts[this.#starts.length] = this.#used;
      this.#blocks.push({
        first: this.#first,
        count: this.#starts.length,
        starts,
        bytes: this.#bytes.subarray(0, this.#used),
      });
    }
    this.#first = this.#count;
    this.#starts = [];
    this.#used = 0;
    this.#bytes = Buffer.alloc(0);
  }
}

/** The block that holds text `index`. */
export function blockOf(column: TextColumn, index: number): TextBlock | undefined {
  let lo = 0;
  let hi = column.blocks.length - 1;
  while (lo < hi) {
    const mid = (lo + hi + 1) >>> 1;
    if ((column.blocks[mid]?.first ?? 0) <= index) lo = mid;
    else hi = mid - 1;
  }
  return column.blocks[lo];
}

/** Text by index; empty when there is none. */
export function textAt(column: TextColumn, index: number): string {
  const bytes = bytesAt(column, index);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
}

/** Bytes of a text, without its newline: a view, not a copy. */
function bytesAt(column: TextColumn, index: number): Uint8Array {
  const block = blockOf(column, index);
  if (block === undefined) return EMPTY;
  const at = index - block.first;
  if (at < 0 || at >= block.count) return EMPTY;
  return block.bytes.subarray(block.starts[at] ?? 0, (block.starts[at + 1] ?? 1) - 1);
}

const EMPTY = new Uint8Array(0);
