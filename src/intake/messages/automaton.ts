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

interface Trie {
  readonly classes: Uint8Array;
  readonly shift: number;
  /** Per state: next state by byte class, -1 where none. */
  readonly next: Int32Array[];
  /** Per state: literals that end here. */
  readonly ends: number[][];
}

function trieOf(literals: readonly string[]): Trie {
  const bytes = literals.map((literal) => Buffer.from(literal, 'utf8'));
  const classes = new Uint8Array(256);
  let used = 1;
  for (const literal of bytes) {
    for (const byte of literal) if (classes[byte] === 0) classes[byte] = used++;
  }
  const shift = Math.ceil(Math.log2(Math.max(used, 2)));
  const next = [new Int32Array(1 << shift).fill(-1)];
  const ends: number[][] = [[]];
  bytes.forEach((literal, index) => {
    let state = 0;
    for (const byte of literal) {
      const row = next[state] ?? new Int32Array(0);
      const symbol = classes[byte] ?? 0;
      if ((row[symbol] ?? -1) < 0) {
        row[symbol] = next.length;
        next.push(new Int32Array(1 << shift).fill(-1));
        ends.push([]);
      }
      state = row[symbol] ?? 0;
    }
    ends[state]?.push(index);
  });
  return { classes, shift, next, ends };
}

/** Fills the gaps with the transitions of the longest proper suffix, breadth first. */
function close(trie: Trie): void {
  const { next, ends } = trie;
  const fail = new Int32Array(next.length);
  const queue: number[] = [];
  const root = next[0] ?? new Int32Array(0);
  root.forEach((state, symbol) => {
    if (state < 0) root[symbol] = 0;
    else queue.push(state);
  });
  for (let head = 0; head < queue.length; head += 1) {
    const state = queue[head] ?? 0;
    const suffix = fail[state] ?? 0;
    ends[state]?.push(...(ends[suffix] ?? []));
    const row = next[state] ?? root;
    const fallback = next[suffix] ?? root;
    row.forEach((to, symbol) => {
      if (to < 0) row[symbol] = fallback[symbol] ?? 0;
      else {
        fail[to] = fallback[symbol] ?? 0;
        queue.push(to);
      }
    });
  }
}

/** Builds the automaton for literals, none of them empty. */
export function automaton(literals: readonly string[]): Automaton {
  if (literals.some((literal) => literal.includes('\n')))
    throw new Error('a literal ends where its line ends');
  const trie = trieOf(literals);
  close(trie);
  const { classes, shift, next, ends } = trie;
  // One flat table of row offsets; the offset of a state where literals end is stored inverted.
  const table = new Int32Array(next.length << shift);
  next.forEach((row, state) => {
    row.forEach((to, symbol) => {
      table[(state << shift) | symbol] = (ends[to] ?? []).length > 0 ? ~(to << shift) : to << shift;
    });
  });
  const nothing: readonly number[] = [];
  return {
    find: (bytes, start, end, found) => findInLanes(table, classes, bytes, start, end, found),
    literals: (found, index) => ends[(found.states[index] ?? 0) >> shift] ?? nothing,
    scan(bytes, start, end, hit) {
      let state = 0;
      for (let at = start; at < end; at += 1) {
        let to = table[state | (classes[bytes[at] ?? 0] ?? 0)] ?? 0;
        if (to < 0) {
          to = ~to;
          for (const literal of ends[to >> shift] ?? []) hit(literal);
        }
        state = to;
      }
    },
  };
}
