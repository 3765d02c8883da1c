import type { UiState } from '../state/state.js';
import { span } from '../text/line.js';
import { markdown } from './markdown.js';
import { entry, flowing, remembered, type Body, type Entry, type Jump, type Pane } from './pane.js';
import { tableRows } from './table.js';

/** The draft as it stands now; marks, pins and notes change it at once. */
export const reportPane: Pane = {
  id: 'report',
  title: 'Report',
  about: 'the draft; Enter on a line with a proof goes there',
  body: remembered((s) => [s.scene.report, s.scene.analysis, s.scene.proofs, s.size.columns], bodyOf),
};

function bodyOf(state: UiState): Body {
  const width = state.size.columns - 3;
  const { report } = state.scene;
  if (report.trim() === '')
    return { head: [], entries: flowing('No draft was made.', width, { tone: 'dim' }) };
  const { proofs } = state.scene;
  const known = state.scene.analysis.evidence;
  const proofOf = (text: string): Jump | undefined => {
    for (const [, number] of text.matchAll(MARK)) {
      const id = proofs[Number(number) - 1];
      if (id !== undefined && Object.hasOwn(known, id)) return { evidence: id };
    }
    return undefined;
  };
  return { head: [], entries: blocksOf(report).flatMap((block) => entriesOf(block, width, proofOf)) };
}

/** The mark of a proof: [E12], or E12 in the list of them all. */
const MARK = /\bE(\d+)\b/g;
/** What the marks of Markdown link to: nothing to read. */
const TARGET = /^\[[^\]]+\]: #/;

/** Lines that are drawn together: a table, a fenced picture, or one line of text. */
interface Block {
  readonly kind: 'text' | 'table' | 'fence';
  readonly lines: readonly string[];
}

function blocksOf(report: string): Block[] {
  const blocks: { kind: Block['kind']; lines: string[] }[] = [];
  let fenced = false;
  for (const text of report.split('\n')) {
    if (TARGET.test(text)) continue;
    const fence = text.trimStart().startsWith('```');
    const kind = fenced || fence ? 'fence' : text.trimStart().startsWith('|') ? 'table' : 'text';
    const last = blocks.at(-1);
    const goesOn = last !== undefined && last.kind === kind && (kind === 'table' || fenced);
    if (goesOn) last.lines.push(text);
    else blocks.push({ kind, lines: [text] });
    if (fence) fenced = !fenced;
  }
  return blocks;
}

function entriesOf(block: Block, width: number, proofOf: (text: string) => Jump | undefined): Entry[] {
  const [first = '', ...rest] = block.lines;
  if (block.kind === 'table') {
    return tableRows(block.lines, width).flatMap((row) =>
      row.lines.map((line) => entry(line, proofOf(row.source))),
    );
  }
  if (block.kind === 'text') return markdown(first, width).map((line) => entry(line, proofOf(first)));
  const edge = entry([span('┄'.repeat(Math.min(width, 40)), 'frame')]);
  if (first.includes('mermaid'))
    return [entry([span('(a diagram, drawn in the file; C and L show it here)', 'dim')])];
  const inside = rest.filter((text) => !text.trimStart().startsWith('```'));
  return [edge, ...inside.map((text) => entry([span(text || ' ', 'dim')], proofOf(text))), edge];
}
