/** A block fits into the nearest caches together with what is found in it. */
export const BLOCK = 1 << 16;

/** Places where literals end, ascending. */
export class Found {
  count = 0;
  readonly places = new Int32Array(BLOCK);
  readonly rows = new Int32Array(BLOCK);
}

const LF = 10;

type Bounds = readonly [number, number, number, number, number];

/** Cuts a block at line ends into four parts of about the same size. No literal goes on over a line end. */
function laneBounds(bytes: Buffer, start: number, end: number): Bounds {
  const quarter = (end - start) >> 2;
  const after = (at: number): number => {
    const lineEnd = at >= end ? -1 : bytes.indexOf(LF, at);
    return lineEnd < 0 || lineEnd >= end ? end : lineEnd + 1;
  };
  const first = after(start + quarter);
  const second = after(Math.max(first, start + 2 * quarter));
  const third = after(Math.max(second, start + 3 * quarter));
  return [start, first, second, third, end];
}

/**
 * Goes through a block of whole lines with an automaton's table, in four places at once.
 * What is found in each part stands at first where the part stands in the block, and is then moved together.
 */
export function findInLanes(
  table: Int32Array,
  classes: Uint8Array,
  bytes: Buffer,
  start: number,
  stop: number,
  found: Found,
): void {
  const [from0, from1, from2, from3, end] = laneBounds(bytes, start, stop);
  const { places, rows } = found;
  const [base1, base2, base3] = [from1 - from0, from2 - from0, from3 - from0];
  const length = Math.min(base1, base2 - base1, base3 - base2, end - from3);
  let [a, b, c, d] = [0, 0, 0, 0];
  let [n0, n1, n2, n3] = [0, base1, base2, base3];
  const note = (at: number, inverted: number, n: number): number => {
    places[n] = at;
    rows[n] = ~inverted;
    return ~inverted;
  };
  for (let i = 0; i < length; i += 1) {
    a = table[a + (classes[bytes[from0 + i] ?? 0] ?? 0)] ?? 0;
    b = table[b + (classes[bytes[from1 + i] ?? 0] ?? 0)] ?? 0;
    c = table[c + (classes[bytes[from2 + i] ?? 0] ?? 0)] ?? 0;
    d = table[d + (classes[bytes[from3 + i] ?? 0] ?? 0)] ?? 0;
    if ((a | b | c | d) >= 0) continue;
    if (a < 0) a = note(from0 + i, a, n0++);
    if (b < 0) b = note(from1 + i, b, n1++);
    if (c < 0) c = note(from2 + i, c, n2++);
    if (d < 0) d = note(from3 + i, d, n3++);
  }
  const rest = (state: number, from: number, to: number, first: number): number => {
    let n = first;
    let at = state;
    for (let i = from; i < to; i += 1) {
      at = table[at + (classes[bytes[i] ?? 0] ?? 0)] ?? 0;
      if (at < 0) at = note(i, at, n++);
    }
    return n;
  };
  n0 = rest(a, from0 + length, from1, n0);
  n1 = rest(b, from1 + length, from2, n1);
  n2 = rest(c, from2 + length, from3, n2);
  n3 = rest(d, from3 + length, end, n3);
  let count = n0;
  for (const [first, last] of [
    [base1, n1],
    [base2, n2],
    [base3, n3],
  ] as const) {
    places.copyWithin(count, first, last);
    rows.copyWithin(count, first, last);
    count += last - first;
  }
  found.count = count;
}
