import { counted, unreachable } from '../../../base/index.js';
import type { Block } from '../../blocks.js';
import type { ChartSpec } from '../../charts/chart.js';
import type { GraphSpec } from '../../charts/graph.js';
import { chartSvg } from '../svg/chart.js';
import { graphSvg } from '../svg/graph.js';
import type { HtmlContext } from './context.js';
import { evidenceHtml } from './evidence.js';
import { html, htmlLine, spansHtml } from './inline.js';
import { phasesHtml } from './phases.js';
import { timelineHtml } from './timeline.js';

/** Widths in pixels at which a chart is drawn: one for a page, one for a telephone. */
const WIDE = 900;
const NARROW = 350;

/** One block as HTML. */
export function blockHtml(x: HtmlContext, block: Block, index: number): string {
  const id = `${x.id}-${index}`;
  switch (block.kind) {
    case 'heading':
      return `<${x.heading} class="part">${html(block.text)}</${x.heading}>`;
    case 'paragraph':
      return `<p>${spansHtml(x.document, block.spans)}</p>`;
    case 'list':
      return listHtml(x, block);
    case 'table':
      return tableHtml(x, block);
    case 'facts':
      return `<dl class="facts">${block.items.map((f) => `<div><dt>${html(f.term)}</dt><dd>${spansHtml(x.document, f.spans)}</dd></div>`).join('')}</dl>`;
    case 'figures':
      return figuresHtml(block);
    case 'phases':
      return phasesHtml(block, id);
    case 'timeline':
      return timelineHtml(x, block, id);
    case 'chart':
      return chartHtml(block.chart, id);
    case 'graph':
      return graphHtml(block.graph, id);
    case 'question':
      return `<div class="ask"><p><span class="tag">To fill in</span> ${html(block.ask)}${block.why === undefined ? '' : ` <span class="why">${html(block.why)}</span>`}</p></div>`;
    case 'callout':
      return `<div class="callout c-${block.tone}" role="note"><p class="title">${html(block.title)}</p>${block.body.map((b) => `<p>${spansHtml(x.document, b)}</p>`).join('')}</div>`;
    case 'quote':
      return `<blockquote>${block.paragraphs.map((p) => `<p>${html(p)}</p>`).join('')}</blockquote>`;
    case 'evidence-index':
      return evidenceHtml(x.document, x.analysis);
    default:
      return unreachable(block);
  }
} // prettier-ignore

function listHtml(x: HtmlContext, { ordered, items }: Extract<Block, { kind: 'list' }>): string {
  const tag = ordered ? 'ol' : 'ul';
  const rows = items.map(({ spans, notes }) => {
    const below = notes.map((n) => `<li>${spansHtml(x.document, n)}</li>`).join('');
    return `<li>${spansHtml(x.document, spans)}${below === '' ? '' : `<ul class="notes">${below}</ul>`}</li>`;
  });
  return `<${tag} class="${ordered ? 'steps' : 'plain'}">${rows.join('')}</${tag}>`;
}

function tableHtml(x: HtmlContext, block: Extract<Block, { kind: 'table' }>): string {
  const head = block.columns.map((c) => `<th scope="col">${html(c)}</th>`).join('');
  const rows = block.rows.map(
    (r) =>
      `<tr>${r.cells.map((c, i) => `<td data-label="${htmlLine(block.columns[i] ?? '')}">${spansHtml(x.document, c)}</td>`).join('')}</tr>`,
  );
  return `<div class="table"><table class="cols-${block.columns.length}"><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function figuresHtml(block: Extract<Block, { kind: 'figures' }>): string {
  const items = block.items.map((f) => {
    const value =
      f.value === undefined
        ? `<span class="blank"><span class="pen" aria-hidden="true"></span>${html(f.ask ?? 'not known')}</span>`
        : `<strong>${html(f.value)}</strong>`;
    return `<div><dt>${html(f.label)}</dt><dd>${value} <span class="note">${html(f.note)}</span></dd></div>`;
  });
  return `<dl class="facts figures">${items.join('')}</dl>`;
}

function chartHtml(chart: ChartSpec, id: string): string {
  const caption = chart.caption === '' ? '' : ` <span>${html(chart.caption)}</span>`;
  return (
    `<figure class="chart-figure" id="chart-${htmlLine(chart.name)}"><figcaption><strong>${html(chart.title)}</strong>${caption}</figcaption>` +
    `<div class="wide">${chartSvg(chart, WIDE, `${id}w`)}</div><div class="narrow">${chartSvg(chart, NARROW, `${id}n`)}</div></figure>`
  );
}

function graphHtml(graph: GraphSpec, id: string): string {
  const left = graph.omitted > 0 ? ` ${counted(graph.omitted, 'condition')} of the chain ${graph.omitted === 1 ? 'is' : 'are'} not drawn; the list below has all of them.` : '';
  const open = graph.edges.some((e) => e.verdict === 'alternative' || e.verdict === 'refuted');
  const kept = graph.edges.some((e) => e.keeps) ? '<li class="dashed">kept it going</li>' : '';
  const toggle = open ? '<label class="toggle"><input type="checkbox" data-graph-all> show links that were left open or refuted</label>' : '';
  return (
    `<figure class="graph-figure" data-graph="${htmlLine(graph.incident)}"><figcaption><strong>How it spread</strong> <span>Causes above, effects below. Point at a condition to see what led to it and what it led to; open it for its evidence.${left}</span></figcaption>` +
    `<div class="graph-tools"><ul class="legend" aria-label="Legend"><li class="t-fault">${sign('M0 -6L6 6L-6 6Z')}root cause</li><li class="t-change">${sign('M-5 -5H5V5H-5Z')}let it through</li><li class="t-symptom">${sign('M-6 0A6 6 0 1 0 6 0A6 6 0 1 0 -6 0')}impact</li><li class="t-context">symptom</li>${kept}</ul>${toggle}` +
    `<span class="buttons"><button type="button" data-zoom="out" aria-label="Smaller">−</button><button type="button" data-zoom="fit">Fit</button><button type="button" data-zoom="in" aria-label="Larger">+</button></span></div>` +
    `<div class="graph-scroll" tabindex="0" role="region" aria-label="Causal graph, scrollable">${graphSvg(graph, id)}</div></figure>`
  );
} // prettier-ignore

function sign(d: string): string {
  return `<svg class="sign" viewBox="-8 -8 16 16" width="14" height="14" aria-hidden="true"><path d="${d}"/></svg>`;
}
