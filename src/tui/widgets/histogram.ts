import { columnOf, firstAt, histogramOf, type Bucket } from '../rows/index.js';
import { dayOf, timeOfDay } from '../state/clock.js';
import { cursorRow, type UiState } from '../state/state.js';
import { grouped } from './header.js';
import { fitLine, span, type Line, type Span } from '../text/line.js';
import { SEVERITY_TONES, type Tone } from '../theme.js';

const STEPS = ' ▁▂▃▄▅▆▇█';
/** Below each column: the worst that fell into it, readable without colour. */
const WORST: readonly string[] = [' ', '·', 'w', 'F'];

/**
 * The whole range as bars, one column per stretch of time, height by the square root of the count (few
 * rows stay visible beside many), with the worst severity and the instants of the incident below. `lines` is 2 to 4.
 */
export function histogramLines(state: UiState, lines: number): Line[] {
  const { scene, view, size } = state;
  const width = Math.max(1, size.columns - 2);
  const range = scene.horizon;
  const buckets = histogramOf(scene.table, view, range, width);
  const tall = lines >= 4 ? 2 : 1;
  const out = bars(buckets, tall).map((line) => fitLine([span(' '), ...line], size.columns));
  if (lines >= 3) out.push(fitLine([span(' '), ...worstLine(buckets)], size.columns));
  out.push(fitLine([span(' '), ...markLine(state, width)], size.columns));
  return out.slice(0, lines);
}

/** Bars over one or two lines, the upper first. */
function bars(buckets: readonly Bucket[], tall: number): Span[][] {
  const most = Math.max(1, ...buckets.map((b) => b.count));
  const steps = tall * 8;
  const heights = buckets.map((b) =>
    b.count === 0 ? 0 : Math.max(1, Math.round(Math.sqrt(b.count / most) * steps)),
  );
  const level = (floor: number): Span[] =>
    runs(
      heights.map((h) => STEPS[Math.max(0, Math.min(8, h - floor))] ?? ' '),
      buckets.map((b) => SEVERITY_TONES[b.worst] ?? 'info'),
    );
  return tall === 2 ? [level(8), level(0)] : [level(0)];
}

function worstLine(buckets: readonly Bucket[]): Span[] {
  return runs(
    buckets.map((b) => (b.count === 0 ? ' ' : (WORST[b.worst] ?? ' '))),
    buckets.map((b) => SEVERITY_TONES[b.worst] ?? 'info'),
  );
}

/** Times at both ends, the incident's instants as letters, the window in brackets, the cursor as a caret. */
function markLine(state: UiState, width: number): Span[] {
  const { scene, lens } = state;
  const range = scene.horizon;
  const cells = Array.from({ length: width }, () => ' ');
  const tones: Tone[] = Array.from({ length: width }, () => 'dim');
  const put = (text: string, at: number, tone: Tone): void => {
    [...text].forEach((char, i) => {
      if (at + i < 0 || at + i >= width) return;
      cells[at + i] = char;
      tones[at + i] = tone;
    });
  };
  if (lens.window) {
    const from = columnOf(range, width, Math.max(range.lo, Math.min(range.hi, lens.window.lo)));
    const to = columnOf(range, width, Math.max(range.lo, Math.min(range.hi, lens.window.hi)));
    put('═'.repeat(Math.max(0, to - from + 1)), from, 'mark');
    put('[', from, 'mark');
    put(']', Math.max(to, from + 1), 'mark');
  }
  for (const mark of scene.marks) {
    const at = columnOf(range, width, mark.at.lo);
    if (at >= 0) put(mark.letter, at, 'mark');
  }
  const row = state.pane === 'timeline' ? cursorRow(state) : undefined;
  const at = row === undefined ? -1 : columnOf(range, width, row.lo);
  if (at >= 0) put('▲', at, 'strong');
  const { left, right } = endLabels(state);
  // A label gives way to what stands where it would stand: the header tells the range as well.
  const free = (from: number, length: number): boolean =>
    cells.slice(from, from + length).every((c) => c === ' ');
  if (width >= 30 && free(0, left.length + 1)) put(left, 0, 'dim');
  if (width >= 30 && free(width - right.length - 1, right.length + 1))
    put(right, width - right.length, 'dim');
  return runs(cells, tones);
}

/** Where the picture begins and ends, and how many rows lie outside of it. */
function endLabels(state: UiState): { readonly left: string; readonly right: string } {
  const { scene, view } = state;
  const { lo, hi } = scene.horizon;
  const oneDay = dayOf(lo) === dayOf(hi);
  const label = (at: number): string =>
    oneDay ? timeOfDay(at) : `${dayOf(at).slice(5)} ${timeOfDay(at).slice(0, 5)}`;
  const before = firstAt(scene.table, view, lo);
  const after = view.rows.length - firstAt(scene.table, view, hi + 1);
  return {
    left: `${before > 0 ? `‹${grouped(before)} ` : ''}${label(lo)}`,
    right: `${label(hi)}${after > 0 ? ` ${grouped(after)}›` : ''}`,
  };
}

/** Neighbouring cells of the same tone as one span. */
export function runs(cells: readonly string[], tones: readonly Tone[]): Span[] {
  const out: Span[] = [];
  cells.forEach((text, i) => {
    const tone = tones[i] ?? 'plain';
    const last = out.at(-1);
    if (last?.tone === tone) out[out.length - 1] = { text: last.text + text, tone };
    else out.push({ text, tone });
  });
  return out;
}
