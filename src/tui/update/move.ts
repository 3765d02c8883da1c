import { parseTime } from '../../base/index.js';
import { keyOf } from '../../model/index.js';
import { bodyOf } from '../panes/index.js';
import {
  countBits,
  hasBit,
  headRow,
  kindOf,
  loOf,
  nameKey,
  nameOf,
  rowOf,
  severityOf,
  textBits,
} from '../rows/index.js';
import { extraText } from '../rows/match.js';
import type { SeekTarget, UiAction } from '../state/action.js';
import { layoutFor, say, type UiState } from '../state/state.js';
import { plainText } from '../text/line.js';

type Move = Extract<UiAction, { kind: 'move' }>;

/** Moves the cursor of the pane in front, or of the overlay. */
export function move(state: UiState, action: Move): UiState {
  const { body } = layoutFor(state);
  const height = Math.max(1, body - (state.pane === 'timeline' ? 0 : bodyOf(state).head.length));
  const step = stepOf(action, height);
  if (state.overlay) {
    const place = state.lists[state.overlay];
    const cursor = Math.max(0, place.cursor + step);
    return { ...state, lists: { ...state.lists, [state.overlay]: { ...place, cursor } } };
  }
  const paged = action.unit === 'page' || action.unit === 'half';
  if (state.pane === 'timeline') {
    return {
      ...state,
      cursor: bounded(state.cursor + step, state.view.items),
      top: paged ? state.top + step : state.top,
    };
  }
  const place = state.lists[state.pane];
  const cursor = bounded(place.cursor + step, bodyOf(state).entries.length);
  const top = paged ? place.top + step : place.top;
  return { ...state, lists: { ...state.lists, [state.pane]: { cursor, top: Math.max(0, top) } } };
}

function stepOf(action: Move, height: number): number {
  switch (action.unit) {
    case 'line':
      return action.by;
    case 'half':
      return action.by * Math.max(1, Math.floor(height / 2));
    case 'page':
      return action.by * Math.max(1, height - 1);
    case 'all':
      return action.by * 1e9;
  }
}

function bounded(at: number, count: number): number {
  return Math.max(0, Math.min(at, count - 1));
}

const WORDS: Readonly<Record<SeekTarget, string>> = {
  error: 'FAIL row',
  warning: 'WARN or FAIL row',
  gap: 'gap',
  'same-entity': 'row of the same entity',
  bookmark: 'bookmark',
  hit: 'hit',
};

/** The next or previous line of a sort. */
export function seek(state: UiState, what: SeekTarget, by: 1 | -1): UiState {
  if (what === 'hit' && state.search === undefined)
    return say(state, 'nothing is searched for: / searches', 'dim');
  if (state.pane !== 'timeline') {
    return what === 'hit'
      ? seekInList(state, by)
      : seek({ ...state, pane: 'timeline', lastPane: state.pane }, what, by);
  }
  const test = testOf(state, what);
  if (test === undefined) return say(state, 'this line is about no entity', 'dim');
  for (let i = state.cursor + by; i >= 0 && i < state.view.items; i += by) {
    if (test(headRow(state.view, i))) return { ...state, cursor: i };
  }
  return say(state, `no ${by > 0 ? 'further' : 'earlier'} ${WORDS[what]}`, 'dim');
}

function testOf(state: UiState, what: SeekTarget): ((row: number) => boolean) | undefined {
  const { table } = state.scene;
  switch (what) {
    case 'error':
      return (row) => severityOf(table, row) >= 3;
    case 'warning':
      return (row) => severityOf(table, row) >= 2;
    case 'gap':
      return (row) => kindOf(table, row) === 'gap';
    case 'hit':
      return (row) => isHit(state, row);
    case 'bookmark': {
      const times = new Set(state.session.bookmarks.map((b) => parseTime(b.at)?.lo));
      const names = new Set(state.session.bookmarks.map(nameKey));
      if (names.size === 0) return () => false;
      return (row) => {
        if (!times.has(loOf(table, row))) return false;
        const full = rowOf(table, row);
        return full !== undefined && names.has(nameKey(nameOf(full)));
      };
    }
    case 'same-entity': {
      const here = rowOf(table, headRow(state.view, state.cursor))?.entity;
      if (here === undefined) return undefined;
      const key = keyOf(here);
      const id = table.source.entities.findIndex((ref) => keyOf(ref) === key);
      return (row) => row < table.source.count && table.source.entity[row] === id;
    }
  }
}

/** Is the row one that the search found? */
export function isHit(state: UiState, row: number): boolean {
  const { search, scene } = state;
  if (search === undefined || row < 0) return false;
  if (row < scene.rows.count) return hasBit(search.hits, row);
  const extra = scene.table.extras[row - scene.rows.count];
  return extra !== undefined && extraText(extra).includes(search.text.toLowerCase());
}

function seekInList(state: UiState, by: 1 | -1): UiState {
  const { entries } = bodyOf(state);
  const place = state.lists[state.pane];
  const needle = state.search?.text.toLowerCase() ?? '';
  for (let i = place.cursor + by; i >= 0 && i < entries.length; i += by) {
    if (
      plainText(entries[i]?.line ?? [])
        .toLowerCase()
        .includes(needle)
    ) {
      return { ...state, lists: { ...state.lists, [state.pane]: { ...place, cursor: i } } };
    }
  }
  return say(state, `no ${by > 0 ? 'further' : 'earlier'} hit in this pane`, 'dim');
}

/** Searches and goes to the first hit at or after the cursor. An empty search forgets the last. */
export function search(state: UiState, text: string): UiState {
  if (text.trim() === '') return say({ ...state, search: undefined }, 'search forgotten', 'dim');
  const hits = textBits(state.scene.rows, text);
  const total = countBits(hits);
  const found: UiState = { ...state, search: { text, hits, total } };
  if (state.pane !== 'timeline') return seekInList(found, 1);
  if (isHit(found, headRow(found.view, found.cursor))) return counted(found);
  const next = seek(found, 'hit', 1);
  if (next.cursor !== found.cursor) return counted(next);
  const wrapped = seek({ ...found, cursor: -1 }, 'hit', 1);
  return wrapped.cursor < 0 ? say(found, `no hit for "${text}"`, 'warn') : counted(wrapped);
}

function counted(state: UiState): UiState {
  const { search: s } = state;
  return s === undefined ? state : say(state, `${String(s.total)} rows hold "${s.text}"; n N go on`);
}
