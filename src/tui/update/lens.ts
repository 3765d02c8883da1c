import type { Instant, Interval } from '../../base/index.js';
import { labelOf, refOfKey } from '../../model/index.js';
import { headRow, itemAt, itemOfRow, loOf, parseClause, viewOf, type Lens } from '../rows/index.js';
import type { Scene } from '../state/scene.js';
import { ask, cursorRow, layoutFor, say, type UiState } from '../state/state.js';
import { subjectOf } from '../subject.js';
import { grouped } from '../widgets/header.js';

const UNDO_DEPTH = 100;

/** The state as it would be undone to. */
export function withUndo(state: UiState, what: string): UiState {
  const step = { what, lens: state.lens, session: state.session };
  return { ...state, past: [...state.past.slice(1 - UNDO_DEPTH), step], future: [] };
}

/** Looks through another lens and stays on the same row, or on the one nearest in time. */
export function relens(state: UiState, lens: Lens, open: ReadonlySet<number> = state.open): UiState {
  return reseen(state, state.scene, lens, open);
}

/** The same for another scene: extra rows may have come or gone. */
export function reseen(state: UiState, scene: Scene, lens = state.lens, open = state.open): UiState {
  const row = headRow(state.view, state.cursor);
  const at = row < 0 ? undefined : loOf(state.scene.table, row);
  const view = viewOf(scene.table, lens, open, scene.abilities.labels);
  const same = row >= 0 && row < scene.rows.count;
  const cursor =
    at === undefined ? 0 : same ? itemOfRow(scene.table, view, row) : itemAt(scene.table, view, at);
  const top = Math.max(0, cursor - (state.cursor - state.top));
  return { ...state, scene, lens, open, view, cursor, top };
}

/** Adds the filter that a person typed; an empty one takes the last away. */
export function addClause(state: UiState, text: string): UiState {
  if (text.trim() === '') return popClause(state);
  const clause = parseClause(text);
  if (typeof clause === 'string') return say(state, clause, 'fail');
  const clauses = [...state.lens.clauses.filter((c) => c.text !== clause.text), clause];
  const next = keeping(relens(withUndo(state, 'filter'), { ...state.lens, clauses, active: true }));
  return say(next, next.view.items === 0 ? 'nothing is left: backspace undoes' : hiddenWords(next));
}

/** Adds the filter, or takes it away when it is already there. */
export function toggleClause(state: UiState, text: string): UiState {
  if (!state.lens.clauses.some((c) => c.text === text)) return addClause(state, text);
  const clauses = state.lens.clauses.filter((c) => c.text !== text);
  const next = keeping(relens(withUndo(state, 'filter'), { ...state.lens, clauses }));
  return say(next, `filter off: ${text}`);
}

export function popClause(state: UiState): UiState {
  const last = state.lens.clauses.at(-1);
  if (last === undefined) return say(state, 'no filter to take away', 'dim');
  const lens = { ...state.lens, clauses: state.lens.clauses.slice(0, -1) };
  return say(keeping(relens(withUndo(state, 'filter'), lens)), `filter off: ${last.text}`);
}

/** Filters are part of the session: kept with what was decided, but no reason to write a file by themselves. */
function keeping(state: UiState): UiState {
  const session = { ...state.session, filters: state.lens.clauses.map((c) => c.text) };
  const { marks, notes, skew, pinned, rejected, bookmarks, events } = session;
  const decided = [pinned, rejected, bookmarks, events, ...[marks, notes, skew].map(Object.keys)];
  const next = { ...state, session };
  return decided.some((list) => list.length > 0) ? ask(next, { kind: 'save', session }) : next;
}

export function toggleFilters(state: UiState): UiState {
  if (state.lens.clauses.length === 0) return say(state, 'no filters; & adds one', 'dim');
  const active = !state.lens.active;
  const next = relens(state, { ...state.lens, active });
  return say(next, active ? hiddenWords(next) : 'filters lifted; ctrl-f sets them again');
}

export function setFloor(state: UiState, floor: 0 | 1 | 2 | 3): UiState {
  const next = relens(withUndo(state, 'severity'), { ...state.lens, floor });
  return say(next, floor === 0 ? 'all severities' : hiddenWords(next));
}

function hiddenWords(state: UiState): string {
  return `${grouped(state.view.rows.length)} rows, ${grouped(state.view.hidden)} hidden`;
}

/** Attention on the entity under the cursor and its family; again lifts it. */
export function toggleFocus(state: UiState): UiState {
  if (state.lens.focus) {
    return say(relens(withUndo(state, 'focus'), { ...state.lens, focus: undefined }), 'focus lifted');
  }
  const entity = subjectOf(state).entity;
  if (entity === undefined) return say(state, 'this line is about no entity', 'dim');
  const { owners, owned } = state.scene.abilities;
  const family = [...(owners?.(entity) ?? []), ...(owned?.(entity) ?? [])];
  const next = relens(withUndo(state, 'focus'), { ...state.lens, focus: { entity, family } });
  const also = family.length === 0 ? '' : ` and ${String(family.length)} of its family`;
  return say({ ...next, pane: 'timeline' }, `only ${labelOf(refOfKey(entity))}${also}; \\ lifts it`);
}

export function toggleFold(state: UiState, which: 'all' | 'here'): UiState {
  if (which === 'all') {
    const fold = !state.lens.fold;
    return say(
      relens(state, { ...state.lens, fold }, new Set()),
      fold ? 'repeats folded' : 'every row by itself',
    );
  }
  const row = cursorRow(state);
  if (row === undefined || (!state.open.has(row.id) && (state.view.sizes[state.cursor] ?? 1) < 2)) {
    return say(state, 'nothing is folded here', 'dim');
  }
  const open = new Set(state.open);
  if (!open.delete(row.id)) open.add(row.id);
  return relens(state, state.lens, open);
}

/** The instant that windows and zooms turn about. */
function centre(state: UiState): Instant {
  return subjectOf(state).at ?? state.scene.t0 ?? state.scene.horizon.lo;
}

/** A window of this width about the cursor; undefined shows all of time. */
export function setWindow(state: UiState, micros: number | undefined): UiState {
  if (micros === undefined) {
    if (state.lens.window === undefined) return state;
    return say(relens(withUndo(state, 'window'), { ...state.lens, window: undefined }), 'all of time');
  }
  const at = centre(state);
  const half = Math.floor(micros / 2);
  return windowed(state, { lo: at - half, hi: at + half });
}

export function windowed(state: UiState, window: Interval): UiState {
  return relens(withUndo(state, 'window'), { ...state.lens, window });
}

const NARROWEST = 1_000;

/** Halves or doubles the window about the cursor. */
export function zoom(state: UiState, by: 1 | -1): UiState {
  const now = state.lens.window ?? state.scene.horizon;
  const width = now.hi - now.lo;
  const whole = state.scene.table.to - state.scene.table.from;
  const next = by > 0 ? Math.floor(width / 2) : width * 2;
  if (by < 0 && next >= whole) return setWindow(state, undefined);
  return setWindow(state, Math.max(NARROWEST, next));
}

/** Moves the window by half of itself. */
export function pan(state: UiState, by: 1 | -1): UiState {
  const now = state.lens.window;
  if (now === undefined) return say(state, 'all of time is shown: z or 2 to 6 make a window', 'dim');
  const step = Math.floor((now.hi - now.lo) / 2) * by;
  const next = windowed(state, { lo: now.lo + step, hi: now.hi + step });
  const rows = Math.max(1, layoutFor(next).body);
  return by > 0
    ? { ...next, cursor: 0, top: 0 }
    : { ...next, cursor: next.view.items - 1, top: next.view.items - rows };
}
