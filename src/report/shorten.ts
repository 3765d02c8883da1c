import type { TimelineRow } from '../model/index.js';
import type { Block, KeyFigure, ListItem, Section, Span, Spans } from './blocks.js';
import { readable } from './prose/names.js';
import { shortTimes } from './prose/time.js';

/**
 * Words of the engine keep full machine stamps, so that analysis.json is exact. A reader of the draft
 * knows the day: sentences say "at 22:57:43". Quotations from the capture are left as they are.
 */
export function shortenTimes(section: Section, day: string): Section {
  const say = (words: string) => readable(shortTimes(words, day));
  const span = (s: Span): Span =>
    s.kind === 'text' || s.kind === 'strong' ? { ...s, text: say(s.text) } : s;
  const spans = (all: Spans): Spans => all.map(span);
  const item = (i: ListItem): ListItem => ({ spans: spans(i.spans), notes: i.notes.map(spans) });
  const row = (r: TimelineRow): TimelineRow => ({ ...r, text: say(r.text) });
  const figure = (f: KeyFigure): KeyFigure => ({ ...f, note: say(f.note) });
  const block = (b: Block): Block => {
    switch (b.kind) {
      case 'paragraph':
        return { ...b, spans: spans(b.spans) };
      case 'list':
        return { ...b, items: b.items.map(item) };
      case 'table':
        return { ...b, rows: b.rows.map((r) => ({ cells: r.cells.map(spans) })) };
      case 'facts':
        return { ...b, items: b.items.map((f) => ({ ...f, spans: spans(f.spans) })) };
      case 'callout':
        return { ...b, body: b.body.map(spans) };
      case 'figures':
        return { ...b, items: b.items.map(figure) };
      case 'question':
        return { ...b, ask: say(b.ask) };
      case 'quote':
        return { ...b, paragraphs: b.paragraphs.map(say) };
      case 'timeline':
        return { ...b, rows: b.rows.map(row), printed: b.printed.map(row) };
      case 'heading':
      case 'phases':
      case 'chart':
      case 'graph':
      case 'evidence-index':
        return b;
    }
  };
  return { ...section, blocks: section.blocks.map(block) };
}
