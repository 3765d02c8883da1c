import { unreachable } from '../../../base/index.js';
import type { Ref } from '../../../model/index.js';
import type { ReportDocument, Span, Spans } from '../../blocks.js';
import { namedRef } from '../../prose/names.js';
import { visible, visibleLine } from '../../visible.js';
import { xml } from '../svg/xml.js';

/** Text as HTML: everything invisible made visible, everything active escaped. */
export function html(text: string, most = 4000): string {
  return xml(visible(text, most))
    .replace(/(\d) (?=(?:s|min|h|d|ms|%)(?![\w-]))/g, '$1\u00a0')
    .replace(/(\d) × (?=\d)/g, '$1\u00a0×\u00a0');
}

/** {@link html} on one line, for attributes and labels. */
export function htmlLine(text: string, most = 400): string {
  return xml(visibleLine(text, most));
}

export function entityHtml(ref: Ref): string {
  const { kind, name } = namedRef(ref);
  return `<span class="entity"><span class="kind">${htmlLine(kind, 60)}</span> <span class="name">${htmlLine(name, 300)}</span></span>`;
}

/** Marks that a claim shows; the drawer lists every one. */
const MOST_MARKS = 3;

/** The numbers behind a claim as links; they open the drawer, and without scripts lead to the index. */
export function citesHtml(document: ReportDocument, ids: readonly string[]): string {
  const known = ids.flatMap((id) => document.numbers.get(id) ?? []);
  if (known.length === 0) return ids.length === 0 ? '' : '<span class="cites missing">no source</span>';
  const links = known.slice(0, MOST_MARKS).map((n) => {
    const href = n <= document.indexed ? ` href="#e${n}"` : ' tabindex="0"';
    return `<a${href} data-n="${n}" role="button" aria-label="Evidence ${n}">${n}</a>`;
  });
  const more = known.length > MOST_MARKS ? `<a data-n="${known[MOST_MARKS] ?? 0}" role="button" tabindex="0" aria-label="${known.length - MOST_MARKS} more">+${known.length - MOST_MARKS}</a>` : '';
  return `<span class="cites" data-e="${known.join(' ')}">${links.join('')}${more}</span>`;
} // prettier-ignore

function spanHtml(document: ReportDocument, span: Span): string {
  switch (span.kind) {
    case 'text':
      return html(span.text);
    case 'strong':
      return `<strong>${html(span.text)}</strong>`;
    case 'code':
      return `<code>${htmlLine(span.text, 1000)}</code>`;
    case 'entity':
      return entityHtml(span.ref);
    case 'finding':
      return `<a class="finding" role="button" tabindex="0" data-incident="${htmlLine(span.incident)}" data-condition="${htmlLine(span.id)}">${htmlLine(span.text, 300)}</a>`;
    case 'draft':
      return `<a href="#draft-${span.number}">${html(span.text, 400)}</a>`;
    case 'cite':
      return citesHtml(document, span.evidence);
    case 'blank':
      return `<span class="blank"><span class="pen" aria-hidden="true"></span>${html(span.ask)}</span>`;
    default:
      return unreachable(span);
  }
}

export function spansHtml(document: ReportDocument, spans: Spans): string {
  return spans.map((s) => spanHtml(document, s)).join('');
}
