import type { DigitIndex } from '../../app/ports.js';
import { bitsOf, type Bits } from './bits.js';

/**
 * Which texts hold which digits. People look for addresses, ports, codes and numbers of lines, and shapes (templates.ts) know
 * no digit from another; so there is one set of texts for each digit, each pair of neighbouring digits, each digit that begins
 * or ends a number, and each number of one digit: 140 bits for a text. One or two digits are answered by them alone, more of
 * them leave few texts to look at.
 */
const PAIR = 10;
const FIRST = 110;
const LAST = 120;
const ALONE = 130;
const GRAMS = 140;

/** Texts whose sets lie together: what is written while a text is added stays in the processor's own memory. */
const CHUNK = 4096;
const CHUNK_WORDS = CHUNK / 32;

const ZERO = 48;
const NINE = 57;

/** Collects the index along with the texts. */
export class DigitWriter {
  readonly #chunks: Uint32Array[] = [];

  /** The digits of text `id`; ids ascend. */
  add(id: number, bytes: Uint8Array): void {
    const number = Math.floor(id / CHUNK);
    while (this.#chunks.length <= number) this.#chunks.push(new Uint32Array(GRAMS * CHUNK_WORDS));
    const sets = this.#chunks[number];
    if (sets === undefined) return;
    const word = (id % CHUNK) >>> 5;
    const bit = 1 << (id & 31);
    let before = -1;
    let alone = false;
    for (let i = 0; i <= bytes.length; i++) {
      const byte = bytes[i] ?? 0;
      if (byte < ZERO || byte > NINE) {
        if (before >= 0) mark(sets, LAST + before, word, bit);
        if (alone) mark(sets, ALONE + before, word, bit);
        before = -1;
        alone = false;
        continue;
      }
      const digit = byte - ZERO;
      alone = before < 0;
      mark(sets, digit, word, bit);
      mark(sets, alone ? FIRST + digit : PAIR + before * 10 + digit, word, bit);
      before = digit;
    }
  }

  finish(): DigitIndex {
    return { chunks: this.#chunks };
  }
}

function mark(sets: Uint32Array, gram: number, word: number, bit: number): void {
  const at = gram * CHUNK_WORDS + word;
  sets[at] = (sets[at] ?? 0) | bit;
}

/** The sets that a text must be in when it contains the words; a number that the words cut open may go on outside. */
export function gramsOf(words: Uint8Array): readonly number[] {
  const out = new Set<number>();
  words.forEach((byte, i) => {
    if (byte < ZERO || byte > NINE) return;
    const digit = byte - ZERO;
    const before = digitAt(words, i - 1);
    const after = digitAt(words, i + 1);
    if (before === 'no' && after === 'no') out.add(ALONE + digit);
    else if (before === 'no') out.add(FIRST + digit);
    else if (after === 'no') out.add(LAST + digit);
    if (typeof after === 'number') out.add(PAIR + digit * 10 + after);
    if (before === 'open' && after === 'open') out.add(digit);
  });
  return [...out];
}

/** The digit there; "no" for anything else, "open" outside of the words. */
function digitAt(words: Uint8Array, i: number): number | 'no' | 'open' {
  const byte = words[i];
  if (byte === undefined) return 'open';
  return byte >= ZERO && byte <= NINE ? byte - ZERO : 'no';
}

/** Is being in the sets the whole answer, with no text to look at? */
export function isTold(words: Uint8Array): boolean {
  return words.length > 0 && words.length <= 2 && words.every((byte) => byte >= ZERO && byte <= NINE);
}

/** The texts that are in all of the sets. */
export function inGrams(index: DigitIndex, count: number, grams: readonly number[]): Bits {
  const bits = bitsOf(count);
  index.chunks.forEach((sets, number) => {
    const from = number * CHUNK_WORDS;
    const words = Math.min(CHUNK_WORDS, bits.words.length - from);
    for (let w = 0; w < words; w++) {
      let word = 0xffffffff;
      for (const gram of grams) word &= sets[gram * CHUNK_WORDS + w] ?? 0;
      bits.words[from + w] = word;
    }
  });
  return bits;
}
