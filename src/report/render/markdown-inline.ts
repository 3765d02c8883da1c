import { unreachable } from '../../base/index.js';
import type { ReportDocument, Span, Spans } from '../blocks.js';
import { namedRef } from '../prose/names.js';
import { md, mdCode, mdStart } from './escape-markdown.js';

export type Inline = (spans: Spans) => string;

/** How many marks a claim shows; the index and the HTML report hold all of them. */
const MOST_MARKS = 3;

/** Marks of a citation: "[E1] [E4]". They are links, defined at the end of the file. */
export function marks(document: ReportDocument, ids: readonly string[]): string {
  const known = ids.flatMap((id) => document.numbers.get(id) ?? []);
  const shown = known.slice(0, MOST_MARKS).map((n) => (n <= document.indexed ? `[E${n}]` : `E${n}`));
  return shown.join(' ');
}

function spanText(document: ReportDocument, span: Span): string {
  switch (span.kind) {
    case 'text':
      return (
        md(span.text).replace(/^(?=.)/, /^\s/.test(span.text) ? ' ' : '') + (/\s$/.test(span.text) ? ' ' : '')
      );
    case 'strong':
      return `**${md(span.text)}**`;
    case 'code':
      return mdCode(span.text);
    case 'entity': {
      const { kind, name } = namedRef(span.ref);
      return `${md(kind)} ${name === '' ? '' : mdCode(name)}`.trim();
    }
    case 'finding':
    case 'draft':
      return `**${md(span.text)}**`;
    case 'cite': {
      const text = marks(document, span.evidence);
      return text === '' ? '' : ` ${text}`;
    }
    case 'blank':
      return `_____ *(${md(span.ask)})*`;
    default:
      return unreachable(span);
  }
}

/** Spans as one line of Markdown. */
export function inline(document: ReportDocument): Inline {
  return (spans) => {
    const line = spans.map((s) => spanText(document, s)).join('');
    return mdStart(line.replace(/ {2,}/g, ' ').trim());
  };
}
