import { keyOf, labelOf, type Ref } from '../../model/index.js';
import { headRow, loOf, nameKey, nameOf, rowOf, type Row } from '../rows/index.js';
import { timeCell, timeOfDay, type ClockFrame } from '../state/clock.js';
import type { UiState } from '../state/state.js';
import { fitLine, lineWidth, span, type Line, type Span } from '../text/line.js';
import { afterCells, fit, fitEnd, visible } from '../text/visible.js';
import { SEVERITY_GLYPHS, SEVERITY_TONES, SEVERITY_WORDS, type Tone } from '../theme.js';
import { isHit } from '../update/move.js';

/** Widths of the columns of the timeline for a screen this wide; 0 leaves a column out. */
export interface Columns {
  readonly time: number;
  readonly severity: number;
  readonly source: number;
  readonly entity: number;
}

export function columnsFor(width: number): Columns {
  if (width < 60) return { time: 8, severity: 1, source: 0, entity: 0 };
  if (width < 100) return { time: 8, severity: 6, source: 0, entity: 24 };
  return {
    time: 12,
    severity: 6,
    source: width < 140 ? 12 : 16,
    entity: Math.min(40, Math.floor(width * 0.26)),
  };
}

/** The visible items of the timeline, exactly `height` lines, with the scrollbar at the right. */
export function timelineLines(state: UiState, height: number): Line[] {
  const { columns: width } = state.size;
  const columns = columnsFor(width);
  const known = new Set(state.session.bookmarks.map(nameKey));
  const bar = scrollbar(state, height);
  const out: Line[] = [];
  for (let i = 0; i < height; i++) {
    const item = state.top + i;
    const row = item < state.view.items ? rowOf(state.scene.table, headRow(state.view, item)) : undefined;
    const content = row === undefined ? emptyLine(state, i) : rowLine(state, row, item, columns, known);
    const line = fitLine(content, width - 1);
    out.push([...(item === state.cursor && row ? selected(line) : line), bar[i] ?? span(' ')]);
  }
  return out;
}

/** A selected line keeps its text and loses its tones: inverse is readable on any background. */
export function selected(line: Line): Line {
  return [span(line.map((s) => s.text).join(''), 'select')];
}

function emptyLine(state: UiState, at: number): Line {
  if (state.view.items > 0 || at > 0) return [span('~', 'frame')];
  return [
    span(' No row passes the filters: backspace undoes, ctrl-f lifts them, 0 shows all of time', 'gap'),
  ];
}

function rowLine(state: UiState, row: Row, item: number, columns: Columns, known: ReadonlySet<string>): Line {
  const here = item === state.cursor;
  if (row.kind === 'mark') return ruler(state, row, here, '━', 'mark');
  if (row.kind === 'gap') return ruler(state, row, here, '╌', 'gap');
  const gutter = span(here ? '▸' : known.has(nameKey(nameOf(row))) ? '◆' : ' ', 'mark');
  const inner = state.open.size > 0 && isInOpenFold(state, row, item) ? '┆' : ' ';
  const count = countCell(state, row, item, columns.source > 0);
  const room = state.size.columns - 1 - count.length;
  const left: Line = [
    gutter,
    span(inner, 'frame'),
    span(fit(timeText(state, row, item, columns.time), columns.time), 'plain'),
    span(['', '~', '?'][row.quality] || ' ', 'gap'),
    span(' '),
    severityCell(row, columns.severity),
    span(' '),
    ...sourceCell(row, columns.source),
    ...entityCell(row.entity, columns.entity),
    ...textCell(state, row, columns),
  ];
  return count === '' ? left : [...fitLine(left, room), span(count, 'dim')];
}

function isInOpenFold(state: UiState, row: Row, item: number): boolean {
  const before = headRow(state.view, item - 1);
  const { source } = state.scene.table;
  return (
    row.id < source.count &&
    before >= 0 &&
    before < source.count &&
    !state.open.has(row.id) &&
    source.template[before] === source.template[row.id]
  );
}

/** "×49 –09:23:45": how many rows are folded here and when the last of them came. */
function countCell(state: UiState, row: Row, item: number, wide: boolean): string {
  const size = state.view.sizes[item] ?? 1;
  if (size < 2) return row.times > 1 ? ` ×${String(row.times)} ` : '';
  const last = loOf(state.scene.table, state.view.rows[state.view.tails[item] ?? 0] ?? 0);
  return ` ×${String(size)}${row.times > 1 ? '+' : ''}${wide ? ` –${timeOfDay(last)}` : ''} `;
}

function timeText(state: UiState, row: Row, item: number, width: number): string {
  const before = headRow(state.view, item - 1);
  const frame: ClockFrame = {
    mode: state.clock,
    t0: state.scene.t0,
    zone: row.origin?.zone,
    before: before < 0 ? undefined : loOf(state.scene.table, before),
  };
  return timeCell(row.lo, row.hi, frame, width);
}

function severityCell(row: Row, width: number): Span {
  const tone = SEVERITY_TONES[row.severity] ?? 'info';
  const glyph = SEVERITY_GLYPHS[row.severity] ?? '·';
  return span(width === 1 ? glyph : `${glyph} ${SEVERITY_WORDS[row.severity] ?? ''}`, tone);
}

function sourceCell(row: Row, width: number): Span[] {
  if (width === 0) return [];
  const text = row.origin?.label ?? (row.kind === 'note' ? 'by hand' : '');
  return [span(fit(text, width), 'source'), span(' ')];
}

function entityCell(ref: Ref | undefined, width: number): Span[] {
  if (width === 0) return [];
  const text = ref === undefined ? '' : shortLabel(ref, width);
  return [span(fitEnd(text, width), 'entity'), span(' ')];
}

/** The label, without the kind's and the namespace's words where there is no room for them. */
export function shortLabel(ref: Ref, width: number): string {
  const full = labelOf(ref);
  if (full.length <= width) return full;
  const path = keyOf(ref).slice(ref.kind.length + 1);
  return path.length <= width ? path : ref.name;
}

const KIND_TONES: Readonly<Partial<Record<Row['kind'], Tone>>> = {
  fault: 'fail',
  change: 'change',
  recovery: 'good',
  action: 'change',
  detection: 'mark',
  alert: 'mark',
  note: 'mark',
};

function textCell(state: UiState, row: Row, columns: Columns): Span[] {
  const tone = KIND_TONES[row.kind] ?? (row.severity >= 2 ? 'plain' : 'dim');
  const named = columns.entity === 0 && row.entity !== undefined ? `${row.entity.name}: ` : '';
  const tags = state.session.bookmarks.length === 0 ? '' : tagText(state, row);
  const text = afterCells(visible(`${named}${row.text}`), state.across);
  const body = isHit(state, row.id) ? hitSpans(text, state.search?.text ?? '', tone) : [span(text, tone)];
  return tags === '' ? body : [span(tags, 'mark'), ...body];
}

function tagText(state: UiState, row: Row): string {
  const key = nameKey(nameOf(row));
  const mark = state.session.bookmarks.find((b) => nameKey(b) === key);
  if (mark === undefined) return '';
  const tags = mark.tags.map((t) => `#${t} `).join('');
  return `${tags}${mark.comment === undefined ? '' : `“${mark.comment}” `}`;
}

/** The text with what was searched for standing out. */
export function hitSpans(text: string, needle: string, tone: Tone): Span[] {
  const out: Span[] = [];
  const lower = text.toLowerCase();
  const wanted = needle.toLowerCase();
  let from = 0;
  for (let at = lower.indexOf(wanted); at >= 0 && wanted !== ''; at = lower.indexOf(wanted, from)) {
    out.push(span(text.slice(from, at), tone), span(text.slice(at, at + wanted.length), 'hit'));
    from = at + wanted.length;
  }
  return [...out, span(text.slice(from), tone)];
}

/** Marks and gaps divide the list: "━━ 22:57:40 T0 trigger ━━━━". */
function ruler(state: UiState, row: Row, here: boolean, rule: string, tone: Tone): Line {
  const gap = row.kind === 'gap' && row.hi > row.lo ? `–${timeOfDay(row.hi)}` : '';
  const time = state.clock === 'relative' ? timeText(state, row, state.top, 12) : timeOfDay(row.lo);
  const head: Line = [
    span(here ? '▸' : ' ', 'mark'),
    span(`${rule.repeat(2)} ${time}${gap}  ${row.text} `, tone),
  ];
  const rest = state.size.columns - 1 - lineWidth(head);
  return [...head, span(rule.repeat(Math.max(0, rest)), tone)];
}

const ticksKnown = new WeakMap<object, { readonly key: string; readonly ticks: ReadonlySet<number> }>();

/** Where in the whole list the screen stands; ticks where hits are. */
export function scrollbar(state: UiState, height: number): Span[] {
  const { items } = state.view;
  if (items <= height)
    return Array.from({ length: height }, (_, i) => span(hitTicks(state, height).has(i) ? '◂' : ' ', 'mark'));
  const size = Math.max(1, Math.floor((height / items) * height));
  const from = Math.min(
    height - size,
    Math.floor((state.top / Math.max(1, items - height)) * (height - size)),
  );
  const ticks = hitTicks(state, height);
  return Array.from({ length: height }, (_, i) => {
    if (ticks.has(i)) return span('◂', 'mark');
    return i >= from && i < from + size ? span('█', 'frame') : span('│', 'frame');
  });
}

function hitTicks(state: UiState, height: number): ReadonlySet<number> {
  const { search, view } = state;
  if (search === undefined) return new Set();
  const key = `${String(height)} ${search.text} ${String(search.total)}`;
  const known = ticksKnown.get(view);
  if (known?.key === key) return known.ticks;
  const ticks = new Set<number>();
  for (let i = 0; i < view.items && ticks.size < height; i++) {
    if (isHit(state, headRow(view, i))) ticks.add(Math.floor((i / view.items) * height));
  }
  ticksKnown.set(view, { key, ticks });
  return ticks;
}
