import type { Body } from '../panes/index.js';
import type { ListPlace, UiState } from '../state/state.js';
import { fitLine, plainText, span, type Line, type Span } from '../text/line.js';
import { hitSpans, selected } from './rows.js';

/** A list pane in exactly `height` lines: its head, the visible stretch of its entries, a scrollbar. */
export function listLines(state: UiState, body: Body, place: ListPlace, height: number): Line[] {
  const width = state.size.columns;
  const head = body.head
    .slice(0, Math.max(0, height - 1))
    .map((line) => fitLine([span(' '), ...line], width));
  const room = height - head.length;
  const count = body.entries.length;
  const bar = (i: number): Span => {
    if (count <= room) return span(' ');
    const size = Math.max(1, Math.floor((room / count) * room));
    const from = Math.min(room - size, Math.floor((place.top / Math.max(1, count - room)) * (room - size)));
    return span(i >= from && i < from + size ? '█' : '│', 'frame');
  };
  const lines = Array.from({ length: room }, (_, i): Line => {
    const at = place.top + i;
    const entry = body.entries[at];
    if (entry === undefined) return [...fitLine([], width - 1), bar(i)];
    const here = at === place.cursor;
    const line = fitLine([span(here ? '▸' : ' ', 'mark'), ...marked(state, entry.line)], width - 1);
    return [...(here ? selected(line) : line), bar(i)];
  });
  return [...head, ...lines];
}

/** The line with hits of the search standing out. */
function marked(state: UiState, line: Line): Line {
  const needle = state.search?.text.toLowerCase();
  if (needle === undefined || !plainText(line).toLowerCase().includes(needle)) return line;
  return line.flatMap((s) => hitSpans(s.text, needle, s.tone));
}
