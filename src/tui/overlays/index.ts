import type { Body } from '../panes/index.js';
import type { UiState } from '../state/state.js';
import { facetsBody } from './facets.js';
import { helpBody } from './help.js';

/** The list that lies over the pane. */
export function overlayBody(state: UiState): Body | undefined {
  if (state.overlay === undefined) return undefined;
  return state.overlay === 'help' ? helpBody(state) : facetsBody(state);
}
