/**
 * Text of a capture on its way to a reader. Nothing may act on the reader's program: control characters
 * become their pictures, bidirectional overrides and separators their code points. What a log coloured
 * red is then still to be seen as such. Lengths are cut here too, once for all renderers.
 */

const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
const HIDDEN = /[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function picture(char: string): string {
  const code = char.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : `\\x${code.toString(16).padStart(2, '0')}`;
}

function named(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The text with everything invisible made visible; lines are kept. */
export function visible(text: string, most = 4000): string {
  const cut = text.length > most ? text.slice(0, most) : text;
  const shown = cut
    .replace(/\r\n?/g, '\n')
    .replace(LONE, '\ufffd')
    .replace(CONTROL, picture)
    .replace(HIDDEN, named);
  return cut === text ? shown : `${shown}… (${text.length - most} more characters)`;
}

/** {@link visible} on one line. */
export function visibleLine(text: string, most = 1000): string {
  return visible(text, most).replace(/\s+/g, ' ').trim();
}
