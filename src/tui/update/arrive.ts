import type { Honoured, RawContext } from '../../app/ports.js';
import { labelOf, refOfKey, type EntityKey } from '../../model/index.js';
import { sceneOf } from '../state/scene.js';
import { layoutFor, say, type UiState } from '../state/state.js';
import { reseen } from './lens.js';
import { showPane } from './places.js';

/** Bytes have come; those that nobody waits for any more are dropped. */
export function arriveContext(
  state: UiState,
  source: string,
  offset: number,
  context: RawContext | string,
): UiState {
  const { raw } = state;
  if (raw?.source !== source || raw.offset !== offset) return state;
  const cursor = typeof context === 'string' ? 0 : context.at;
  const top = Math.max(0, cursor - Math.floor(layoutFor(state).body / 2));
  return { ...state, raw: { ...raw, context }, lists: { ...state.lists, evidence: { cursor, top } } };
}

/** The raw object is shown where raw lines are. */
export function arriveObject(state: UiState, entity: EntityKey, text: string | undefined): UiState {
  const label = labelOf(refOfKey(entity));
  if (text === undefined) return say(state, `no object of ${label} was captured`, 'dim');
  const shown = showPane(state, 'evidence');
  const raw = { source: '', offset: -1, length: 0, context: text, title: label, entity, at: state.entityAt };
  return { ...shown, raw, lists: { ...shown.lists, evidence: { cursor: 0, top: 0 } } };
}

/** Figures and draft under the author's decisions. */
export function arriveHonoured(state: UiState, honoured: Honoured): UiState {
  const parts = { ...state.scene, analysis: honoured.analysis, report: honoured.report };
  const incident = Math.max(0, Math.min(state.incident, honoured.analysis.incidents.length - 1));
  return { ...reseen(state, sceneOf(parts, state.session, incident)), incident };
}
