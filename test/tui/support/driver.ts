import type { BrowseOpener, BrowsePort } from '../../../src/app/ports.js';
import { runBrowse } from '../../../src/tui/index.js';
import { actionOf } from '../../../src/tui/keys/dispatch.js';
import { initialState } from '../../../src/tui/initial.js';
import { EMPTY_SESSION } from '../../../src/tui/state/session.js';
import type { UiAction } from '../../../src/tui/state/action.js';
import type { UiState } from '../../../src/tui/state/state.js';
import { update } from '../../../src/tui/update/update.js';
import { frameOf } from '../../../src/tui/frame.js';
import { plainText } from '../../../src/tui/text/line.js';
import { FakeKeyboard, FakeLife, FakeTerminal } from './fake-terminal.js';
import { fixturePort } from './port.js';

/** A state over the fixture. */
export function stateOf(columns = 120, rows = 40, port: BrowsePort = fixturePort()): UiState {
  return initialState(port, EMPTY_SESSION, { columns, rows });
}

/** The state after keys, one after the other, as the machine would send them. */
export function press(state: UiState, ...names: string[]): UiState {
  return names.reduce((s, name) => {
    const key =
      [...name].length === 1 ? { name, text: name } : name === 'space' ? { name, text: ' ' } : { name };
    const action = actionOf(s, key);
    return action === undefined ? s : update(s, action);
  }, state);
}

/** The state after a text was typed key by key. */
export function typed(state: UiState, text: string): UiState {
  return press(state, ...[...text].map((c) => (c === ' ' ? 'space' : c)));
}

export function act(state: UiState, ...actions: UiAction[]): UiState {
  return actions.reduce(update, state);
}

/** The frame as text. */
export function shown(state: UiState): string[] {
  return frameOf(state).map((line) => plainText(line));
}

export interface Running {
  readonly terminal: FakeTerminal;
  readonly keyboard: FakeKeyboard;
  readonly life: FakeLife;
  readonly done: Promise<number>;
  /** Sends bytes and waits for the frame after them. */
  readonly send: (text: string) => Promise<void>;
}

/** The whole program on a fake terminal. */
export async function running(
  columns: number,
  rows: number,
  port: BrowsePort | BrowseOpener = fixturePort(),
  stop?: () => void,
): Promise<Running> {
  const terminal = new FakeTerminal(columns, rows);
  const keyboard = new FakeKeyboard();
  const life = new FakeLife();
  const done = runBrowse(port, {
    stdin: keyboard,
    stdout: terminal,
    life,
    env: { TERM: 'xterm-256color' },
    ...(stop && { stop }),
  });
  done.catch(() => undefined);
  for (let i = 0; i < 200 && terminal.written === ''; i++) await settled();
  const ready = (): boolean =>
    typeof port === 'function' ? terminal.lowest > 0 : terminal.text().includes('quit');
  for (let i = 0; i < 200 && terminal.alternate && !ready(); i++) await settled();
  return {
    terminal,
    keyboard,
    life,
    done,
    send: async (text) => {
      keyboard.type(text);
      await settled();
    },
  };
}

/** Lets timers, promises and the drawing happen. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 60));
}
