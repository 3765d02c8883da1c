import { span, type Line, type Span } from '../text/line.js';
import { headOf, visible, widthOf, wrap } from '../text/visible.js';
import type { Tone } from '../theme.js';

/** One line of Markdown as screen lines: headings, lists and quotes by their first characters. */
export function markdown(text: string, width: number): Line[] {
  const head = /^(#{1,6})\s+(.*)$/.exec(text);
  if (head) {
    const tone: Tone = (head[1] ?? '').length <= 2 ? 'title' : 'strong';
    return wrap(unmarked(head[2] ?? ''), width).map((part) => [span(part, tone)]);
  }
  if (/^\s*([-*_]\s*){3,}$/.test(text)) return [[span('─'.repeat(Math.min(width, 60)), 'frame')]];
  if (/^\s*>\s*$/.test(text)) return [[span('▏', 'key')]];
  const item = /^(\s*)([-*+]|\d+[.)]|>)\s+(.*)$/.exec(text);
  if (!item) return wrapLine(inline(text), width);
  const [, indent = '', bullet = '', rest = ''] = item;
  const lead = `${indent}${/^[-*+]$/.test(bullet) ? '•' : bullet === '>' ? '▏' : bullet} `;
  return wrapLine(inline(rest), width - lead.length).map((part, i) => [
    span(i === 0 || bullet === '>' ? lead : ' '.repeat(lead.length), 'key'),
    ...part,
  ]);
}

/** Anchors and line breaks, the only tags that a draft holds outside of code. */
const HTML = /<a id="[^"]*"><\/a>|<br\/?>/g;

const MARKUP =
  /\*\*(.+?)\*\*|`([^`]+)`|!\[([^\]]*)\]\([^)]*\)|\[([^\]]+)\]\([^)]*\)|(?<![\w*])\*([^\s*](?:[^*]*[^\s*])?)\*(?![\w*])/;

/** Emphasis, code, pictures and links of a text. */
export function inline(text: string): Line {
  const out: Span[] = [];
  let rest = text.replace(HTML, ' ').trim();
  for (let m = MARKUP.exec(rest); m !== null; m = MARKUP.exec(rest)) {
    if (m.index > 0) out.push(span(unescaped(rest.slice(0, m.index))));
    const [whole, strong, code, picture, link, soft] = m;
    if (strong !== undefined) out.push(span(unmarked(strong), 'strong'));
    else if (code !== undefined) out.push(span(code, 'key'));
    else if (picture !== undefined) out.push(span(`(chart: ${unescaped(picture)})`, 'dim'));
    else if (link !== undefined) out.push(span(unescaped(link), 'entity'));
    else out.push(span(unmarked(soft ?? ''), 'dim'));
    rest = rest.slice(m.index + whole.length);
  }
  if (rest !== '' || out.length === 0) out.push(span(rest === '' ? ' ' : unescaped(rest)));
  return out;
}

function unmarked(text: string): string {
  return unescaped(text.replaceAll('**', '').replaceAll('`', ''));
}

function unescaped(text: string): string {
  return text.replace(/\\([\\`*_{}[\]()#+.!|<>~-])/g, '$1');
}

/** A line broken at blanks into lines of at most `width` cells; what stands without a blank between stays together. */
export function wrapLine(line: Line, width: number): Line[] {
  const room = Math.max(1, width);
  const out: Line[] = [];
  let now: Span[] = [];
  let used = 0;
  for (const word of wordsOf(line)) {
    const wide = word.reduce((n, s) => n + widthOf(s.text), 0);
    if (now.length > 0 && used + 1 + wide <= room) {
      now.push(span(' '), ...word);
      used += 1 + wide;
      continue;
    }
    if (now.length > 0) out.push(now);
    const [full, last] = broken(word, room);
    out.push(...full);
    now = [...last];
    used = last.reduce((n, s) => n + widthOf(s.text), 0);
  }
  if (now.length > 0 || out.length === 0) out.push(now.length === 0 ? [span(' ')] : now);
  return out;
}

function wordsOf(line: Line): Span[][] {
  const words: Span[][] = [[]];
  for (const { text, tone } of line) {
    visible(text)
      .split(/ +/)
      .forEach((part, i) => {
        if (i > 0) words.push([]);
        if (part !== '') words.at(-1)?.push(span(part, tone));
      });
  }
  return words.filter((word) => word.length > 0);
}

/** A word longer than a line: the lines that it fills, and what is left of it. */
function broken(word: readonly Span[], room: number): readonly [Line[], Line] {
  const full: Line[] = [];
  let now: Span[] = [];
  let used = 0;
  for (const { text, tone } of word) {
    let rest = text;
    while (used + widthOf(rest) > room) {
      const head = headOf(rest, room - used) || (used === 0 ? rest.slice(0, 1) : '');
      if (head !== '') now.push(span(head, tone));
      full.push(now);
      now = [];
      used = 0;
      rest = rest.slice(head.length);
    }
    if (rest !== '') now.push(span(rest, tone));
    used += widthOf(rest);
  }
  return [full, now];
}
