import type { Honoured, RawContext } from '../../app/ports.js';
import { sortedBy } from '../../base/index.js';
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
  const cursor = typeof context === 'string' ? 0 : sayingLine(context, raw.length, raw.words ?? '');
  const top = Math.max(0, cursor - Math.floor(layoutFor(state).body / 3));
  return { ...state, raw: { ...raw, context }, lists: { ...state.lists, evidence: { cursor, top } } };
}

/** Enough of an excerpt to know its line by. */
const WORDS_LOOKED_FOR = 24;

/** An object fills many lines; the reader wants the one that says it. */
function sayingLine(context: RawContext, length: number, words: string): number {
  const end = (context.lines[context.at]?.offset ?? 0) + length;
  for (const part of telling(words)) {
    const found = context.lines.findIndex(
      (l, i) => i >= context.at && l.offset < end && l.text.includes(part),
    );
    if (found >= 0) return found;
  }
  return context.at;
}

/**
 * What to know the line by, surest first: the beginning of the excerpt, what follows a colon in it, then
 * for fields of objects ("status.phase: ...") the longest values that it quotes, and the field's name.
 */
function telling(words: string): readonly string[] {
  const starts = [words, ...words.split(': ').slice(1)].map((w) => w.slice(0, WORDS_LOOKED_FOR));
  const quoted = [...words.matchAll(/"([^"\\]{6,})"/g)].map(([, value]) => value ?? '');
  const field = /([A-Za-z]\w*)(?:\[\d+\])?:/.exec(words)?.[1];
  const names = field === undefined ? [] : [`"${field}"`, `${field}:`];
  return [...starts, ...sortedBy(quoted, (value) => -value.length), ...names].filter(
    (w) => w.trim().length >= 4,
  );
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
  const parts = {
    ...state.scene,
    analysis: honoured.analysis,
    report: honoured.report,
    proofs: honoured.proofs,
  };
  const incident = Math.max(0, Math.min(state.incident, honoured.analysis.incidents.length - 1));
  return { ...reseen(state, sceneOf(parts, state.session, incident)), incident };
}
