import type { Analysis } from '../../../model/index.js';
import type { ReportDocument } from '../../blocks.js';
import { when } from '../../prose/time.js';
import { placeOf } from '../markdown-evidence.js';
import { html, htmlLine } from './inline.js';

/** The index of what the printed text cites; the drawer shows the same and the rest. */
export function evidenceHtml(document: ReportDocument, analysis: Analysis): string {
  const paths = new Map(analysis.capture.sources.map((s) => [s.id, s.path] as const));
  const items = [...document.numbers].slice(0, document.indexed).flatMap(([id, n]) => {
    const e = analysis.evidence[id];
    if (e === undefined) return [];
    const at = e.at === undefined ? '' : `<span class="at">${html(when(e.at, ''))}</span>`;
    return [
      `<li id="e${n}" value="${n}"><p class="where"><span class="path">${htmlLine(paths.get(e.source) ?? e.source)}</span> <span class="place">${htmlLine(placeOf(e), 300)}</span> ${at}</p><pre>${html(e.excerpt, 600)}</pre></li>`,
    ];
  });
  return `<ol class="evidence-index">${items.join('')}</ol>`;
}
