import type { Block, Draft, ReportDocument, Section, Span } from '../../src/report/index.js';
import { citedIn, spansOf } from '../../src/report/walk.js';
import { labelOf } from '../../src/model/index.js';

/** Reading a document as a person would: the words of a section, a table as rows of text. */
export function wordsOf(spans: readonly Span[]): string {
  return spans
    .map((s) => {
      if (s.kind === 'entity') return labelOf(s.ref);
      if (s.kind === 'cite') return '';
      return s.kind === 'blank' ? `[${s.ask}]` : s.text;
    })
    .join('');
}

export function draftOf(document: ReportDocument, number = 1): Draft {
  const draft = document.drafts[number - 1];
  if (draft === undefined) throw new Error(`no draft ${number}`);
  return draft;
}

export function sectionOf(document: ReportDocument, key: string, number = 1): Section {
  const own = document.drafts[number - 1]?.sections ?? [];
  const found = [...own, ...document.overview, ...document.appendix].find((s) => s.key === key);
  if (found === undefined) throw new Error(`no section ${key}`);
  return found;
}

export function textOf(section: Section): string {
  return section.blocks.map(blockText).join('\n');
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return block.text;
    case 'question':
      return `? ${block.ask}`;
    case 'quote':
      return block.paragraphs.join('\n');
    case 'figures':
      return block.items.map((f) => `${f.label}: ${f.value ?? `[${f.ask ?? ''}]`} (${f.note})`).join('\n');
    case 'phases':
      return block.phases.map((p) => `${p.label} ${p.words}`).join('\n');
    case 'timeline':
      return block.rows.map((r) => r.text).join('\n');
    case 'callout':
      return [block.title, ...block.body.map(wordsOf)].join('\n');
    case 'table':
      return block.rows.map((r) => r.cells.map(wordsOf).join(' | ')).join('\n');
    default:
      return spansOf(block).map(wordsOf).join('\n');
  }
}

export function questionsOf(section: Section): readonly string[] {
  return section.blocks.flatMap((b) => (b.kind === 'question' ? [b.ask] : []));
}

export function allCited(section: Section): readonly string[] {
  return section.blocks.flatMap(spansOf).flatMap(citedIn);
}
