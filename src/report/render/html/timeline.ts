import type { TimelineRow } from '../../../model/index.js';
import type { Block } from '../../blocks.js';
import { when } from '../../prose/time.js';
import { repeatWords } from '../markdown-timeline.js';
import type { HtmlContext } from './context.js';
import { citesHtml, html, htmlLine } from './inline.js';
import { labelWords } from '../../prose/names.js';

type Timeline = Extract<Block, { kind: 'timeline' }>;

/** The kinds of rows with the shape that stands for each, in the order of the filter. */
export const KINDS: readonly (readonly [TimelineRow['kind'], string])[] = [
  ['fault', 'M-5 -5H5V5H-5Z'],
  ['symptom', 'M0 -6L6 5H-6Z'],
  ['change', 'M0 -6.5L6.5 0L0 6.5L-6.5 0Z'],
  ['detection', 'M-6.5 0Q0 -7.5 6.5 0Q0 7.5 -6.5 0ZM-2 0A2 2 0 1 0 2 0A2 2 0 1 0 -2 0Z'],
  ['action', 'M-5 -6L6 0L-5 6Z'],
  ['recovery', 'M-6 0A6 6 0 1 0 6 0A6 6 0 1 0 -6 0Z'],
  ['context', 'M-3 0A3 3 0 1 0 3 0A3 3 0 1 0 -3 0Z'],
];

export function glyph(kind: string): string {
  const d = KINDS.find(([k]) => k === kind)?.[1] ?? '';
  return `<svg class="glyph t-${htmlLine(kind)}" viewBox="-8 -8 16 16" width="13" height="13" aria-hidden="true"><path d="${d}"/></svg>`;
}

/** The timeline on paper and without scripts: the rows that tell the story. */
function printed(x: HtmlContext, block: Timeline): string {
  const rows = block.printed.map((r) => {
    const what = `${html(r.text)}<span class="repeat">${html(repeatWords(r, block.day))}</span> ${citesHtml(x.document, r.evidence)}`;
    return `<tr><td class="clock" data-label="Time">${html(when(r.at, block.day))}</td><td data-label="Grade">${html(r.at.grade)}</td><td data-label="Kind">${glyph(r.kind)} ${html(r.kind)}</td><td data-label="Where">${htmlLine(labelWords(r.entity))}</td><td data-label="What">${what}</td></tr>`;
  });
  const note = block.left > 0 ? `<p class="small">${rows.length} of ${rows.length + block.left} rows are printed, those of this incident first.</p>` : ''; // prettier-ignore
  return `<div class="table timeline-static"><table><thead><tr><th scope="col">Time (UTC)</th><th scope="col">Grade</th><th scope="col">Kind</th><th scope="col">Where</th><th scope="col">What</th></tr></thead><tbody>${rows.join('')}</tbody></table>${note}</div>`;
}

/** The interactive timeline is an empty frame here; the page's script fills it from the data. */
export function timelineHtml(x: HtmlContext, block: Timeline, id: string): string {
  const chips = KINDS.map(
    ([kind]) =>
      `<label class="chip"><input type="checkbox" data-kind="${kind}" checked>${glyph(kind)}<span>${kind}</span> <span class="n" data-count="${kind}"></span></label>`,
  ).join('');
  return (
    `<div class="tl" id="${id}" data-timeline="${htmlLine(block.incident)}" hidden>` +
    `<div class="tl-filters" role="group" aria-label="Filter the timeline"><div class="chips">${chips}</div>` +
    `<label class="field">Severity <select data-severity><option value="0">all</option><option value="1">minor and up</option><option value="2">notable and up</option><option value="3">severe</option></select></label>` +
    `<label class="field">Source <select data-source><option value="">all</option></select></label>` +
    `<label class="field grow">Find <input type="search" data-search placeholder="pod, node, message" autocomplete="off"></label></div>` +
    `<div class="tl-bar"><span class="readout" data-readout role="status"></span><span class="buttons"><button type="button" data-pan="-1" aria-label="Earlier">←</button><button type="button" data-zoom="out" aria-label="Zoom out">−</button><button type="button" data-zoom="fit">Incident</button><button type="button" data-zoom="all">All</button><button type="button" data-zoom="in" aria-label="Zoom in">+</button><button type="button" data-pan="1" aria-label="Later">→</button></span></div>` +
    `<canvas class="tl-mini" height="46" aria-hidden="true"></canvas>` +
    `<div class="tl-lanes" tabindex="0" role="application" aria-label="Timeline lanes. Arrow keys pan, plus and minus zoom, up and down choose a row, Enter opens its evidence."><div class="tl-space"><canvas aria-hidden="true"></canvas></div></div>` +
    `<p class="hint">Drag to pan, pinch or <kbd>Ctrl</kbd> + wheel to zoom, <kbd>+</kbd> <kbd>−</kbd> <kbd>←</kbd> <kbd>→</kbd> with the keyboard, <kbd>Enter</kbd> for the evidence of a row.</p>` +
    `<div class="tl-list" role="table" aria-label="Rows of the timeline" tabindex="0"><div class="tl-rows" role="rowgroup"></div></div><p class="tl-none" hidden>No row passes these filters.</p>` +
    `</div>${printed(x, block)}`
  );
}
