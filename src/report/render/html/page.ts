import { oneLine } from '../../../base/index.js';
import { createHash } from 'node:crypto';
import type { Analysis } from '../../../model/index.js';
import type { Draft, Layer, ReportDocument, Section } from '../../blocks.js';
import { blockHtml } from './blocks.js';
import { clientScript } from './client/index.js';
import { pageData, scriptJson } from './data.js';
import { html, htmlLine } from './inline.js';
import { documentHead, draftHead } from './masthead.js';
import { pageStyles } from './styles/index.js';

const LAYER_WORDS: Readonly<Record<Layer, string>> = {
  executive: 'In one page',
  analysis: 'Analysis',
  appendix: 'Appendix',
};

function hash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** Nothing may be loaded and only our own style and script may act, whatever stands in the capture. */
function policy(styles: string, script: string): string {
  return [
    "default-src 'none'",
    `style-src ${hash(styles)}`,
    `script-src ${hash(script)}`,
    "img-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function anchor(draft: number, key: string): string {
  return draft === 0 ? key : `d${draft}-${key}`;
}

function sectionHtml(document: ReportDocument, analysis: Analysis, draft: number, section: Section): string {
  const id = anchor(draft, section.key);
  const level = draft > 0 && document.drafts.length > 1 ? 'h3' : 'h2';
  const x = { document, analysis, id, heading: level === 'h2' ? ('h3' as const) : ('h4' as const) };
  // The bar of phases stands in the head of the draft.
  const blocks = section.blocks.filter((b) => b.kind !== 'phases').map((b, i) => blockHtml(x, b, i));
  return `<section class="s-${section.key} l-${section.layer}" aria-labelledby="${id}"><${level} class="section-title" id="${id}">${html(section.title)}</${level}>${blocks.join('')}</section>`;
}

/** Sections with a divider where the layer changes. */
function layered(
  document: ReportDocument,
  analysis: Analysis,
  draft: number,
  sections: readonly Section[],
  before?: Layer,
): string {
  return sections
    .map((s, i) => {
      const last = sections[i - 1]?.layer ?? before;
      const divider = last === s.layer ? '' : `<p class="layer">${LAYER_WORDS[s.layer]}</p>`;
      return divider + sectionHtml(document, analysis, draft, s);
    })
    .join('');
}

function draftHtml(document: ReportDocument, analysis: Analysis, draft: Draft): string {
  const head = draftHead(draft, document.drafts.length > 1);
  return `<article class="draft" aria-labelledby="draft-${draft.number}">${head}${layered(document, analysis, draft.number, draft.sections)}</article>`;
}

/** Of more drafts than this the contents name the incidents alone. */
const MOST_OPEN = 3;

function contents(document: ReportDocument): string {
  const single = document.drafts.length === 1;
  const link = (draft: number, s: Section) => `<li><a href="#${anchor(draft, s.key)}">${html(s.title)}</a></li>`;
  const group = (title: string, items: readonly string[]) =>
    items.length === 0 ? '' : `<p>${title}</p><ol>${items.join('')}</ol>`;
  // What a single draft has for the appendix stands with the appendix of the document.
  const moved = document.drafts.flatMap((d) => d.sections.filter((s) => single && s.layer === 'appendix').map((s) => link(d.number, s)));
  const drafts =
    document.drafts.length > MOST_OPEN
      ? [group('Incidents', document.drafts.map((d) => `<li><a href="#draft-${d.number}">${d.number}. ${htmlLine(oneLine(d.title, 80))}</a></li>`))]
      : document.drafts.map((d) => {
          const title = single ? 'Contents' : `<a href="#draft-${d.number}">Incident ${d.number}: ${htmlLine(oneLine(d.title, 80))}</a>`;
          return group(title, d.sections.filter((s) => !single || s.layer !== 'appendix').map((s) => link(d.number, s)));
        });
  const overview = document.overview.map((s) => link(0, s));
  const appendix = [...moved, ...document.appendix.map((s) => link(0, s))];
  return `${group('Contents', overview)}${drafts.join('')}${group('Appendix', appendix)}`;
} // prettier-ignore

const THEME =
  '<button type="button" class="tool" data-theme-toggle aria-label="Colours: as the system has them">Colours</button>';

/** The report as one file that needs nothing else: no network, no fonts, no pictures. */
export function renderHtml(document: ReportDocument, analysis: Analysis): string {
  const styles = pageStyles();
  const script = clientScript();
  const single = document.drafts.length === 1;
  const body =
    `<p class="paper-only">${htmlLine(document.subtitle)}</p>` +
    (single ? '' : documentHead(document)) +
    layered(document, analysis, 0, document.overview) +
    document.drafts.map((d) => draftHtml(document, analysis, d)).join('') +
    `<div class="appendix">${layered(document, analysis, 0, document.appendix, single ? 'appendix' : undefined)}</div>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(styles, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${htmlLine(document.title, 200)}</title>
<style>${styles}</style>
</head>
<body>
<a class="skip" href="#main">To the report</a>
<header class="topbar"><span class="wordmark">inquest</span><span class="subtitle">${htmlLine(document.subtitle)}</span><span class="tools"><details class="menu"><summary class="tool">Contents</summary><nav aria-label="Contents, short">${contents(document)}</nav></details>${THEME}</span></header>
<div class="frame">
<nav class="toc" aria-label="Contents">${contents(document)}</nav>
<main id="main">${body}</main>
</div>
<aside id="drawer" aria-label="Evidence" hidden><div class="drawer-head"><button type="button" data-drawer-back hidden>← Back</button><h2 tabindex="-1" data-drawer-title>Evidence</h2><button type="button" data-drawer-close aria-label="Close the evidence">✕</button></div><div class="drawer-body" data-drawer-body></div></aside>
<div id="tip" role="tooltip" hidden></div>
<script type="application/json" id="data">${scriptJson(pageData(document, analysis))}</script>
<script>${script}</script>
</body>
</html>
`;
}
