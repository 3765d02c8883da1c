import type { Format, Head, Place } from './format.js';
import { isClientLine } from './formats/kubectl/output.js';
import { typedIn } from './session/prompts.js';

/** How much of a source is looked at to tell its format. */
export const HEAD_BYTES = 64 * 1024;
const HEAD_LINES = 60;
/** Below this a format only might be meant; reading on such a guess would invent records. */
const SURE_ENOUGH = 0.3;

export function headOf(bytes: Buffer, path: string, place: Place, whole: boolean): Head {
  const text = withoutColours(bytes.toString('utf8', 0, HEAD_BYTES));
  const lines = text.split('\n', HEAD_LINES).map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  return { text, lines, path, place: promptPlace(lines[0] ?? '', place), whole };
}

/** Colour codes of terminals are no part of what a line says. */
const COLOUR = /\u001b\[[0-9;]*[A-Za-z]/g;

function withoutColours(text: string): string {
  return text.includes('\u001b') ? text.replace(COLOUR, '') : text;
}

/**
 * Shapes that nothing else has: when all of the first lines are so, the other formats need not be asked.
 * Container logs are most files of most captures, and asking everybody costs more than reading a small one.
 */
const DECISIVE: readonly (readonly [formatId: string, line: RegExp])[] = [
  ['cri-log', /^\d{4}-\d\d-\d\dT[\d:.]{8,18}(?:Z|[+-]\d\d:\d\d) (?:stdout|stderr) [FP](?::\S+)? /],
  ['klog', /^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{6} +\d+ [\w.-]+:\d+\] /],
];
const DECIDING_LINES = 12;
/** An edge's container writes its access log in the same wrapper. */
const MAYBE_ACCESS = / HTTP\/[123]|"response_code"|"DownstreamStatus"/;

function decided(head: Head, formats: readonly Format[]): Format | undefined {
  const first = head.lines[0] ?? '';
  const found = DECISIVE.find(([, line]) => line.test(first));
  if (found === undefined || MAYBE_ACCESS.test(head.text)) return undefined;
  const [id, line] = found;
  // The last line may be cut, and the text may end with a line end.
  const lines = head.lines.slice(0, Math.min(DECIDING_LINES, Math.max(1, head.lines.length - 1)));
  // kubectl's own log may stand before its answer.
  if (lines.every((text) => isClientLine(text))) return undefined;
  return lines.every((text) => line.test(text)) ? formats.find((format) => format.id === id) : undefined;
}

/** The format that is surest of a head; the first one among equals. */
export function sniff(head: Head, formats: readonly Format[]): Format | undefined {
  const shortcut = decided(head, formats);
  if (shortcut !== undefined) return shortcut;
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
  const command = place.command === undefined ? typedIn(line)?.command : undefined;
  return command === undefined || command === '' ? place : { ...place, command };
}

/** NUL and control bytes in a number that no text has. */
export function isBinary(bytes: Buffer): boolean {
  const length = Math.min(bytes.length, 1024);
  let odd = 0;
  for (let i = 0; i < length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte < 32 && (byte < 9 || (byte > 13 && byte !== 27))) odd += 1;
  }
  return odd > length / 20;
}

/** Files that are no text, by their first bytes, in words for the inventory. */
const BINARIES: readonly (readonly [mark: string, words: string])[] = [
  ['\u0000\u0005\u0016\u0007', "macOS's own notes on another file (AppleDouble)"],
  ['\u0000\u0000\u0000\u0001Bud1', "macOS's own notes on a folder (.DS_Store)"],
  ['\u00d0\u00cf\u0011\u00e0', 'a document or thumbnails of Windows'],
  ['\u0089PNG', 'an image'],
  ['\u00ff\u00d8\u00ff', 'an image'],
  ['GIF8', 'an image'],
  ['%PDF', 'a PDF document'],
  ['\u007fELF', 'a program'],
  ['SQLite format 3', 'a SQLite database'],
  ['RIFF', 'sound, video or an image'],
  ['\u0004\u0022\u004d\u0018', 'compressed with lz4, which is not read: unpack it first'],
  ['\u001f\u009d', 'compressed with compress (.Z), which is not read: unpack it first'],
  ['\u005d\u0000\u0000', 'compressed with lzma, which is not read: unpack it first'],
  ['LPKSHHRH', 'a journal as systemd stores it: `journalctl --file` prints it'],
];

/** What binary data is, where its first bytes tell. */
export function binaryWords(bytes: Buffer): string {
  const head = bytes.toString('latin1', 0, 16);
  const words = BINARIES.find(([mark]) => head.startsWith(mark))?.[1];
  return words === undefined ? 'binary data' : `binary data: ${words}`;
}
