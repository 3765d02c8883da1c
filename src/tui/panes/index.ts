import type { PaneId, UiState } from '../state/state.js';
import { chainPane } from './chain.js';
import { coveragePane } from './coverage.js';
import { entityPane } from './entity.js';
import { evidencePane } from './evidence.js';
import { lanesPane } from './lanes.js';
import type { Body, Entry, Pane } from './pane.js';
import { reportPane } from './report.js';
import { summaryPane } from './summary.js';

const LISTS: readonly Pane[] = [
  summaryPane, lanesPane, chainPane, entityPane, evidencePane, reportPane, coveragePane,
]; // prettier-ignore

const NOTHING: Body = { head: [], entries: [] };

/** The list of a pane; the timeline has none, its rows are drawn straight from the columns. */
export function bodyOf(state: UiState, pane: PaneId = state.pane): Body {
  return LISTS.find((p) => p.id === pane)?.body(state) ?? NOTHING;
}

/** The line under the cursor of the pane in front. */
export function cursorEntry(state: UiState): Entry | undefined {
  return bodyOf(state).entries[state.lists[state.pane].cursor];
}

export const PANE_TITLES: Readonly<Record<PaneId, string>> = {
  summary: summaryPane.title,
  timeline: 'Timeline',
  lanes: lanesPane.title,
  chain: chainPane.title,
  entity: entityPane.title,
  evidence: evidencePane.title,
  report: reportPane.title,
  coverage: coveragePane.title,
};

export const PANE_ABOUT: readonly { readonly title: string; readonly about: string }[] = [
  { title: 'Timeline', about: 'every row of every source, merged in true order of time' },
  ...LISTS.map(({ title, about }) => ({ title, about })),
];

export type { Body, Entry, Jump } from './pane.js';
