import { counted, type Interval } from '../../base/index.js';
import { keyOf, labelOf, type GapEntry, type SourceEntry } from '../../model/index.js';
import { columnOf, intervalOf } from '../rows/index.js';
import { timeOfDay } from '../state/clock.js';
import type { UiState } from '../state/state.js';
import { span, type Line } from '../text/line.js';
import { fit, fitEnd } from '../text/visible.js';
import type { Tone } from '../theme.js';
import { entry, flowing, heading, remembered, type Body, type Entry, type Jump, type Pane } from './pane.js';

/** What was read, what not and why, and where nothing can be seen: absence is never health. */
export const coveragePane: Pane = {
  id: 'coverage',
  title: 'Coverage',
  about: 'every file: read, partly read or not, its time span and clock, and the gaps',
  body: remembered((s) => [s.scene, s.size.columns], bodyOf),
};

const STATUS: Readonly<Record<SourceEntry['status'], { readonly glyph: string; readonly tone: Tone }>> = {
  read: { glyph: '✔', tone: 'good' },
  partial: { glyph: '◐', tone: 'warn' },
  unrecognised: { glyph: '?', tone: 'gap' },
  empty: { glyph: '○', tone: 'dim' },
  refused: { glyph: '✖', tone: 'fail' },
};

/** The worst first: what needs a look must not be scrolled for. */
const ORDER: readonly SourceEntry['status'][] = ['refused', 'partial', 'unrecognised', 'empty', 'read'];

function bodyOf(state: UiState): Body {
  const { capture } = state.scene.analysis;
  const width = state.size.columns - 3;
  const gaps = capture.gaps.flatMap((g) => gapEntries(state, g, width));
  const { notice } = state.scene;
  const sources = ORDER.flatMap((status) => capture.sources.filter((s) => s.status === status));
  const count = ORDER.map((status) => ({ status, n: sources.filter((s) => s.status === status).length }))
    .filter(({ n }) => n > 0)
    .map(({ status, n }) => `${String(n)} ${status}`)
    .join(', ');
  return {
    head: [[span(counted(sources.length, 'source'), 'strong'), span(`: ${count}`, 'plain')]],
    entries: [
      ...(notice === undefined ? [] : [...flowing(notice, width, { tone: 'warn' }), entry([span(' ')])]),
      ...(gaps.length === 0
        ? []
        : [entry([span('GAPS', 'title'), span('  what cannot be seen, and what it would tell', 'dim')])]),
      ...gaps,
      ...heading(
        'SOURCES',
        `span from ${timeOfDay(state.scene.horizon.lo)} to ${timeOfDay(state.scene.horizon.hi)}`,
      ),
      entry([
        span(
          `  ${fit('file', pathWidth(width))} ${fit('format', 14)}  records ${width >= 70 ? fit('time it speaks of', 18) : ''} clock`,
          'dim',
        ),
      ]),
      ...sources.flatMap((s) => sourceEntries(state, s, width)),
    ],
  };
}

function sourceEntries(state: UiState, s: SourceEntry, width: number): Entry[] {
  const look = STATUS[s.status];
  const path = pathWidth(width);
  const bar = width >= 70 ? spanBar(s, state.scene.horizon, 18) : '';
  const line: Line = [
    span(`${look.glyph} `, look.tone),
    span(fitEnd(s.path, path), s.status === 'read' ? 'plain' : 'strong'),
    span(` ${fit(s.format, 14)}`, 'dim'),
    span(` ${String(s.records).padStart(8)} `, 'plain'),
    span(bar, 'note'),
    span(s.clock === undefined ? '' : ` ${s.clock.zone}${skewOf(s)}`, 'dim'),
  ];
  const jump: Jump = { raw: { source: s.id, offset: s.problems[0]?.offset ?? 0, length: 0 } };
  const problems = s.problems.slice(0, 5).flatMap((p) => {
    const at = p.line === undefined ? '' : ` (line ${String(p.line)})`;
    return flowing(`${p.message}${at}`, width, {
      indent: '    ',
      tone: 'warn',
      jump: { raw: { source: s.id, offset: p.offset ?? 0, length: 0 } },
    });
  });
  return [entry(line, jump), ...problems];
}

function pathWidth(width: number): number {
  return Math.max(12, Math.min(60, width - 66));
}

function skewOf(s: SourceEntry): string {
  const { lo = 0, hi = 0 } = s.clock?.offsetMs ?? {};
  if (Math.abs(lo) < 500 && Math.abs(hi) < 500) return '';
  return ` clock ${lo > 0 ? '+' : ''}${((lo + hi) / 2 / 1000).toFixed(1)} s`;
}

/** Where in the picture's stretch of time the source has something to say. */
function spanBar(s: SourceEntry, horizon: Interval, width: number): string {
  const from = intervalOf({ lo: s.from ?? null, hi: null, grade: 'A' })?.lo;
  const to = intervalOf({ lo: s.to ?? null, hi: null, grade: 'A' })?.lo;
  if (from === undefined || to === undefined) return ' '.repeat(width);
  const first = columnOf(horizon, width, Math.min(horizon.hi, Math.max(horizon.lo, from)));
  const last = columnOf(horizon, width, Math.max(horizon.lo, Math.min(horizon.hi, to)));
  return `${'·'.repeat(first)}${'━'.repeat(last - first + 1)}${'·'.repeat(width - last - 1)}`;
}

function gapEntries(state: UiState, g: GapEntry, width: number): Entry[] {
  const from = g.from === null ? undefined : intervalOf({ lo: g.from, hi: g.from, grade: 'A' });
  const to = g.to === null ? undefined : intervalOf({ lo: g.to, hi: g.to, grade: 'A' });
  const stretch = `${from ? timeOfDay(from.lo) : 'the start'} to ${to ? timeOfDay(to.lo) : 'the end'}`;
  const path = state.scene.analysis.capture.sources.find((s) => s.id === g.source)?.path;
  const who = g.entity === undefined ? (path ?? 'the capture') : labelOf(g.entity);
  const jump: Jump = {
    ...(from === undefined ? {} : { at: from.lo }),
    ...(g.entity === undefined ? {} : { entity: keyOf(g.entity) }),
  };
  return flowing(`${who}, ${stretch}: ${g.why}. It would tell ${g.wouldTell}.`, width, {
    indent: '  ',
    tone: 'gap',
    jump,
  });
}
