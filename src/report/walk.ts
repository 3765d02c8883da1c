import type { Block, ReportDocument, Section, Span, Spans } from './blocks.js';

/** Every run of spans in a block, in reading order: a paragraph, a list item, a cell. */
export function spansOf(block: Block): readonly Spans[] {
  switch (block.kind) {
    case 'paragraph':
      return [block.spans];
    case 'list':
      return block.items.flatMap((i) => [i.spans, ...i.notes]);
    case 'table':
      return block.rows.flatMap((r) => r.cells);
    case 'facts':
      return block.items.map((f) => f.spans);
    case 'callout':
      return block.body;
    case 'heading':
    case 'figures':
    case 'phases':
    case 'timeline':
    case 'chart':
    case 'graph':
    case 'question':
    case 'quote':
    case 'evidence-index':
      return [];
  }
}

/** The sections of a whole document with the number of their draft (0: of the document itself). */
export function sectionsOf(document: Pick<ReportDocument, 'overview' | 'drafts' | 'appendix'>): readonly {
  readonly draft: number;
  readonly section: Section;
}[] {
  return [
    ...document.overview.map((section) => ({ draft: 0, section })),
    ...document.drafts.flatMap((d) => d.sections.map((section) => ({ draft: d.number, section }))),
    ...document.appendix.map((section) => ({ draft: 0, section })),
  ];
}

/** Evidence ids of a run of spans. */
export function citedIn(spans: Spans): readonly string[] {
  return spans.flatMap((s) => (s.kind === 'cite' ? s.evidence : []));
}

/** The words of a run of spans without quotations from the capture. */
export function proseOf(spans: Spans): string {
  return spans.map(wordsOf).join('');
}

function wordsOf(span: Span): string {
  return span.kind === 'text' || span.kind === 'strong' ? span.text : '';
}
