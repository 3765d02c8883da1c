import { overlayBody } from './overlays/index.js';
import { bodyOf } from './panes/index.js';
import { layoutFor, type UiState } from './state/state.js';
import { fitLine, line, type Line } from './text/line.js';
import { styled, type Depth } from './theme.js';
import { kept } from './update/settle.js';
import { detailLines } from './widgets/detail.js';
import { headerLine, tabsLine } from './widgets/header.js';
import { histogramLines } from './widgets/histogram.js';
import { bottomLine } from './widgets/hints.js';
import { listLines } from './widgets/list.js';
import { timelineLines } from './widgets/rows.js';

/** The whole screen as lines: exactly as many as it has rows, each exactly as wide as it is. */
export function frameOf(state: UiState): readonly Line[] {
  const parts = layoutFor(state);
  const lines = [
    ...(parts.header > 0 ? [headerLine(state)] : []),
    ...(parts.histogram > 0 ? histogramLines(state, parts.histogram) : []),
    ...(parts.tabs > 0 ? [tabsLine(state)] : []),
    ...middle(state),
    ...(parts.hints > 0 ? [bottomLine(state)] : []),
  ];
  const { columns, rows } = state.size;
  return Array.from({ length: Math.max(1, rows) }, (_, i) =>
    fitLine(lines[i] ?? line(''), Math.max(1, columns)),
  );
}

function middle(state: UiState): readonly Line[] {
  const { body, detail } = layoutFor(state);
  const over = overlayBody(state);
  if (over !== undefined && state.overlay !== undefined) {
    const height = body + detail;
    const place = kept(
      state.lists[state.overlay],
      over.entries.length,
      Math.max(1, height - over.head.length),
    );
    return listLines(state, over, place, height);
  }
  const list =
    state.pane === 'timeline'
      ? timelineLines(state, body)
      : listLines(state, bodyOf(state), state.lists[state.pane], body);
  return detail > 0 ? [...list, ...detailLines(state, detail)] : list;
}

/** A line as a terminal shows it. */
export function painted(of: Line, depth: Depth): string {
  return of.map((s) => styled(s.text, s.tone, depth)).join('');
}
