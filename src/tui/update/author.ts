import type { MarkName, Session } from '../../app/ports.js';
import { iso } from '../../base/index.js';
import { labelOf } from '../../model/index.js';
import { headRow, nameKey, nameOf, rowOf, type Row } from '../rows/index.js';
import { timeOfDay } from '../state/clock.js';
import { leftOut } from '../state/session.js';
import { sceneOf } from '../state/scene.js';
import { ask, cursorRow, say, type UiState } from '../state/state.js';
import { subjectOf } from '../subject.js';
import { words } from '../panes/telling.js';
import { reseen, withUndo } from './lens.js';

/** Takes the author's decision: shown at once, saved beside the capture, figures asked for anew. */
export function decide(state: UiState, what: string, session: Session): UiState {
  return enact(withUndo(state, what), session);
}

/** The same without a step to undo: for undo itself. */
export function enact(state: UiState, session: Session): UiState {
  const before = state.session;
  const seen = { ...state, session };
  const saved = ask(seen, { kind: 'save', session });
  const onlyBookmarks = { ...before, bookmarks: session.bookmarks, filters: session.filters };
  if (sameSession(onlyBookmarks, session)) return saved;
  const scene = sceneOf(state.scene, session, state.incident);
  return ask(reseen(saved, scene), { kind: 'honour', session });
}

function sameSession(a: Session, b: Session): boolean {
  return (
    a.marks === b.marks && a.pinned === b.pinned && a.rejected === b.rejected &&
    a.notes === b.notes && a.events === b.events && a.skew === b.skew
  ); // prettier-ignore
}

/** Sets a mark at the line under the cursor; on the same instant again, takes it back. */
export function setMark(state: UiState, name: MarkName): UiState {
  const { at } = subjectOf(state);
  if (at === undefined) return say(state, 'this line has no time to mark', 'dim');
  const time = iso(at);
  const { [name]: old, ...others } = state.session.marks;
  const marks = old === time ? others : { ...others, [name]: time };
  const next = decide(state, `mark ${name}`, { ...state.session, marks });
  return say(next, old === time ? `mark ${name} taken back` : `${name} set to ${timeOfDay(at)}`, 'mark');
}

/** Vouches for the finding under the cursor, or refuses it; again takes the verdict back. */
export function judge(state: UiState, verdict: 'pinned' | 'rejected'): UiState {
  const { condition } = subjectOf(state);
  if (condition === undefined) return say(state, 'no finding here to judge', 'dim');
  const other = verdict === 'pinned' ? 'rejected' : 'pinned';
  const had = state.session[verdict].includes(condition.id);
  const mine = state.session[verdict].filter((id) => id !== condition.id);
  const { roots: before = [], ...others } = state.session;
  const roots = before.filter((id) => id !== condition.id);
  if (verdict === 'pinned' && !had && condition.role === 'root-cause') roots.push(condition.id);
  const session: Session = {
    ...others,
    ...(roots.length === 0 ? {} : { roots }),
    [verdict]: had ? mine : [...mine, condition.id],
    [other]: state.session[other].filter((id) => id !== condition.id),
  };
  const name = `${labelOf(condition.entity)} ${words(condition.condition)}`;
  return say(decide(state, verdict, session), `${had ? 'no longer ' : ''}${verdict}: ${name}`, 'mark');
}

/** Takes a rejection back by the id of the finding or its beginning; without one, the last. */
export function unreject(state: UiState, id: string): UiState {
  const { rejected } = state.session;
  const found = rejected.findLast((r) => r.startsWith(id));
  if (found === undefined) return say(state, rejected.length === 0 ? 'nothing is rejected' : `rejected are ${rejected.join(', ')}`, 'fail'); // prettier-ignore
  const next = { ...state.session, rejected: rejected.filter((r) => r !== found) };
  return say(decide(state, 'rejection', next), `no longer rejected: ${found}`, 'mark');
}

/** Bookmarks the row, or takes the bookmark away; a range reaches from the last bookmark to here. */
export function bookmark(state: UiState, range: boolean): UiState {
  const row = cursorRow(state);
  if (state.pane !== 'timeline' || row === undefined)
    return say(state, 'bookmarks are set in the timeline', 'dim');
  if (range) return bookmarkRange(state);
  const key = nameKey(nameOf(row));
  const rest = state.session.bookmarks.filter((b) => nameKey(b) !== key);
  const had = rest.length < state.session.bookmarks.length;
  const bookmarks = had ? rest : [...rest, { ...nameOf(row), tags: [] }];
  return say(
    decide(state, 'bookmark', { ...state.session, bookmarks }),
    had ? 'bookmark taken away' : 'bookmarked; u U go from one to the next',
    'mark',
  );
}

const RANGE_MOST = 500;

function bookmarkRange(state: UiState): UiState {
  const last = state.session.bookmarks.at(-1);
  if (last === undefined) return say(state, 'm sets the first end, M the second', 'dim');
  const key = nameKey(last);
  const known = new Set(state.session.bookmarks.map(nameKey));
  const rows: Row[] = [];
  for (let i = state.cursor; i >= 0 && rows.length < RANGE_MOST; i--) {
    const row = rowOf(state.scene.table, headRow(state.view, i));
    if (row === undefined) continue;
    if (nameKey(nameOf(row)) === key) return keepRange(state, rows, known);
    rows.push(row);
  }
  return say(state, `the last bookmark is not within ${String(RANGE_MOST)} rows above`, 'dim');
}

function keepRange(state: UiState, rows: readonly Row[], known: ReadonlySet<string>): UiState {
  const fresh = rows.map(nameOf).filter((n) => !known.has(nameKey(n)));
  const bookmarks = [...state.session.bookmarks, ...fresh.reverse().map((n) => ({ ...n, tags: [] }))];
  return say(
    decide(state, 'bookmarks', { ...state.session, bookmarks }),
    `${String(rows.length)} rows bookmarked`,
    'mark',
  );
}

/** The bookmark of the row under the cursor. */
export function bookmarkHere(state: UiState): Session['bookmarks'][number] | undefined {
  const row = cursorRow(state);
  const key = row && nameKey(nameOf(row));
  return state.session.bookmarks.find((b) => nameKey(b) === key);
}

/** A note on the finding under the cursor; where there is none, a comment on the row. */
export function writeNote(state: UiState, text: string): UiState {
  const { condition } = subjectOf(state);
  if (condition === undefined)
    return changeBookmark(state, (said) => ({ ...said, comment: text }), 'comment');
  const others = leftOut(state.session.notes, condition.id);
  const notes = text === '' ? others : { ...others, [condition.id]: text };
  const next = decide(state, 'note', { ...state.session, notes });
  return say(next, text === '' ? 'note taken away' : `noted on ${words(condition.condition)}`, 'mark');
}

/** The note that stands there now, for the prompt to begin with. */
export function noteHere(state: UiState): string {
  const { condition } = subjectOf(state);
  if (condition === undefined) return bookmarkHere(state)?.comment ?? '';
  return state.session.notes[condition.id] ?? '';
}

/** Tags of the row: words between blanks or commas. */
export function writeTags(state: UiState, text: string): UiState {
  const tags = text.split(/[\s,]+/).filter((t) => t !== '');
  return changeBookmark(state, (said) => ({ ...said, tags }), 'tags');
}

/** What a bookmark says of its row. */
interface Words {
  readonly tags: readonly string[];
  readonly comment: string;
}

function changeBookmark(state: UiState, change: (said: Words) => Words, what: string): UiState {
  const row = cursorRow(state);
  if (state.pane !== 'timeline' || row === undefined) {
    return say(state, 'choose a row of the timeline first', 'dim');
  }
  const name = nameOf(row);
  const key = nameKey(name);
  const old = state.session.bookmarks.find((b) => nameKey(b) === key);
  const rest = state.session.bookmarks.filter((b) => b !== old);
  const { tags, comment } = change({ tags: old?.tags ?? [], comment: old?.comment ?? '' });
  const bookmarks = [...rest, { ...name, tags, ...(comment === '' ? {} : { comment }) }];
  return say(decide(state, what, { ...state.session, bookmarks }), `${what} kept`, 'mark');
}

/** Adds what a person knows and no source says, at the instant under the cursor. */
export function addEvent(state: UiState, text: string): UiState {
  const { at } = subjectOf(state);
  if (text === '') return state;
  if (at === undefined) return say(state, 'this line has no time to add an event at', 'dim');
  const events = [...state.session.events, { at: iso(at), text }];
  return say(decide(state, 'event', { ...state.session, events }), 'event added', 'mark');
}
