import { overlayBody } from '../overlays/index.js';
import { CLOCK_MODES } from '../state/clock.js';
import type { UiAction } from '../state/action.js';
import { sceneOf } from '../state/scene.js';
import { ask, layoutFor, PANES, say, type UiState } from '../state/state.js';
import { subjectOf } from '../subject.js';
import { SEVERITY_WORDS } from '../theme.js';
import { arriveContext, arriveHonoured, arriveObject } from './arrive.js';
import { bookmark, judge, setMark } from './author.js';
import { copyText } from './copy.js';
import { redo, undo } from './history.js';
import {
  pan,
  popClause,
  reseen,
  setFloor,
  setWindow,
  toggleClause,
  toggleFilters,
  toggleFocus,
  toggleFold,
  zoom,
} from './lens.js';
import { move, seek } from './move.js';
import {
  followLink,
  nextProof,
  openHere,
  showEvidence,
  showEntity,
  showOwner,
  showPane,
  walkTrail,
} from './places.js';
import { counted, openPrompt, pasteText, told, typeKey } from './prompt.js';
import { kept, settle } from './settle.js';

type Handlers = {
  readonly [K in UiAction['kind']]: (state: UiState, action: Extract<UiAction, { kind: K }>) => UiState;
};

const HANDLERS: Handlers = {
  move: (s, a) => inOverlay(move(s, a)),
  wheel: (s, a) => inOverlay(move(s, { kind: 'move', by: a.by, unit: 'line' })),
  across: (s, a) =>
    s.pane === 'lanes' ? pan(s, a.by > 0 ? 1 : -1) : { ...s, across: Math.max(0, s.across + a.by * 16) },
  pane: (s, a) => showPane(s, a.to),
  'pane-step': (s, a) =>
    showPane(s, PANES[(PANES.indexOf(s.pane) + a.by + PANES.length) % PANES.length] ?? 'summary'),
  'last-pane': (s) => showPane(s, s.lastPane),
  trail: (s, a) => walkTrail(s, a.by),
  seek: (s, a) =>
    s.pane === 'evidence' && a.what === 'same-entity' ? nextProof(s, a.by) : seek(s, a.what, a.by),
  open: (s) => (s.overlay ? chooseFacet(s, false) : openIncident(s)),
  exclude: (s) => chooseFacet(s, true),
  detail: (s) => ({ ...s, detail: !s.detail }),
  histogram: (s) => ({ ...s, histogram: !s.histogram }),
  overlay: (s, a) => ({ ...s, overlay: s.overlay === a.which ? undefined : a.which }),
  back: (s) => back(s, true),
  escape: (s) => back(s, false),
  quit: (s) => ({ ...s, leaving: true }),
  suspend: (s) => ask(s, { kind: 'suspend' }),
  prompt: (s, a) => openPrompt(s, a.which),
  type: (s, a) => typeKey(s, a.key, a.text),
  paste: (s, a) => pasteText(s, a.text),
  'filters-toggle': toggleFilters,
  'filter-pop': popClause,
  floor: (s) => setFloor(s, FLOORS[(s.lens.floor + 1) % 4] ?? 0),
  focus: toggleFocus,
  fold: (s, a) => toggleFold(s, a.which),
  window: (s, a) => setWindow(s, a.micros),
  zoom: (s, a) => zoom(s, a.by),
  pan: (s, a) => pan(s, a.by),
  clock: nextClock,
  mark: (s, a) => setMark(s, a.name),
  judge: (s, a) => judge(s, a.verdict),
  bookmark: (s, a) => bookmark(s, a.range),
  evidence: showEvidence,
  'page-out': pageOut,
  entity: showEntity,
  owner: showOwner,
  object: askObject,
  cause: (s) => followLink(s, 'cause'),
  effect: (s) => followLink(s, 'effect'),
  incident: (s, a) => chooseIncident(s, s.incident + a.by),
  copy: (s) => copyText(s),
  undo,
  redo,
  resize: (s, a) => ({ ...s, size: { columns: a.columns, rows: a.rows } }),
  'context-read': (s, a) => arriveContext(s, a.source, a.offset, a.context),
  'object-read': (s, a) => arriveObject(s, a.entity, a.text),
  honoured: (s, a) => arriveHonoured(s, a.honoured),
  counted: (s, a) => counted(s, a.prompt, a.text, a.preview),
  told: (s, a) => told(s, a.text, a.failed),
};

const FLOORS = [0, 1, 2, 3] as const;

/** Answers from outside leave the message alone; a key takes it away. */
const QUIET: ReadonlySet<UiAction['kind']> = new Set([
  'resize',
  'context-read',
  'object-read',
  'honoured',
  'counted',
]);

/** The state after an action. Pure: what must happen outside stands in `asks` of the new state. */
export function update(state: UiState, action: UiAction): UiState {
  const message = QUIET.has(action.kind) ? state.message : undefined;
  const handler = HANDLERS[action.kind] as (s: UiState, a: UiAction) => UiState;
  return settle(handler({ ...state, message, asks: [] }, action));
}

/** An overlay's cursor stays on its lines. */
function inOverlay(state: UiState): UiState {
  if (state.overlay === undefined) return state;
  const body = overlayBody(state);
  const { body: height, detail } = layoutFor(state);
  const place = kept(state.lists[state.overlay], body?.entries.length ?? 0, Math.max(1, height + detail - 1));
  return { ...state, lists: { ...state.lists, [state.overlay]: place } };
}

/** Closes what lies on top, one thing at a time; at the bottom `q` leaves and Escape does not. */
function back(state: UiState, mayLeave: boolean): UiState {
  if (state.overlay) return { ...state, overlay: undefined };
  if (state.pane === 'entity' || state.pane === 'evidence') {
    return state.trail.length > 0 ? walkTrail(state, -1) : showPane(state, 'summary');
  }
  if (mayLeave) return { ...state, leaving: true };
  if (state.search) return { ...state, search: undefined };
  if (state.lens.focus) return toggleFocus(state);
  return say(state, 'q leaves', 'dim');
}

function chooseFacet(state: UiState, exclude: boolean): UiState {
  const clause = overlayBody(state)?.entries[state.lists.facets.cursor]?.jump?.clause;
  if (state.overlay !== 'facets' || clause === undefined) return state;
  const floor = FLOORS.find((_, i) => clause === `sev:${(SEVERITY_WORDS[i] ?? '').toLowerCase()}`);
  if (floor !== undefined && !exclude) return inOverlay(setFloor(state, floor));
  return inOverlay(toggleClause(state, exclude && !clause.startsWith('!') ? `!${clause}` : clause));
}

function openIncident(state: UiState): UiState {
  const index = subjectOf(state).jump?.incident;
  return index === undefined ? openHere(state) : chooseIncident(state, index);
}

function chooseIncident(state: UiState, index: number): UiState {
  const count = state.scene.analysis.incidents.length;
  if (count === 0) return say(state, 'no incident', 'dim');
  const incident = (index + count) % count;
  const seen = reseen(state, sceneOf(state.scene, state.session, incident));
  const lists = {
    ...seen.lists,
    summary: { cursor: 0, top: 0 },
    chain: { cursor: 0, top: 0 },
    lanes: { cursor: 0, top: 0 },
  };
  return say({ ...seen, incident, lists }, `incident ${String(incident + 1)} of ${String(count)}`);
}

function nextClock(state: UiState): UiState {
  const clock = CLOCK_MODES[(CLOCK_MODES.indexOf(state.clock) + 1) % CLOCK_MODES.length] ?? 'utc';
  const words = {
    utc: 'times in UTC',
    source: "times in each source's own zone",
    relative: 'times from T0',
    delta: 'times from the row above',
  };
  return say({ ...state, clock }, words[clock]);
}

function pageOut(state: UiState): UiState {
  const { place } = subjectOf(state);
  if (place === undefined) return say(state, 'this line rests on no bytes of its own', 'dim');
  if (!state.scene.abilities.pager) return say(state, 'no pager here', 'dim');
  return ask(state, { kind: 'page', source: place.source, offset: place.offset });
}

function askObject(state: UiState): UiState {
  const subject = subjectOf(state);
  const entity = subject.entity ?? state.entity;
  const at = subject.at ?? state.entityAt;
  if (entity === undefined || at === undefined) return say(state, 'this line is about no entity', 'dim');
  if (!state.scene.abilities.objects) return say(state, 'raw objects are not at hand', 'dim');
  return ask(state, { kind: 'object', entity, at });
}
