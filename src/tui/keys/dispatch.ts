import type { UiAction } from '../state/action.js';
import type { UiState } from '../state/state.js';
import { bindingOf } from './bindings.js';
import type { Key } from './decode.js';

/** What a key does in this state; undefined when it does nothing. In a prompt every key types. */
export function actionOf(state: UiState, key: Key): UiAction | undefined {
  if (key.name === 'ctrl-c') return { kind: 'quit' };
  if (key.name === 'ctrl-z') return { kind: 'suspend' };
  if (key.name === 'wheel-up' || key.name === 'wheel-down')
    return { kind: 'wheel', by: key.name === 'wheel-up' ? -3 : 3 };
  if (state.prompt) {
    if (key.name === 'paste') return { kind: 'paste', text: key.text ?? '' };
    return key.text === undefined
      ? { kind: 'type', key: key.name }
      : { kind: 'type', key: key.name, text: key.text };
  }
  if (state.overlay) return inOverlay(state, key);
  if (key.name === 'esc') return { kind: 'escape' };
  return bindingOf(key.name, state.pane)?.action;
}

/** An overlay is walked, used and closed; nothing behind it moves. */
function inOverlay(state: UiState, key: Key): UiAction | undefined {
  const action = bindingOf(key.name, state.pane)?.action;
  switch (action?.kind) {
    case 'move':
      return key.name === 'space' && state.overlay === 'facets' ? { kind: 'open' } : action;
    case 'open':
    case 'back':
    case 'overlay':
    case 'undo':
    case 'floor':
    case 'filters-toggle':
      return action;
    default:
      return key.name === '!' && state.overlay === 'facets' ? { kind: 'exclude' } : undefined;
  }
}
