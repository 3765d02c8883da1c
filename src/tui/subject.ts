import type { EntityKey } from '../model/index.js';
import { keyOf, type ConditionEntry } from '../model/index.js';
import type { Instant } from '../base/index.js';
import { cursorEntry, type Jump } from './panes/index.js';
import { intervalOf, type Row } from './rows/index.js';
import { placeKey, type Scene } from './state/scene.js';
import { cursorRow, type UiState } from './state/state.js';

/** What the cursor stands on, in whatever pane: all keys that act on "this" act on it. */
export interface Subject {
  readonly at: Instant | undefined;
  readonly entity: EntityKey | undefined;
  readonly condition: ConditionEntry | undefined;
  readonly place: Place | undefined;
  /** What the place says that matters. */
  readonly words: string | undefined;
  readonly row: Row | undefined;
  readonly jump: Jump | undefined;
}

export interface Place {
  readonly source: string;
  readonly offset: number;
  readonly length: number;
}

export function subjectOf(state: UiState): Subject {
  if (state.pane === 'timeline') return subjectOfRow(state.scene, cursorRow(state));
  const jump = cursorEntry(state)?.jump;
  const condition = state.scene.conditions.get(jump?.condition ?? '');
  const pane = aboutOfPane(state);
  return {
    at: jump?.at ?? pane.at ?? (condition && intervalOf(condition.onset)?.lo),
    entity: jump?.entity ?? pane.entity,
    condition,
    ...proofOf(state.scene, jump, condition),
    row: undefined,
    jump,
  };
}

/** What the pane as a whole is about, for lines that say nothing of their own. */
function aboutOfPane(state: UiState): Pick<Subject, 'entity'> & { readonly at?: Instant | undefined } {
  if (state.pane === 'evidence') return { at: state.raw?.at, entity: state.raw?.entity };
  return { entity: state.pane === 'entity' ? state.entity : undefined };
}

function proofOf(
  scene: Scene,
  jump: Jump | undefined,
  condition: ConditionEntry | undefined,
): Pick<Subject, 'place' | 'words'> {
  if (jump?.raw !== undefined) return { place: jump.raw, words: undefined };
  const id = jump?.evidence ?? condition?.evidence[0];
  return {
    place: placeOf(scene, id),
    words: id === undefined ? undefined : scene.analysis.evidence[id]?.excerpt,
  };
}

function subjectOfRow(scene: Scene, row: Row | undefined): Subject {
  const place =
    row?.origin === undefined || row.offset < 0
      ? undefined
      : { source: row.origin.id, offset: row.offset, length: row.length };
  return {
    at: row?.lo,
    entity: row?.entity && keyOf(row.entity),
    condition: row && conditionOfRow(scene, row),
    place,
    words: place && (scene.byWords.get(placeKey(place.source, place.offset)) ?? row?.text),
    row,
    jump: undefined,
  };
}

/** The condition that a row speaks of: the one that rests on these bytes, else the one that held of its entity. */
export function conditionOfRow(scene: Scene, row: Row): ConditionEntry | undefined {
  if (row.origin !== undefined && row.offset >= 0) {
    const resting = scene.byPlace.get(placeKey(row.origin.id, row.offset)) ?? [];
    const about = row.entity && keyOf(row.entity);
    const own = resting.find((c) => keyOf(c.entity) === about) ?? resting[0];
    if (own !== undefined) return own;
  }
  if (row.entity === undefined || row.severity < 1) return undefined;
  const held = (scene.byEntity.get(keyOf(row.entity)) ?? []).filter((c) => {
    const from = intervalOf(c.onset);
    const to = intervalOf(c.end);
    return from !== undefined && from.lo <= row.hi && (to === undefined || to.hi >= row.lo);
  });
  return held.reduce<ConditionEntry | undefined>((best, c) => {
    const newer =
      (intervalOf(c.onset)?.lo ?? 0) > (best === undefined ? -1 : (intervalOf(best.onset)?.lo ?? 0));
    return newer ? c : best;
  }, undefined);
}

/** Where the bytes of an evidence entry lie. */
export function placeOf(scene: Scene, evidence: string | undefined): Place | undefined {
  const e = evidence === undefined ? undefined : scene.analysis.evidence[evidence];
  return e && { source: e.source, offset: e.offset, length: e.length };
}
