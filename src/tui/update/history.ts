import { say, type UiState } from '../state/state.js';
import { enact } from './author.js';
import { relens } from './lens.js';

/** Takes the last change of filters, window or decisions back. */
export function undo(state: UiState): UiState {
  const step = state.past.at(-1);
  if (step === undefined) return say(state, 'nothing to undo', 'dim');
  const here = { what: step.what, lens: state.lens, session: state.session };
  const back = restore({ ...state, past: state.past.slice(0, -1), future: [...state.future, here] }, step);
  return say(back, `undone: ${step.what}`);
}

export function redo(state: UiState): UiState {
  const step = state.future.at(-1);
  if (step === undefined) return say(state, 'nothing to redo', 'dim');
  const here = { what: step.what, lens: state.lens, session: state.session };
  const on = restore({ ...state, future: state.future.slice(0, -1), past: [...state.past, here] }, step);
  return say(on, `done again: ${step.what}`);
}

function restore(state: UiState, step: UiState['past'][number]): UiState {
  const lensed = step.lens === state.lens ? state : relens(state, step.lens);
  return step.session === state.session ? lensed : enact(lensed, step.session);
}
