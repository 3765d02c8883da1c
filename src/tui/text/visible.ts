/**
 * The choke point of the screen: nothing that stood in a capture reaches the terminal as a control.
 * C0 and DEL become their control pictures, tabs blanks, C1 and other format characters a mark; colour
 * sequences of coloured logs, which say nothing, go without trace (kubectl's CVE-2021-25743 was this).
 */

const COLOUR = /\u001b\[[0-9;:]*m/g;

const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;
const FORMAT =
  /[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}\u{1f3fb}-\u{1f3ff}]/gu;
const LONE_SURROGATE = /\p{Cs}/gu;
const REGIONAL = /[\u{1f1e6}-\u{1f1ff}]/gu;
const PLAIN = /^[\u0020-\u007e]*$/;

export function visible(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replace(COLOUR, '')
    .replace(/\t/g, '    ')
    .replace(CONTROL, pictureOf)
    .replace(FORMAT, '')
    .replace(LONE_SURROGATE, '\ufffd')
    .replace(REGIONAL, (flag) => String.fromCodePoint((flag.codePointAt(0) ?? 0) - 0x1f1e6 + 65));
}

function pictureOf(control: string): string {
  const code = control.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}

/** Ranges of code points that fill two cells: East Asian wide and fullwidth, and emoji. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f], [0x231a, 0x231b], [0x2329, 0x232a], [0x23e9, 0x23ec], [0x23f0, 0x23f0], [0x23f3, 0x23f3],
  [0x25fd, 0x25fe], [0x2614, 0x2615], [0x2648, 0x2653], [0x267f, 0x267f], [0x2693, 0x2693], [0x26a1, 0x26a1],
  [0x26aa, 0x26ab], [0x26bd, 0x26be], [0x26c4, 0x26c5], [0x26ce, 0x26ce], [0x26d4, 0x26d4], [0x26ea, 0x26ea],
  [0x26f2, 0x26f3], [0x26f5, 0x26f5], [0x26fa, 0x26fa], [0x26fd, 0x26fd], [0x2705, 0x2705], [0x270a, 0x270b],
  [0x2728, 0x2728], [0x274c, 0x274c], [0x274e, 0x274e], [0x2753, 0x2755], [0x2757, 0x2757], [0x2795, 0x2797],
  [0x27b0, 0x27b0], [0x27bf, 0x27bf], [0x2b1b, 0x2b1c], [0x2b50, 0x2b50], [0x2b55, 0x2b55],
  [0x2e80, 0x303e], [0x3041, 0x33ff], [0x3400, 0x4dbf], [0x4e00, 0xa4cf], [0xa960, 0xa97f], [0xac00, 0xd7a3],
  [0xf900, 0xfaff], [0xfe10, 0xfe19], [0xfe30, 0xfe6f], [0xff00, 0xff60], [0xffe0, 0xffe6], [0x16fe0, 0x18aff],
  [0x1aff0, 0x1b2ff], [0x1f004, 0x1f004], [0x1f0cf, 0x1f0cf], [0x1f18e, 0x1f18e], [0x1f191, 0x1f19a],
  [0x1f200, 0x1f320], [0x1f32d, 0x1f64f], [0x1f680, 0x1f6fc], [0x1f7e0, 0x1f7f0], [0x1f90c, 0x1faff],
  [0x20000, 0x3fffd],
]; // prettier-ignore
const COMBINING = /\p{M}/u;

/** Cells that one code point fills. */
function cellsOf(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (COMBINING.test(char)) return 0;
  if (code < 0x1100) return 1;
  return WIDE.some(([lo, hi]) => code >= lo && code <= hi) ? 2 : 1;
}

/** Cells that a visible text fills. */
export function widthOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const char of text) width += cellsOf(char);
  return width;
}

/** The longest beginning that fits into `width` cells. */
export function headOf(text: string, width: number): string {
  if (PLAIN.test(text)) return text.slice(0, Math.max(0, width));
  let used = 0;
  let out = '';
  for (const char of text) {
    used += cellsOf(char);
    if (used > width) return out;
    out += char;
  }
  return out;
}

/** The text without its first `cells` cells. */
export function afterCells(text: string, cells: number): string {
  return cells <= 0 ? text : text.slice(headOf(text, cells).length);
}

/** Exactly `width` cells: filled with blanks, or cut with an ellipsis. */
export function fit(text: string, width: number): string {
  const seen = visible(text);
  const wide = widthOf(seen);
  if (wide <= width) return seen + ' '.repeat(width - wide);
  if (width <= 1) return '…'.slice(0, width);
  const head = headOf(seen, width - 1);
  return `${head}…${' '.repeat(width - 1 - widthOf(head))}`;
}

/** {@link fit}, cut at the front: ends of names tell more than their beginnings. */
export function fitEnd(text: string, width: number): string {
  const seen = visible(text);
  const wide = widthOf(seen);
  if (wide <= width || width <= 1) return fit(seen, width);
  return fit(`…${afterCells(seen, wide - width + 1)}`, width);
}

/** Broken at blanks into lines of at most `width` cells; words longer than that are cut. */
export function wrap(text: string, width: number): string[] {
  const room = Math.max(1, width);
  const out: string[] = [];
  let line = '';
  for (const word of visible(text).split(/ +/)) {
    let rest = word;
    if (line !== '' && widthOf(line) + 1 + widthOf(rest) <= room) {
      line = `${line} ${rest}`;
      continue;
    }
    if (line !== '') out.push(line);
    while (widthOf(rest) > room) {
      const head = headOf(rest, room) || rest.slice(0, 1);
      out.push(head);
      rest = rest.slice(head.length);
    }
    line = rest;
  }
  if (line !== '' || out.length === 0) out.push(line);
  return out;
}
