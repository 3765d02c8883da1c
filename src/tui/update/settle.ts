import { bodyOf } from '../panes/index.js';
import { layoutFor, type ListPlace, type UiState } from '../state/state.js';

/** After every action: cursors stand on lines that exist, and on the screen. */
export function settle(state: UiState): UiState {
  const { body } = layoutFor(state);
  const items = state.view.items;
  const place = kept({ cursor: state.cursor, top: state.top }, items, Math.max(1, body));
  const moved = place.cursor === state.cursor && place.top === state.top ? state : { ...state, ...place };
  if (moved.pane === 'timeline') return moved;
  const now = bodyOf(moved);
  const height = Math.max(1, body - now.head.length);
  const before = moved.lists[moved.pane];
  const list = kept(before, now.entries.length, height);
  if (list.cursor === before.cursor && list.top === before.top) return moved;
  return { ...moved, lists: { ...moved.lists, [moved.pane]: list } };
}

/** The place brought back into a list of `count` lines shown `height` at a time. */
export function kept(place: ListPlace, count: number, height: number): ListPlace {
  const cursor = Math.max(0, Math.min(place.cursor, count - 1));
  const lowest = Math.max(0, count - height);
  const seen = Math.max(cursor - height + 1, Math.min(place.top, cursor));
  return { cursor, top: Math.max(0, Math.min(seen, lowest)) };
}
