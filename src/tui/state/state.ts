import type { RawContext, Session } from '../../app/ports.js';
import type { Instant } from '../../base/index.js';
import type { EntityKey } from '../../model/index.js';
import { headRow, rowOf, type Bits, type Lens, type Row, type View } from '../rows/index.js';
import type { Tone } from '../theme.js';
import type { ClockMode } from './clock.js';
import { layoutOf, type Layout, type Size } from './layout.js';
import type { Scene } from './scene.js';

export const PANES = [
  'summary', 'timeline', 'lanes', 'chain', 'entity', 'evidence', 'report', 'coverage',
] as const; // prettier-ignore

export type PaneId = (typeof PANES)[number];

/** Where a list stands: the line under the cursor and the line at the top. */
export interface ListPlace {
  readonly cursor: number;
  readonly top: number;
}

export interface Search {
  readonly text: string;
  /** Column rows that hold the text. */
  readonly hits: Bits;
  readonly total: number;
}

export type PromptKind = 'search' | 'filter' | 'command' | 'note' | 'tag' | 'event' | 'save';

export interface Prompt {
  readonly kind: PromptKind;
  readonly text: string;
  /** Position of the caret in code points. */
  readonly caret: number;
  /** What Enter would find, once it was counted. */
  readonly preview: string;
  /** How far back in what was typed before; 0 is the new text. */
  readonly recalled: number;
}

/** A stretch of a source around a place, as it was read. */
export interface RawPlace {
  readonly source: string;
  readonly offset: number;
  readonly length: number;
  /** Undefined until the bytes have come; a text when they cannot be had. */
  readonly context: RawContext | string | undefined;
  /** The raw object of an entity instead of lines of a source. */
  readonly title?: string;
  /** What the bytes were looked up for: keys that ask for an entity or an instant still know it. */
  readonly entity?: EntityKey | undefined;
  readonly at?: Instant | undefined;
  /** The words that matter in it. */
  readonly words?: string | undefined;
  /** Ids of all proofs of the same finding, this one among them. */
  readonly proofs?: readonly string[];
}

/** Something that only the world outside can do; the machine performs them in order. */
export type Ask =
  | {
      readonly kind: 'context';
      readonly source: string;
      readonly offset: number;
      readonly before: number;
      readonly after: number;
    }
  | { readonly kind: 'save'; readonly session: Session }
  | { readonly kind: 'honour'; readonly session: Session }
  | { readonly kind: 'page'; readonly source: string; readonly offset: number }
  | { readonly kind: 'object'; readonly entity: EntityKey; readonly at: Instant }
  | { readonly kind: 'export'; readonly format: 'text' | 'csv' | 'jsonl'; readonly name: string | undefined }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'count'; readonly prompt: PromptKind; readonly text: string }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'mouse'; readonly on: boolean };

/** What undo brings back. */
export interface Step {
  readonly what: string;
  readonly lens: Lens;
  readonly session: Session;
}

/** A place that `[`, `]` and `-` return to. */
export interface TrailPlace {
  readonly pane: PaneId;
  readonly lens: Lens;
  readonly at: Instant | undefined;
  readonly entity: EntityKey | undefined;
}

export interface UiState {
  readonly scene: Scene;
  readonly incident: number;
  readonly size: Size;
  readonly pane: PaneId;
  readonly lastPane: PaneId;
  readonly lens: Lens;
  readonly view: View;
  /** First rows of folds that are shown in full. */
  readonly open: ReadonlySet<number>;
  /** Item under the cursor of the timeline, item at its top, cells scrolled to the right. */
  readonly cursor: number;
  readonly top: number;
  readonly across: number;
  readonly lists: Readonly<Record<PaneId | 'help' | 'facets', ListPlace>>;
  readonly detail: boolean;
  readonly histogram: boolean;
  readonly clock: ClockMode;
  readonly mouse: boolean;
  /** What the entity pane describes, and when. */
  readonly entity: EntityKey | undefined;
  readonly entityAt: Instant | undefined;
  readonly raw: RawPlace | undefined;
  readonly search: Search | undefined;
  readonly prompt: Prompt | undefined;
  /** What was typed into each prompt before, newest last. */
  readonly typed: Readonly<Partial<Record<PromptKind, readonly string[]>>>;
  readonly overlay: 'help' | 'facets' | undefined;
  readonly session: Session;
  readonly past: readonly Step[];
  readonly future: readonly Step[];
  readonly trail: readonly TrailPlace[];
  readonly ahead: readonly TrailPlace[];
  readonly message: { readonly text: string; readonly tone: Tone } | undefined;
  readonly asks: readonly Ask[];
  readonly leaving: boolean;
}

/** Panes whose line under the cursor is told in full below. */
const DETAILED: ReadonlySet<PaneId> = new Set(['timeline', 'lanes', 'chain']);

/** How the frame of this state is divided. */
export function layoutFor(state: UiState): Layout {
  const detail = state.detail && DETAILED.has(state.pane);
  return layoutOf(state.size, { detail, histogram: state.histogram });
}

/** The row under the timeline's cursor. */
export function cursorRow(state: UiState): Row | undefined {
  return rowOf(state.scene.table, headRow(state.view, state.cursor));
}

/** The state with a word for the user. */
export function say(state: UiState, text: string, tone: Tone = 'note'): UiState {
  return { ...state, message: { text, tone } };
}

/** The state with one more thing to be done outside. */
export function ask(state: UiState, request: Ask): UiState {
  return { ...state, asks: [...state.asks, request] };
}
