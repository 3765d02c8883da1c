import type { Format, Head, Place } from './format.js';

/** How much of a source is looked at to tell its format. */
export const HEAD_BYTES = 64 * 1024;
const HEAD_LINES = 60;
/** Below this a format only might be meant; reading on such a guess would invent records. */
const SURE_ENOUGH = 0.3;

export function headOf(bytes: Buffer, path: string, place: Place, whole: boolean): Head {
  const text = bytes.toString('utf8', 0, HEAD_BYTES);
  const lines = text.split('\n', HEAD_LINES).map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  return { text, lines, path, place: promptPlace(lines[0] ?? '', place), whole };
}

/** The format that is surest of a head; the first one among equals. */
export function sniff(head: Head, formats: readonly Format[]): Format | undefined {
  let best: Format | undefined;
  let bestScore = SURE_ENOUGH;
  for (const format of formats) {
    const score = format.sniff(head);
    if (score > bestScore || (best === undefined && score >= bestScore)) {
      best = format;
      bestScore = score;
    }
    if (bestScore >= 1) break;
  }
  return best;
}

/** A transcript shows its command in the first line: "$ kubectl get pods -A", "# $ kubectl get ...". */
export function promptPlace(line: string, place: Place): Place {
  if (place.command !== undefined) return place;
  const command =
    /^(?:#\s*)?(?:\S{1,80}@\S{1,80}\s?)?[$#]\s+((?:sudo\s+)?[a-z][\w./-]*(?:\s.{0,500})?)$/.exec(line)?.[1];
  return command === undefined ? place : { ...place, command: command.trim() };
}

/** NUL and control bytes in a number that no text has. */
export function isBinary(bytes: Buffer): boolean {
  const sample = bytes.subarray(0, 8192);
  let odd = 0;
  for (const byte of sample) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) odd += 1;
  return odd > sample.length / 20;
}
