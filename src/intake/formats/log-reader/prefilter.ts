const SPACE = 32;
const ZERO = 48;
const NINE = 57;

/** Wrappers are at most this long; klog headers start after them. */
const REACH = 120;

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

/**
 * True when the bytes hold a klog header of level W, E or F ("E0701 19:22:41.") at their start or after
 * a blank. klog's level is one letter, which no search for words can find.
 */
export function klogLevel(bytes: Uint8Array): boolean {
  const end = Math.min(bytes.length - 14, REACH);
  for (let at = 0; at < end; at += 1) {
    const byte = bytes[at];
    if (byte !== 69 && byte !== 87 && byte !== 70) continue;
    if (at > 0 && bytes[at - 1] !== SPACE) continue;
    if (isDigit(bytes[at + 1]) && isDigit(bytes[at + 4]) && bytes[at + 5] === SPACE && bytes[at + 8] === 58)
      return true;
  }
  return false;
}
