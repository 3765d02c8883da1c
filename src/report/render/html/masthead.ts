import type { Block, Draft, KeyFigure, ReportDocument } from '../../blocks.js';
import { SEVERITY_WORDS, STATUS_WORDS } from '../../prose/words.js';
import { html, htmlLine } from './inline.js';
import { phasesHtml } from './phases.js';

const SHOWN = 5;

function blocksOf(draft: Draft): readonly Block[] {
  return draft.sections.flatMap((s) => s.blocks);
}

/** The figures that are known, first ones first. */
/** A title longer than this is set smaller, so that the figures stay on the first screen. */
const LONG = 60;

function headline(draft: Draft): readonly KeyFigure[] {
  const all = blocksOf(draft).flatMap((b) => (b.kind === 'figures' ? b.items : []));
  return all.filter((f) => f.value !== undefined).slice(0, SHOWN);
}

/** "3 min 5 s (3:02–3:08)" → the value large, the range small. */
function valueHtml(value: string): string {
  const m = /^(.*?)(?: \((.*)\))?$/.exec(value);
  const range = m?.[2] === undefined ? '' : `<span class="range">${html(m[2])}</span>`;
  return `<span class="value">${html(m?.[1] ?? value)}</span>${range}`;
}

function words(table: Readonly<Record<string, string>>, key: string): string {
  return Object.hasOwn(table, key) ? (table[key] ?? key) : key;
}

/** The head of one draft: how bad, how it stands, what it is, how long it took. */
export function draftHead(draft: Draft, several: boolean): string {
  const tag = several ? 'h2' : 'h1';
  const recur = draft.canRecur ? '<li class="badge b-recur">can happen again</li>' : '';
  const number = several ? `<li class="badge b-number">Incident ${draft.number}</li>` : '';
  const figures = headline(draft).map(
    (f) =>
      `<div><dt>${html(f.label)}</dt><dd>${valueHtml(f.value ?? '')}<span class="note">${html(f.note)}</span></dd></div>`,
  );
  const phases = blocksOf(draft).flatMap((b) =>
    b.kind === 'phases' ? [phasesHtml(b, `anatomy-${draft.number}`)] : [],
  );
  return (
    `<header class="masthead"><ul class="badges">${number}<li class="badge b-${htmlLine(draft.severity)}">${html(words(SEVERITY_WORDS, draft.severity))}</li>` +
    `<li class="badge b-status s-${htmlLine(draft.status)}">${html(words(STATUS_WORDS, draft.status))}</li>${recur}</ul>` +
    `<${tag} class="headline${draft.title.length > LONG ? ' long' : ''}" id="draft-${draft.number}">${html(draft.title, 400)}</${tag}>` +
    (figures.length === 0 ? '' : `<dl class="strip">${figures.join('')}</dl>`) +
    `${phases.join('')}</header>`
  );
}

/** The head of a document with no incident, or with several. */
export function documentHead(document: ReportDocument): string {
  return `<header class="masthead"><h1 class="headline">${html(document.title, 400)}</h1></header>`;
}
