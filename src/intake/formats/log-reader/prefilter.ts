/** Questions that every line is asked before anything of it is decoded. */

const SPACE = 32;

/** Wrappers are at most this long; klog headers start after them. */
const REACH = 120;

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57;
}

/** Byte values of the letters by which klog headers begin. */
const INFO = 73;
const ERROR = 69;
const FATAL = 70;
const WARNING = 87;
const QUOTE = 34;
const BRACE = 123;

/** By byte: 1 for what the search for a header stops at. */
const TELLING = new Uint8Array(256);
for (const byte of [INFO, ERROR, FATAL, WARNING, BRACE]) TELLING[byte] = 1;

/**
 * True when the bytes hold a klog header of level W, E or F ("E0701 19:22:41.") at their start or after
 * a blank or quote. klog's level is one letter, which no search for words can find. Past the first header,
 * or the brace of a wrapped JSON line, there is none to come.
 */
export function klogLevel(bytes: Uint8Array, from = 0, to = bytes.length): boolean {
  const end = Math.min(to - 14, from + REACH);
  for (let at = from; at < end; at += 1) {
    if (TELLING[bytes[at] ?? 0] === 0) continue;
    const byte = bytes[at];
    if (byte === BRACE) {
      if (at > from) return false;
      continue;
    }
    const before = at === from ? SPACE : (bytes[at - 1] ?? SPACE);
    if (before !== SPACE && before !== QUOTE) continue;
    const isHeader =
      isDigit(bytes[at + 1]) && isDigit(bytes[at + 4]) && bytes[at + 5] === SPACE && bytes[at + 8] === 58;
    if (isHeader) return byte !== INFO;
  }
  return false;
}

/** CRI's third word "P": the line goes on. */
export function isPartial(bytes: Uint8Array, from = 0, to = bytes.length): boolean {
  const end = Math.min(to - 8, from + 46);
  for (let at = from + 19; at < end; at += 1) {
    if (bytes[at] !== SPACE) continue;
    return bytes[at + 1] === 115 && bytes[at + 7] === SPACE && bytes[at + 8] === 80;
  }
  return false;
}

/** True for a first byte that headers start with: digit, capital, "[", "{", "<", "t"(ime=), "l"(evel=). */
export function mayBeHeaded(bytes: Uint8Array, from = 0, to = bytes.length): boolean {
  const first = from < to ? (bytes[from] ?? SPACE) : SPACE;
  return (
    (first >= 48 && first <= 60) ||
    (first >= 65 && first <= 91) ||
    first === 123 ||
    first === 116 ||
    first === 108
  );
}
