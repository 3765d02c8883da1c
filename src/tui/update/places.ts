import type { Instant } from '../../base/index.js';
import {
  keyOf,
  labelOf,
  refOfKey,
  type ConditionEntry,
  type EntityKey,
  type LinkEntry,
} from '../../model/index.js';
import { bodyOf } from '../panes/index.js';
import { headRow, intervalOf, itemAt, loOf, rowOf } from '../rows/index.js';
import { causeTree, mainLine } from '../state/causes.js';
import {
  ask,
  layoutFor,
  say,
  type PaneId,
  type RawPlace,
  type TrailPlace,
  type UiState,
} from '../state/state.js';
import { placeOf, subjectOf, type Place } from '../subject.js';
import { relens, toggleClause } from './lens.js';

const TRAIL_LENGTH = 50;

/** Remembers the place before going to another. */
export function leaveTrail(state: UiState): UiState {
  return { ...state, trail: [...state.trail.slice(1 - TRAIL_LENGTH), hereOf(state)], ahead: [] };
}

function hereOf(state: UiState): TrailPlace {
  return { pane: state.pane, lens: state.lens, at: subjectOf(state).at, entity: state.entity };
}

export function showPane(state: UiState, pane: PaneId): UiState {
  if (pane === state.pane) return state;
  const next: UiState = { ...leaveTrail(state), pane, lastPane: state.pane, across: 0 };
  return pane === 'lanes' || pane === 'chain' ? onFinding(next, subjectOf(state).condition?.id) : next;
}

/** Findings are followed from pane to pane; without one the cursor stands on the root cause. */
function onFinding(state: UiState, condition: string | undefined): UiState {
  const { entries } = bodyOf(state);
  const place = state.lists[state.pane];
  const same = entries.findIndex((e) => condition !== undefined && e.jump?.condition === condition);
  const root = state.scene.incident?.rootCauses[0]?.conditionId;
  const known = entries.findIndex((e) => root !== undefined && e.jump?.condition === root);
  const first = known >= 0 ? known : entries.findIndex((e) => e.jump !== undefined);
  const cursor = Math.max(0, same >= 0 ? same : place.cursor > 0 ? place.cursor : first);
  return { ...state, lists: { ...state.lists, [state.pane]: { ...place, cursor } } };
}

/** Back and forward along the places that were left. */
export function walkTrail(state: UiState, by: 1 | -1): UiState {
  const from = by < 0 ? state.trail : state.ahead;
  const place = from.at(-1);
  if (place === undefined) return say(state, by < 0 ? 'no place before this' : 'no place after this', 'dim');
  const rest = from.slice(0, -1);
  const here = hereOf(state);
  const lensed = place.lens === state.lens ? state : relens(state, place.lens);
  const went = { ...lensed, pane: place.pane, lastPane: state.pane, entity: place.entity, across: 0 };
  const there =
    place.at === undefined ? went : { ...went, cursor: itemAt(went.scene.table, went.view, place.at) };
  return by < 0
    ? { ...there, trail: rest, ahead: [...state.ahead, here] }
    : { ...there, ahead: rest, trail: [...state.trail, here] };
}

/** How many items about an instant are looked at for the one that is meant. */
const NEAR = 400;

/** The timeline at an instant, on the row about the entity (or with the bytes) when there is one. */
export function showInstant(state: UiState, at: Instant, entity?: EntityKey, place?: Place): UiState {
  const window = state.lens.window;
  const outside = window !== undefined && (at < window.lo || at > window.hi);
  const free = outside ? relens(state, { ...state.lens, window: undefined }) : state;
  const shown = showPane(free, 'timeline');
  const { table } = shown.scene;
  const start = itemAt(table, shown.view, at);
  const found = bestNear(shown, start, at, entity, place);
  const cursor = found ?? start;
  const top = Math.max(0, cursor - Math.floor(layoutFor(shown).body / 3));
  const next = { ...shown, cursor, top };
  if (found !== undefined || entity === undefined) return next;
  const filtered = next.view.hidden > 0 ? '; filters may hide it, ctrl-f lifts them' : '';
  return say(next, `no row about ${labelOf(refOfKey(entity))} here${filtered}`, 'dim');
}

/** The same bytes win; else the row of the entity nearest in time. */
function bestNear(
  state: UiState,
  start: number,
  at: Instant,
  entity?: EntityKey,
  place?: Place,
): number | undefined {
  let best: number | undefined;
  let distance = Number.MAX_SAFE_INTEGER;
  for (let i = Math.max(0, start - NEAR); i < Math.min(state.view.items, start + NEAR); i++) {
    const row = rowOf(state.scene.table, headRow(state.view, i));
    if (row === undefined) continue;
    if (place !== undefined && row.origin?.id === place.source && row.offset === place.offset) return i;
    if (entity === undefined || row.entity === undefined || keyOf(row.entity) !== entity) continue;
    const away = Math.abs(loOf(state.scene.table, row.id) - at);
    if (away < distance) {
      best = i;
      distance = away;
    }
  }
  return best;
}

/** Enter: goes where the line leads. */
export function openHere(state: UiState): UiState {
  const subject = subjectOf(state);
  const { jump } = subject;
  if (jump?.clause !== undefined) return toggleClause(state, jump.clause);
  if (state.pane === 'timeline') return openRow(state);
  if (jump === undefined) return say(state, 'this line leads nowhere', 'dim');
  if (jump.raw !== undefined && state.pane === 'coverage') return showEvidence(state);
  if (state.pane === 'entity' && jump.entity !== undefined && jump.at === undefined) return showEntity(state);
  if (subject.at !== undefined) return showInstant(state, subject.at, subject.entity, subject.place);
  return jump.evidence !== undefined ? showEvidence(state) : state;
}

function openRow(state: UiState): UiState {
  return state.detail ? showEvidence(state) : { ...state, detail: true };
}

/** Raw lines asked for above and below the place. */
const CONTEXT_LINES = 200;
const SHORT_LINE = 20;
const LONGEST_PROOF = 4_000;

/** The bytes that the line under the cursor rests on. */
export function showEvidence(state: UiState): UiState {
  const { place, entity, at, words, condition } = subjectOf(state);
  if (place === undefined) return say(state, 'this line rests on no bytes of its own', 'dim');
  const proofs = condition?.evidence ?? [];
  return reading(showPane(state, 'evidence'), { ...place, context: undefined, entity, at, words, proofs });
}

function reading(state: UiState, raw: RawPlace): UiState {
  // A whole object is shown to its end, unless it is as long as a book.
  const inside = Math.min(LONGEST_PROOF, Math.ceil(raw.length / SHORT_LINE));
  const around = { before: CONTEXT_LINES, after: CONTEXT_LINES + inside };
  return ask({ ...state, raw }, { kind: 'context', source: raw.source, offset: raw.offset, ...around });
}

/** Number of the proof that is shown among all of its finding; -1 when it is none of them. */
function proofNumber(state: UiState): number {
  const { raw, scene } = state;
  return (raw?.proofs ?? []).findIndex((id) => {
    const place = placeOf(scene, id);
    return place?.source === raw?.source && place?.offset === raw?.offset;
  });
}

/** The next proof of the same finding. */
export function nextProof(state: UiState, by: 1 | -1): UiState {
  const proofs = state.raw?.proofs ?? [];
  if (state.raw === undefined || proofs.length < 2) return say(state, 'there is no other proof', 'dim');
  const id = proofs[(proofNumber(state) + by + proofs.length) % proofs.length];
  const place = placeOf(state.scene, id);
  if (place === undefined) return say(state, 'that proof lies nowhere', 'dim');
  const words = id === undefined ? undefined : state.scene.analysis.evidence[id]?.excerpt;
  return reading(state, { ...state.raw, ...place, context: undefined, words });
}

/** The entity of the line, as it was at that instant. */
export function showEntity(state: UiState): UiState {
  const { entity, at } = subjectOf(state);
  if (entity === undefined) return say(state, 'this line is about no entity', 'dim');
  return entityAt(state, entity, at);
}

export function entityAt(state: UiState, entity: EntityKey, at: Instant | undefined): UiState {
  const next = showPane(state.pane === 'entity' ? leaveTrail(state) : state, 'entity');
  const lists = { ...next.lists, entity: { cursor: 0, top: 0 } };
  return { ...next, lists, entity, entityAt: at ?? state.entityAt ?? state.scene.t0 };
}

export function showOwner(state: UiState): UiState {
  const { entity, at } = subjectOf(state);
  const key = state.pane === 'entity' ? state.entity : entity;
  const owner = key === undefined ? undefined : state.scene.abilities.owners?.(key)[0];
  return owner === undefined ? say(state, 'no owner is known', 'dim') : entityAt(state, owner, at);
}

/** The cause or the effect of what the cursor stands on: in the same list where it is drawn, else in the timeline. */
export function followLink(state: UiState, to: 'cause' | 'effect'): UiState {
  const { condition } = subjectOf(state);
  if (condition === undefined) return say(state, 'this line is part of no known chain', 'dim');
  const next = neighbour(state, condition, to);
  if (next === undefined)
    return say(
      state,
      to === 'cause' ? 'no cause is known: the chain begins here' : 'no effect is known: the chain ends here',
      'dim',
    );
  const listed = bodyOf(state).entries.findIndex((e) => e.jump?.condition === next.condition.id);
  if (listed >= 0) {
    const lists = { ...state.lists, [state.pane]: { ...state.lists[state.pane], cursor: listed } };
    return say({ ...state, lists }, `${to}: ${next.mechanism}`, to === 'cause' ? 'cause' : 'effect');
  }
  const at = intervalOf(next.condition.onset)?.lo;
  if (at === undefined) return say(state, 'when that began is not known', 'dim');
  const first = next.condition.evidence[0];
  const proof = first === undefined ? undefined : state.scene.analysis.evidence[first];
  const went = showInstant(state, at, keyOf(next.condition.entity), proof);
  return say(went, `${to}: ${next.mechanism}`, to === 'cause' ? 'cause' : 'effect');
}

/** The link that the chain draws, effects towards the users first; for other incidents the strongest. */
function neighbour(
  state: UiState,
  from: ConditionEntry,
  to: 'cause' | 'effect',
): { condition: ConditionEntry; mechanism: string } | undefined {
  const { scene } = state;
  const tree = causeTree(scene);
  const effects = tree.effects.get(from.id) ?? [];
  const line = mainLine(scene);
  const drawn =
    to === 'cause' ? tree.nearest.get(from.id) : (effects.find((l) => line.has(l.to)) ?? effects[0]);
  const link = drawn ?? strongest(scene.links, from.id, to);
  const condition = link && scene.conditions.get(to === 'cause' ? link.from : link.to);
  return link && condition && { condition, mechanism: link.mechanism };
}

function strongest(links: readonly LinkEntry[], id: string, to: 'cause' | 'effect'): LinkEntry | undefined {
  const mine = links.filter((l) => l.verdict === 'accepted' && (to === 'cause' ? l.to : l.from) === id);
  return mine.reduce<LinkEntry | undefined>(
    (best, l) => (best === undefined || l.strength > best.strength ? l : best),
    undefined,
  );
}
