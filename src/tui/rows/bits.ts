/** A set of row numbers, one bit each: 625 kB for five million rows, and one pass to combine two. */
export interface Bits {
  readonly size: number;
  readonly words: Uint32Array;
}

export function bitsOf(size: number): Bits {
  return { size, words: new Uint32Array((size + 31) >>> 5) };
}

export function hasBit(bits: Bits, i: number): boolean {
  return (((bits.words[i >>> 5] ?? 0) >>> (i & 31)) & 1) === 1;
}

export function setBit(bits: Bits, i: number): void {
  bits.words[i >>> 5] = (bits.words[i >>> 5] ?? 0) | (1 << (i & 31));
}

/** How many are in the set. */
export function countBits(bits: Bits): number {
  let n = 0;
  for (let w = 0; w < bits.words.length; w++) {
    let word = bits.words[w] ?? 0;
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    n += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return n;
}

/** What is in all of the sets; undefined for no sets at all. */
export function intersect(sets: readonly Bits[]): Bits | undefined {
  const [first, ...rest] = sets;
  if (first === undefined || rest.length === 0) return first;
  const out: Bits = { size: first.size, words: first.words.slice() };
  for (const set of rest) {
    for (let w = 0; w < out.words.length; w++) out.words[w] = (out.words[w] ?? 0) & (set.words[w] ?? 0);
  }
  return out;
}

/** What is not in the set. */
export function complement(bits: Bits): Bits {
  const out: Bits = { size: bits.size, words: new Uint32Array(bits.words.length) };
  for (let w = 0; w < out.words.length; w++) out.words[w] = ~(bits.words[w] ?? 0);
  const spare = bits.words.length * 32 - bits.size;
  const last = out.words.length - 1;
  if (spare > 0) out.words[last] = (out.words[last] ?? 0) & (0xffffffff >>> spare);
  return out;
}
