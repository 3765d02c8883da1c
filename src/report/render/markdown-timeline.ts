import type { Block, ReportDocument } from '../blocks.js';
import { spanOf, when } from '../prose/time.js';
import { md, mdCell } from './escape-markdown.js';
import { marks } from './markdown-inline.js';
import { labelWords } from '../prose/names.js';

type Timeline = Extract<Block, { kind: 'timeline' }>;

/** "5 times", "184 reports": the sentence says itself how often something was seen. */
const COUNTED = /\b(\d+) (?:times|reports|lines|failures|restarts|runs|pods|calls|requests)\b/;

/** "×22", "in 5 spells" where the sentence counts something else, nothing where it says the same number. */
function countWords(row: Timeline['rows'][number]): string {
  const { count = 1 } = row;
  if (count <= 1) return '';
  const said = COUNTED.exec(row.text)?.[1];
  if (said === undefined) return `×${count}`;
  return Number(said) === count ? '' : `in ${count} spells,`;
}

/** "×22 until 23:02:31" */
export function repeatWords(row: Timeline['rows'][number], day: string): string {
  const end = spanOf(row.until) === undefined ? '' : when(row.until, day).replace(' to ', '–');
  const told =
    end === '' || end === when(row.at, day).replace(' to ', '–') || row.text.includes(`until ${end}`);
  const words = [countWords(row), told ? '' : `until ${end}`].filter((w) => w !== '').join(' ');
  return words === '' ? '' : ` (${words.replace(/,$/, '')})`;
}

/** The printed timeline: the rows that tell the story, and how many were left out. */
export function timelineTable(document: ReportDocument, block: Timeline): string {
  const { printed: rows, left } = block;
  const lines = rows.map((r) => {
    const repeated = repeatWords(r, block.day);
    const said =
      repeated === '' || !r.text.endsWith('.')
        ? `${md(r.text)}${repeated}`
        : `${md(r.text.slice(0, -1))}${repeated}.`;
    const what = `${said} ${marks(document, r.evidence)}`.trim(); // prettier-ignore
    const cells = [when(r.at, block.day), r.at.grade, r.kind, md(labelWords(r.entity)), what];
    return `| ${cells.map(mdCell).join(' | ')} |`;
  });
  const head = ['| Time (UTC) | Grade | Kind | Where | What |', '| --- | --- | --- | --- | --- |'];
  const note = left > 0 ? [`\n${rows.length} of ${rows.length + left} rows are shown, those of this incident first. The HTML report and analysis.json hold all of them.`] : []; // prettier-ignore
  return [...head, ...lines, ...note].join('\n');
}
