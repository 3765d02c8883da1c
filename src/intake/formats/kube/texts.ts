import { Repeats } from '../../interner.js';
import { PIECE, Pieces } from '../../store/pieces.js';
import type { Spill } from '../../store/spill.js';
import { Recent } from '../log-reader/recent.js';

/** Before each text stand two bytes: its length, and a bit for those that are not ASCII. */
const HEAD = 2;
const LONGEST = 0x7fff;
const WIDE = 0x8000;
/** Which is where no text stands. */
const NONE = 0;
/** Half of a character, which JSON can name and UTF-8 cannot write. */
const HALF = /\p{Cs}/u;
/** More different texts than this are no repeated ones. */
const REMEMBERED = 20_000;

/** Texts read last that are kept at hand; a power of two. */
const SLOTS = 512;

/** Many short texts in few pieces of memory; each is known by the place where it stands. */
export class Texts {
  /** True once a text could not be kept, until {@link forget}: it is too long, or no Unicode text. */
  isUnfit = false;
  private readonly pieces: Pieces;
  private readonly last = new Recent<number>();
  /** Texts that were asked for last, as a few are asked for again and again. */
  private readonly readPlaces = new Float64Array(SLOTS);
  private readonly readTexts = new Array<string | undefined>(SLOTS).fill(undefined);
  private readonly known = new Repeats((text) => this.put(text), REMEMBERED);

  constructor(spill: Spill) {
    this.pieces = new Pieces(spill);
    // No text stands at the very first place, which means none.
    this.pieces.reserve(1);
  }

  /** The place of a text that comes again and again, and is then kept once; 0 for no text. */
  often(text: string | undefined): number {
    return text === undefined ? NONE : this.found(this.known.of(text));
  }

  /** The place of a text that comes a few times in a row, as what is about one object is listed together; 0 for no text. */
  near(text: string | undefined): number {
    if (text === undefined) return NONE;
    const known = this.last.get(text);
    if (known !== undefined) return known;
    const place = this.found(this.put(text));
    if (place !== NONE) this.last.set(text, place);
    return place;
  }

  /** The place of a text that comes once; 0 for no text. */
  once(text: string | undefined): number {
    return text === undefined ? NONE : this.found(this.put(text));
  }

  /** Goes on after a text that could not be kept. */
  forget(): void {
    this.isUnfit = false;
  }

  at(place: number): string {
    const slot = place & (SLOTS - 1);
    const recent = this.readTexts[slot];
    if (recent !== undefined && this.readPlaces[slot] === place) return recent;
    const text = this.read(place);
    this.readPlaces[slot] = place;
    this.readTexts[slot] = text;
    return text;
  }

  private read(place: number): string {
    const piece = this.pieces.held(place);
    const from = (place % PIECE) + HEAD;
    if (piece !== undefined) return textAt(piece, from, from + lengthOf(piece, from), isWide(piece, from));
    const head = this.pieces.read(place, HEAD);
    const [length, wide] = [lengthOf(head, HEAD), isWide(head, HEAD)];
    return textAt(this.pieces.read(place + HEAD, length), 0, length, wide);
  }

  private found(place: number): number {
    this.isUnfit ||= place === NONE;
    return place;
  }

  private put(text: string): number {
    const length = Buffer.byteLength(text);
    const wide = length > text.length;
    if (length > LONGEST || (wide && HALF.test(text))) return NONE;
    const place = this.pieces.reserve(HEAD + length);
    const piece = this.pieces.held(place);
    const at = place % PIECE;
    piece?.writeUInt16LE(wide ? length | WIDE : length, at);
    piece?.write(text, at + HEAD, wide ? 'utf8' : 'latin1');
    return place;
  }
}

/** The length that stands before a text. */
function lengthOf(piece: Buffer, from: number): number {
  return piece.readUInt16LE(from - HEAD) & LONGEST;
}

function isWide(piece: Buffer, from: number): boolean {
  return (piece.readUInt16LE(from - HEAD) & WIDE) !== 0;
}

function textAt(piece: Buffer, from: number, to: number, wide: boolean): string {
  return piece.toString(wide ? 'utf8' : 'latin1', from, to);
}
