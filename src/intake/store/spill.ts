import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** So much of the pieces of one capture stays in memory. */
const IN_MEMORY = 32 * 2 ** 20;
/** What is read back of the file at once, and how many of these are kept at hand; the number is a power of two. */
const PAGE = 1 << 14;
const PAGES = 512;

const closing = new FinalizationRegistry<number>((file) => closeSync(file));

interface Page {
  readonly number: number;
  readonly bytes: Buffer;
  /** Where the file ended when it was read. */
  readonly end: number;
}

/**
 * Pieces of memory that were filled once and are read now and then. The newest stay in memory; once they are too many,
 * the oldest go to a file that has no name any more, so that nobody else reads it and nothing is left of it when the
 * program ends, however that comes. Where no such file can be had, everything stays in memory.
 */
export class Spill {
  /** By number; undefined for one that is in the file. */
  private readonly pieces: (Buffer | undefined)[] = [];
  /** By number: where in the file a piece begins. */
  private readonly places: number[] = [];
  private readonly pages = new Array<Page | undefined>(PAGES).fill(undefined);
  private readonly room: number;
  private inMemory = 0;
  /** Number of the oldest piece that is in memory. */
  private oldest = 0;
  private end = 0;
  private file: number | undefined;
  private isClosed = false;

  constructor(room = IN_MEMORY) {
    this.room = room;
  }

  /** Takes a piece, which must not change any more; gives its number. */
  add(piece: Buffer): number {
    this.inMemory += piece.length;
    this.pieces.push(piece);
    while (this.inMemory > this.room && this.oldest < this.pieces.length - 1 && this.write(this.oldest)) {
      this.oldest += 1;
    }
    return this.pieces.length - 1;
  }

  /** A whole piece, as long as it is in memory. */
  held(piece: number): Buffer | undefined {
    return this.pieces[piece];
  }

  /** Bytes [from, to) of a piece. Up to a page of them is only lent until the next call. */
  read(piece: number, from: number, to: number): Buffer {
    const whole = this.pieces[piece];
    if (whole !== undefined) return whole.subarray(from, to);
    const start = (this.places[piece] ?? 0) + from;
    const length = to - from;
    const within = start % PAGE;
    if (within + length <= PAGE) {
      return this.page((start - within) / PAGE, start + length).subarray(within, within + length);
    }
    return this.load(start, Buffer.allocUnsafe(length));
  }

  private page(number: number, upTo: number): Buffer {
    const slot = number & (PAGES - 1);
    const known = this.pages[slot];
    if (known?.number === number && upTo <= known.end) return known.bytes;
    const bytes = this.load(number * PAGE, known?.bytes ?? Buffer.allocUnsafeSlow(PAGE));
    this.pages[slot] = { number, bytes, end: this.end };
    return bytes;
  }

  /** Fills the buffer from a place of the file on; what lies behind the file's end stays as it was. */
  private load(place: number, into: Buffer): Buffer {
    let done = 0;
    while (done < into.length && place + done < this.end) {
      const count = readSync(this.file ?? -1, into, done, into.length - done, place + done);
      if (count === 0) throw new Error('the temporary file of a large capture was cut');
      done += count;
    }
    return into;
  }

  /** False when there is no file to write to. */
  private write(number: number): boolean {
    const piece = this.pieces[number];
    if (piece === undefined || this.isClosed) return false;
    try {
      this.file ??= this.open();
      for (let done = 0; done < piece.length;) {
        done += writeSync(this.file, piece, done, piece.length - done, this.end + done);
      }
    } catch {
      // No room, or nowhere to write: what is there already can still be read.
      this.isClosed = true;
      return false;
    }
    this.places[number] = this.end;
    this.end += piece.length;
    this.pieces[number] = undefined;
    this.inMemory -= piece.length;
    return true;
  }

  private open(): number {
    const folder = mkdtempSync(join(tmpdir(), 'inquest-'));
    const file = openSync(join(folder, 'records'), 'wx+', 0o600);
    // It lives on without its name until it is closed.
    rmSync(folder, { recursive: true, force: true });
    closing.register(this, file);
    return file;
  }
}
