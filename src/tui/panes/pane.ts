import { shortTimes, type Instant } from '../../base/index.js';
import type { EntityKey } from '../../model/index.js';
import type { PaneId, UiState } from '../state/state.js';
import { span, type Line } from '../text/line.js';
import { wrap } from '../text/visible.js';
import type { Tone } from '../theme.js';

/** Where a line leads: what Enter, the cause and effect keys and the entity key work on. */
export interface Jump {
  readonly condition?: string;
  /** Id of an evidence entry of the analysis. */
  readonly evidence?: string;
  readonly at?: Instant;
  readonly entity?: EntityKey;
  readonly raw?: { readonly source: string; readonly offset: number; readonly length: number };
  readonly incident?: number;
  /** Filter that Enter adds or takes away. */
  readonly clause?: string;
}

/** One line of a list pane; the cursor walks over all of them. */
export interface Entry {
  readonly line: Line;
  readonly jump?: Jump;
}

/** Fixed lines above, the list below. */
export interface Body {
  readonly head: readonly Line[];
  readonly entries: readonly Entry[];
}

/** A list pane: a pure picture of the state. */
export interface Pane {
  readonly id: PaneId;
  readonly title: string;
  /** One line for the help. */
  readonly about: string;
  readonly body: (state: UiState) => Body;
}

/** Keeps the last answer while nothing that it depends on has changed. */
export function remembered(
  needs: (s: UiState) => readonly unknown[],
  make: (s: UiState) => Body,
): Pane['body'] {
  let last: { readonly on: readonly unknown[]; readonly body: Body } | undefined;
  return (state) => {
    const on = needs(state);
    if (last?.on.length === on.length && last.on.every((v, i) => v === on[i])) return last.body;
    const body = make(state);
    last = { on, body };
    return body;
  };
}

/** A text over as many lines as it needs, all leading to the same place. */
export function flowing(
  text: string,
  width: number,
  look: { readonly indent?: string; readonly tone?: Tone; readonly jump?: Jump | undefined } = {},
): Entry[] {
  const { indent = '', tone = 'plain', jump } = look;
  return wrap(shortTimes(text, ''), width - indent.length).map((part) => {
    const line = [span(indent), span(part, tone)];
    return jump === undefined ? { line } : { line, jump };
  });
}

/** A heading with a blank line above it. */
export function heading(text: string, note = ''): Entry[] {
  return [
    { line: [span(' ')] },
    { line: [span(text, 'title'), span(note === '' ? '' : `  ${note}`, 'dim')] },
  ];
}

/** An entry, with its jump when there is one. */
export function entry(line: Line, jump?: Jump): Entry {
  return jump === undefined ? { line } : { line, jump };
}
