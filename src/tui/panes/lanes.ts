import { sortedBy, type Interval } from '../../base/index.js';
import { keyOf, labelOf, type ConditionEntry } from '../../model/index.js';
import { columnOf, intervalOf } from '../rows/index.js';
import { timeOfDay } from '../state/clock.js';
import type { UiState } from '../state/state.js';
import { span, type Line, type Span } from '../text/line.js';
import { fit, fitEnd } from '../text/visible.js';
import type { Tone } from '../theme.js';
import { entry, flowing, remembered, type Body, type Entry, type Pane } from './pane.js';
import { glyph, jumpOf, roleRank, roleTone, roleWord, words } from './telling.js';

/** One row per entity and condition, bars over time: the picture of the report, in characters. */
export const lanesPane: Pane = {
  id: 'lanes',
  title: 'Lanes',
  about: 'one bar per entity and condition over time',
  body: remembered((s) => [s.scene, s.size.columns, s.lens.window, s.lens.floor], bodyOf),
};

function bodyOf(state: UiState): Body {
  const range = lanesRange(state);
  const width = state.size.columns - 2;
  const label = Math.max(12, Math.min(44, Math.floor(width * 0.4)));
  const track = Math.max(8, width - label - 1);
  const conditions = state.scene.incident?.conditions ?? state.scene.analysis.background;
  const shown = conditions.filter((c) => {
    const from = intervalOf(c.onset);
    const to = intervalOf(c.end);
    return (
      c.severity >= state.lens.floor &&
      from !== undefined &&
      from.lo <= range.hi &&
      (to?.hi ?? range.hi) >= range.lo
    );
  });
  const sorted = sortedBy(
    shown,
    (c) => roleRank(c.role),
    (c) => intervalOf(c.onset)?.lo ?? 0,
    (c) => c.id,
  );
  const posts = postsOf(state, range, track);
  return {
    head: axis(state, range, label, track, posts),
    entries: entriesOf(state, sorted, range, label, track, posts),
  };
}

function entriesOf(
  state: UiState,
  conditions: readonly ConditionEntry[],
  range: Interval,
  label: number,
  track: number,
  posts: ReadonlySet<number>,
): Entry[] {
  if (conditions.length === 0)
    return flowing('No condition held in this stretch of time.', state.size.columns - 3, { tone: 'dim' });
  const gaps = gapsByEntity(state);
  let role = '';
  return conditions.flatMap((c) => {
    const word = roleWord(c.role);
    const head = word === role ? [] : [entry([span(word.toUpperCase(), roleTone(c.role))])];
    role = word;
    const name = fit(laneLabel(c, label - 3), label - 3);
    const bar = barOf(c, range, track, posts, gaps.get(keyOf(c.entity)) ?? []);
    const line = [span(' '), glyph(c.severity), span(` ${name}`), span('│', 'frame'), ...bar];
    return [...head, entry(line, jumpOf(c))];
  });
}

/** Entity and condition; where room is short the entity loses namespace and then kind, never the condition. */
function laneLabel(c: ConditionEntry, room: number): string {
  const what = words(c.condition);
  const left = room - what.length - 3;
  const { kind, name } = c.entity;
  const names = [labelOf(c.entity), `${kind} ${name}`, name];
  const who = names.find((n) => n.length <= left) ?? fitEnd(name, Math.max(6, left));
  return `${who} · ${what}`;
}

/** The stretch that the lanes show: the window, else the incident with some room around it. */
function lanesRange(state: UiState): Interval {
  if (state.lens.window) return state.lens.window;
  const { incident, horizon, marks } = state.scene;
  const from = incident && intervalOf(incident.window.from);
  if (from === undefined) return horizon;
  const to = intervalOf(incident?.window.to ?? { lo: null, hi: null, grade: 'X' });
  const lo = Math.min(from.lo, ...marks.map((m) => m.at.lo));
  const hi = Math.max(to?.hi ?? horizon.hi, ...marks.map((m) => m.at.hi));
  const room = Math.max(1_000_000, Math.floor((hi - lo) / 20));
  return { lo: lo - room, hi: hi + room };
}

function postsOf(state: UiState, range: Interval, track: number): ReadonlySet<number> {
  return new Set(state.scene.marks.map((m) => columnOf(range, track, m.at.lo)).filter((c) => c >= 0));
}

function axis(
  state: UiState,
  range: Interval,
  label: number,
  track: number,
  posts: ReadonlySet<number>,
): readonly Line[] {
  const times = [' '.repeat(track)];
  const step = Math.max(10, Math.floor(track / Math.max(1, Math.floor(track / 14))));
  let scale = '';
  for (let at = 0; at + 8 <= track; at += step) {
    const time = timeOfDay(range.lo + Math.floor(((range.hi - range.lo) * at) / track));
    scale = `${scale.padEnd(at)}${time}`;
  }
  const letters = [...(times[0] ?? '')];
  for (const m of state.scene.marks) {
    const c = columnOf(range, track, m.at.lo);
    if (c >= 0) letters[c] = m.letter;
  }
  const legend = 'T trigger  I impact  D detected  A acted  R restored';
  return [
    [span(fit(posts.size === 0 ? '' : legend, label), 'dim'), span(' '), span(fit(scale, track), 'dim')],
    [
      span(fit('█ severe ▓ serious ▒ minor ▸ still so', label), 'dim'),
      span(' '),
      span(letters.join(''), 'mark'),
    ],
  ];
}

const FILL: readonly string[] = ['░', '▒', '▓', '█'];
const FILL_TONES: readonly Tone[] = ['info', 'note', 'warn', 'fail'];

/** "?" while the onset may already have come, the bar while it held, "▸" where it outlives the picture. */
function barOf(
  c: ConditionEntry,
  range: Interval,
  track: number,
  posts: ReadonlySet<number>,
  gaps: readonly Interval[],
): Span[] {
  const onset = intervalOf(c.onset) ?? range;
  const end = intervalOf(c.end);
  const span1 = Math.max(1, range.hi - range.lo);
  const column = (at: number): number => Math.floor(((at - range.lo) / span1) * track);
  const first = column(onset.lo);
  const sure = column(onset.hi);
  const last = end === undefined ? track : Math.max(sure, column(end.hi));
  const tone = FILL_TONES[c.severity] ?? 'info';
  const out: Span[] = [];
  for (let i = 0; i < track; i++) {
    const beyond = i === track - 1 && (end === undefined || last >= track);
    if (i >= sure && i <= last) out.push(span(beyond ? '▸' : (FILL[c.severity] ?? '░'), tone));
    else if (i >= first && i < sure) out.push(span('?', 'gap'));
    else if (gaps.some((g) => i >= column(g.lo) && i <= column(g.hi))) out.push(span('/', 'gap'));
    else out.push(posts.has(i) ? span('┊', 'mark') : span(' '));
  }
  return joined(out);
}

function joined(spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const s of spans) {
    const last = out.at(-1);
    if (last?.tone === s.tone) out[out.length - 1] = span(last.text + s.text, s.tone);
    else out.push(s);
  }
  return out;
}

/** Where nothing can be seen of an entity. */
function gapsByEntity(state: UiState): ReadonlyMap<string, readonly Interval[]> {
  const gaps = new Map<string, Interval[]>();
  for (const g of state.scene.analysis.capture.gaps) {
    if (g.entity === undefined) continue;
    const lo = intervalOf({ lo: g.from, hi: g.from, grade: 'A' })?.lo ?? state.scene.horizon.lo;
    const hi = intervalOf({ lo: g.to, hi: g.to, grade: 'A' })?.lo ?? state.scene.horizon.hi;
    const key = keyOf(g.entity);
    gaps.set(key, [...(gaps.get(key) ?? []), { lo, hi }]);
  }
  return gaps;
}
