import type { Spill } from './spill.js';

/** The size of a piece, bytes. */
export const PIECE = 2 ** 20;

/** What is written once, one after the other, into pieces of one size; each thing is known by the place where it begins. */
export class Pieces {
  private readonly spill: Spill;
  /** Pieces that are full, by their numbers in the spill. */
  private readonly full: number[] = [];
  private last: Buffer | undefined;
  private end = PIECE;

  constructor(spill: Spill) {
    this.spill = spill;
  }

  /** The place of so many bytes, no more than a piece, which are to be filled in the piece that then is the last one. */
  reserve(length: number): number {
    if (this.end + length > PIECE) {
      if (this.last !== undefined) this.full.push(this.spill.add(this.last));
      this.last = Buffer.allocUnsafeSlow(PIECE);
      this.end = 0;
    }
    const place = this.full.length * PIECE + this.end;
    this.end += length;
    return place;
  }

  /** The piece of a place, as long as it is in memory. */
  held(place: number): Buffer | undefined {
    const number = this.full[Math.floor(place / PIECE)];
    return number === undefined ? this.last : this.spill.held(number);
  }

  /** So many bytes from a place on; lent as those of {@link Spill.read} are. */
  read(place: number, length: number): Buffer {
    const from = place % PIECE;
    const number = this.full[Math.floor(place / PIECE)];
    if (number === undefined) return (this.last ?? NOTHING).subarray(from, from + length);
    return this.spill.read(number, from, from + length);
  }
}

const NOTHING = Buffer.alloc(0);
