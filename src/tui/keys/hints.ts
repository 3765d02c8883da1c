import type { PaneId, UiState } from '../state/state.js';
import { BINDINGS } from './bindings.js';

/** A key and its word on the bottom line. */
export interface Hint {
  readonly key: string;
  readonly word: string;
}

/** The keys that a person wants in each pane, most wanted first: as many are shown as there is room for. */
const WANTED: Readonly<Record<PaneId, string>> = {
  summary: 'enter tab C L 7 v D P B ; } R :',
  timeline: '/ & e v d f z x 0 m T o s \\ F t ctrl-s :',
  lanes: 'enter < > v ( ) z P B ; d tab :',
  chain: '> < v enter P B ; d L tab :',
  entity: 'enter [ y J v \\ o tab :',
  evidence: 'o V l [ y d c tab :',
  report: 'enter space / n tab 1 :',
  coverage: 'enter tab space / V :',
};

const OVER: Readonly<Record<'help' | 'facets', readonly Hint[]>> = {
  help: [{ key: 'j k', word: 'scroll' }, { key: 'space', word: 'page' }],
  facets: [{ key: 'enter', word: 'set or lift' }, { key: '!', word: 'hide' }, { key: 'F', word: 'severity' }, { key: 'backspace', word: 'undo' }],
}; // prettier-ignore

/** Where the word of the table says less than could be said. */
const WORDS: Readonly<Partial<Record<PaneId, Readonly<Record<string, string>>>>> = {
  evidence: { o: 'next proof', q: 'back' },
  entity: { q: 'back' },
  lanes: { enter: 'timeline' },
  chain: { enter: 'timeline' },
  report: { enter: 'proof' },
};

/** Keys that are told last and never left out. */
const ALWAYS: readonly string[] = ['?', 'q'];

/** What the bottom line hints at, in order; the last ones are kept whatever the room. */
export function hintsFor(state: UiState): {
  readonly wanted: readonly Hint[];
  readonly always: readonly Hint[];
} {
  if (state.overlay) return { wanted: OVER[state.overlay], always: [{ key: 'q', word: 'close' }] };
  const keys = WANTED[state.pane]
    .split(' ')
    .filter((key) => key !== '}' || state.scene.analysis.incidents.length > 1);
  return {
    wanted: keys.map((key) => hintOf(key, state.pane)),
    always: ALWAYS.map((key) => hintOf(key, state.pane)),
  };
}

function hintOf(key: string, pane: PaneId): Hint {
  const word = WORDS[pane]?.[key] ?? BINDINGS.find((b) => b.keys.includes(key))?.hint ?? '';
  return { key, word };
}
