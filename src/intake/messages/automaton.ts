import { findInLanes, type Found } from './lanes.js';

/**
 * Aho-Corasick over bytes: one table look-up per byte finds every literal of a list at once, however
 * long the list is; one alternation regex of that size is ten times slower. Each look-up waits for the one
 * before it, so that a block of lines is gone through in four places at once: measured with 1,170 literals
 * (20,000 states) at 550 to 620 MB/s, against 200 to 280 from one place.
 */
export interface Automaton {
  /** Calls `hit` with the index of each literal found in bytes[start, end), in order of their ends. */
  scan(bytes: Uint8Array, start: number, end: number, hit: (literal: number) => void): void;
  /** Puts into `found` where in bytes[start, end), whole lines of no more than a block, literals end. */
  find(bytes: Buffer, start: number, end: number, found: Found): void;
  /** The literals that end at the place of `found` with this index. */
  literals(found: Found, index: number): readonly number[];
}

/** A table of rows, one to a state, with a place for every class of bytes. */
interface Trie {
  readonly classes: Uint8Array;
  readonly width: number;
  readonly states: number;
  /** The row in which the next state stands, as its place in the table; 0, the first row, where none. */
  readonly table: Int32Array;
  /** Per state: literals that end here. */
  readonly ends: (readonly number[] | undefined)[];
}

/** Bytes that no literal holds are one class. */
function classesOf(literals: readonly Buffer[]): { classes: Uint8Array; width: number } {
  const classes = new Uint8Array(256);
  let width = 1;
  for (const literal of literals) {
    for (const byte of literal) if (classes[byte] === 0) classes[byte] = width++;
  }
  return { classes, width };
}

function trieOf(literals: readonly string[]): Trie {
  const texts = literals.map((literal) => Buffer.from(literal, 'utf8'));
  const { classes, width } = classesOf(texts);
  const most = texts.reduce((sum, text) => sum + text.length, 1);
  const table = new Int32Array(most * width);
  const ends: number[][] = [];
  let states = 1;
  texts.forEach((text, index) => {
    let row = 0;
    for (const byte of text) {
      const place = row + (classes[byte] ?? 0);
      if (table[place] === 0) table[place] = width * states++;
      row = table[place] ?? 0;
    }
    (ends[row / width] ??= []).push(index);
  });
  return { classes, width, states, table: table.slice(0, states * width), ends };
}

/** Fills the gaps with the transitions of the longest proper suffix, breadth first. */
function close({ table, width, states, ends }: Trie): void {
  const suffixes = new Int32Array(states);
  const queue = [...table.subarray(0, width)].filter((row) => row > 0);
  for (let head = 0; head < queue.length; head += 1) {
    const row = queue[head] ?? 0;
    const suffix = suffixes[row / width] ?? 0;
    const more = ends[suffix / width];
    if (more !== undefined) ends[row / width] = [...(ends[row / width] ?? []), ...more];
    for (let symbol = 0; symbol < width; symbol += 1) {
      const fallback = table[suffix + symbol] ?? 0;
      const to = table[row + symbol] ?? 0;
      if (to === 0) table[row + symbol] = fallback;
      else {
        suffixes[to / width] = fallback;
        queue.push(to);
      }
    }
  }
}

/** Builds the automaton for literals, none of them empty. */
export function automaton(literals: readonly string[]): Automaton {
  if (literals.some((literal) => literal.includes('\n')))
    throw new Error('a literal ends where its line ends');
  const trie = trieOf(literals);
  close(trie);
  const { classes, width, table, ends } = trie;
  // The row of a state where literals end is stored inverted.
  table.forEach((row, place) => {
    if (ends[row / width] !== undefined) table[place] = ~row;
  });
  const nothing: readonly number[] = [];
  return {
    find: (bytes, start, end, found) => findInLanes(table, classes, bytes, start, end, found),
    literals: (found, index) => ends[(found.rows[index] ?? 0) / width] ?? nothing,
    scan(bytes, start, end, hit) {
      let row = 0;
      for (let at = start; at < end; at += 1) {
        row = table[row + (classes[bytes[at] ?? 0] ?? 0)] ?? 0;
        if (row >= 0) continue;
        row = ~row;
        for (const literal of ends[row / width] ?? nothing) hit(literal);
      }
    },
  };
}
