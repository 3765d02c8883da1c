import type { UiState } from '../state/state.js';
import { span, type Line, type Span } from '../text/line.js';
import { wrap } from '../text/visible.js';
import type { Tone } from '../theme.js';
import { entry, flowing, remembered, type Body, type Entry, type Pane } from './pane.js';

/** The draft as it stands now; marks, pins and notes change it at once. */
export const reportPane: Pane = {
  id: 'report',
  title: 'Report',
  about: 'the draft; Enter on a line with a proof goes there',
  body: remembered((s) => [s.scene.report, s.scene.analysis, s.size.columns], bodyOf),
};

function bodyOf(state: UiState): Body {
  const width = state.size.columns - 3;
  const { report } = state.scene;
  if (report.trim() === '')
    return { head: [], entries: flowing('No draft was made.', width, { tone: 'dim' }) };
  const proofs = state.scene.analysis.evidence;
  let fenced = false;
  const entries = report.split('\n').flatMap((text): Entry[] => {
    if (text.trimStart().startsWith('```')) {
      fenced = !fenced;
      return [entry([span('┄'.repeat(Math.min(width, 40)), 'frame')])];
    }
    const id = [...text.matchAll(/[\w:.-]+/g)]
      .map(([word]) => word)
      .find((word) => Object.hasOwn(proofs, word));
    const jump = id === undefined ? undefined : { evidence: id };
    if (fenced || text.trimStart().startsWith('|')) return [entry([span(text || ' ', 'dim')], jump)];
    return markdown(text, width).map((line) => entry(line, jump));
  });
  return { head: [], entries };
}

/** One source line of Markdown as screen lines: headings, lists and quotes by their first characters. */
export function markdown(text: string, width: number): Line[] {
  const head = /^(#{1,6})\s+(.*)$/.exec(text);
  if (head) {
    const tone: Tone = (head[1] ?? '').length <= 2 ? 'title' : 'strong';
    return wrap(unmarked(head[2] ?? ''), width).map((part) => [span(part, tone)]);
  }
  if (/^\s*([-*_]\s*){3,}$/.test(text)) return [[span('─'.repeat(Math.min(width, 60)), 'frame')]];
  const item = /^(\s*)([-*+]|\d+[.)]|>)\s+(.*)$/.exec(text);
  if (!item) return wrap(text, width).map(inline);
  const [, indent = '', bullet = '', rest = ''] = item;
  const lead = `${indent}${/^[-*+]$/.test(bullet) ? '•' : bullet === '>' ? '▏' : bullet} `;
  return wrap(rest, width - lead.length).map((part, i) => [
    span(i === 0 || bullet === '>' ? lead : ' '.repeat(lead.length), 'key'),
    ...inline(part),
  ]);
}

/** Emphasis, code and links of one line. */
function inline(text: string): Line {
  const out: Span[] = [];
  let rest = text;
  for (let m = MARKUP.exec(rest); m !== null; m = MARKUP.exec(rest)) {
    if (m.index > 0) out.push(span(rest.slice(0, m.index)));
    if (m[1] !== undefined) out.push(span(m[1], 'strong'));
    else if (m[2] !== undefined) out.push(span(m[2], 'key'));
    else out.push(span(m[3] ?? '', 'entity'));
    rest = rest.slice(m.index + m[0].length);
  }
  if (rest !== '' || out.length === 0) out.push(span(rest === '' ? ' ' : unescaped(rest)));
  return out;
}

const MARKUP = /\*\*([^*]+)\*\*|`([^`]+)`|\[([^\]]+)\]\([^)]*\)/;

function unmarked(text: string): string {
  return unescaped(text.replaceAll('**', '').replaceAll('`', ''));
}

function unescaped(text: string): string {
  return text.replace(/\\([\\`*_{}[\]()#+.!|<>~-])/g, '$1');
}
