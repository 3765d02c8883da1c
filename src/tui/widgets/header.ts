import { counted } from '../../base/index.js';
import { labelOf, refOfKey } from '../../model/index.js';
import { PANE_TITLES } from '../panes/index.js';
import { dayOf, timeOfDay } from '../state/clock.js';
import { PANES, type UiState } from '../state/state.js';
import { apart, fitLine, lineWidth, span, type Line, type Span } from '../text/line.js';
import { SEVERITY_WORDS } from '../theme.js';

/** Capture, window, filters on the left; how times are told and how much is hidden on the right. */
export function headerLine(state: UiState): Line {
  const { columns } = state.size;
  const right = columns >= 60 ? badges(state) : [];
  return apart([span(' inquest ', 'title'), ...crumbs(state)], right, columns);
}

function crumbs(state: UiState): Span[] {
  const { lens, scene } = state;
  const sign = span(' › ', 'frame');
  const { lo, hi } = lens.window ?? { lo: scene.table.from, hi: scene.table.to };
  const days = dayOf(lo) === dayOf(hi) ? '' : `${dayOf(lo)} `;
  const until = dayOf(lo) === dayOf(hi) ? timeOfDay(hi) : `${dayOf(hi)} ${timeOfDay(hi)}`;
  const stretch = `${days}${timeOfDay(lo)}–${until}`;
  const out = [span(scene.title, 'strong'), sign, span(stretch, lens.window ? 'mark' : 'plain')];
  if (lens.focus) out.push(sign, span(labelOf(refOfKey(lens.focus.entity)), 'entity'));
  if (lens.floor > 0) out.push(sign, span(`≥${SEVERITY_WORDS[lens.floor] ?? ''}`, 'warn'));
  for (const clause of lens.clauses) out.push(sign, span(clause.text, lens.active ? 'mark' : 'dim'));
  if (lens.clauses.length > 0 && !lens.active) out.push(span(' (lifted)', 'dim'));
  return out;
}

const CLOCKS = { utc: 'UTC', source: 'source time', relative: 'from T0', delta: 'from row above' } as const;

function badges(state: UiState): Line {
  const { view, scene } = state;
  const skewed = scene.analysis.capture.sources.filter((s) => {
    const offset = s.clock?.offsetMs;
    return offset !== undefined && Math.max(Math.abs(offset.lo), Math.abs(offset.hi)) >= 500;
  }).length;
  const hidden = view.hidden > 0 ? `${grouped(view.hidden)} hidden ` : '';
  return [
    span(`  ${grouped(view.rows.length)} rows `, 'dim'),
    span(hidden, 'warn'),
    span(skewed > 0 ? `${counted(skewed, 'skewed clock')} ` : '', 'warn'),
    span(` ${CLOCKS[state.clock]} `, 'key'),
  ];
}

/** "12 345 678": by hand, because locales differ. */
export function grouped(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ' ');
}

/** The panes by name; the one in front stands in brackets, so that colour is not needed. */
export function tabsLine(state: UiState): Line {
  const { columns } = state.size;
  const all = PANES.flatMap((pane): Span[] => {
    const name = PANE_TITLES[pane];
    return pane === state.pane ? [span(`[${name}]`, 'title')] : [span(` ${name} `, 'dim')];
  });
  if (lineWidth(all) <= columns) return fitLine([...all], columns);
  const at = PANES.indexOf(state.pane);
  const near = (by: number): string =>
    PANE_TITLES[PANES[(at + by + PANES.length) % PANES.length] ?? 'summary'];
  const few = [
    span(`‹ ${near(-1)} `, 'dim'),
    span(`[${PANE_TITLES[state.pane]}]`, 'title'),
    span(` ${near(1)} ›`, 'dim'),
  ];
  return fitLine(few, columns);
}
