import { rangeInWords, SECOND, type Grade } from '../../base/index.js';
import {
  keyOf,
  labelOf,
  type ConditionEntry,
  type FigureJson,
  type InstantJson,
  type Role,
} from '../../model/index.js';
import { intervalOf } from '../rows/index.js';
import { timeOfDay } from '../state/clock.js';
import type { UiState } from '../state/state.js';
import { span, type Span } from '../text/line.js';
import { SEVERITY_GLYPHS, SEVERITY_TONES, type Tone } from '../theme.js';
import type { Jump } from './pane.js';

const GRADE_MARKS: Readonly<Record<Grade, string>> = { A: '', B: '', C: '≈', D: '“', X: '?' };

/** A clock time as it is known: "22:57:40", "22:57:38–43" when wider than a few seconds, "≈" dated back. */
export function when(at: InstantJson): string {
  const known = intervalOf(at);
  if (known === undefined) return 'unknown';
  const lo = timeOfDay(known.lo);
  const text = known.hi - known.lo <= 2 * SECOND ? lo : `${lo}–${tail(lo, timeOfDay(known.hi))}`;
  return `${GRADE_MARKS[at.grade]}${text}${at.grade === 'D' ? '”' : ''}`;
}

/** The same in ten cells for columns: "≈22:57:33?", where "?" says that it may have been a while later. */
export function whenShort(at: InstantJson): string {
  const known = intervalOf(at);
  if (known === undefined) return 'unknown   ';
  const mark = GRADE_MARKS[at.grade] === '' ? ' ' : GRADE_MARKS[at.grade];
  return `${mark}${timeOfDay(known.lo)}${known.hi - known.lo > 2 * SECOND ? '?' : ' '}`;
}

/** The part of the second time that differs: "22:57:38–43". */
function tail(first: string, second: string): string {
  if (first.slice(0, 5) === second.slice(0, 5)) return second.slice(6);
  return first.slice(0, 2) === second.slice(0, 2) ? second.slice(3) : second;
}

/** A figure in words: "3 min 5 s", "at least 4 min", "not known". */
export function figureWords(figure: FigureJson | null): string {
  if (figure === null) return 'not known';
  if (figure.open) return `at least ${rangeInWords(figure.lo * SECOND, figure.lo * SECOND)}`;
  return rangeInWords(figure.lo * SECOND, figure.hi * SECOND);
}

/** "image-pull-failed" as a person says it. */
export function words(id: string): string {
  return id.replaceAll('-', ' ');
}

const ROLES: Readonly<Record<Role, { readonly word: string; readonly tone: Tone; readonly rank: number }>> = {
  'root-cause': { word: 'ROOT CAUSE', tone: 'cause', rank: 0 },
  trigger: { word: 'trigger', tone: 'change', rank: 1 },
  contributing: { word: 'contributing', tone: 'warn', rank: 2 },
  amplifier: { word: 'amplifier', tone: 'warn', rank: 3 },
  'recovery-blocker': { word: 'blocks recovery', tone: 'warn', rank: 4 },
  symptom: { word: 'effect', tone: 'effect', rank: 5 },
  'observer-fault': { word: 'blinds us', tone: 'gap', rank: 6 },
  unexplained: { word: 'unexplained', tone: 'mark', rank: 7 },
  'pre-existing': { word: 'was there before', tone: 'dim', rank: 8 },
  'chronic-noise': { word: 'noise', tone: 'dim', rank: 9 },
};

export function roleWord(role: Role): string {
  return ROLES[role].word;
}

export function roleTone(role: Role): Tone {
  return ROLES[role].tone;
}

export function roleRank(role: Role): number {
  return ROLES[role].rank;
}

/** Glyph and tone of a severity. */
export function glyph(severity: number): Span {
  return span(SEVERITY_GLYPHS[severity] ?? '·', SEVERITY_TONES[severity] ?? 'info');
}

/** On a screen this narrow an entity is told by its name alone. */
const NARROW = 60;

/** "✖ Pod shop/web-0 · crash looping"; "✖ web-0 · crash looping" on a narrow screen. */
export function conditionSpans(c: ConditionEntry, columns = NARROW): readonly Span[] {
  return [
    glyph(c.severity),
    span(' '),
    span(columns < NARROW ? c.entity.name : labelOf(c.entity), 'entity'),
    span(' · ', 'dim'),
    span(words(c.condition), c.severity >= 3 ? 'strong' : 'plain'),
  ];
}

/** Where a condition leads. */
export function jumpOf(c: ConditionEntry): Jump {
  const at = intervalOf(c.onset)?.lo;
  const first = c.evidence[0];
  return {
    condition: c.id,
    entity: keyOf(c.entity),
    ...(at === undefined ? {} : { at }),
    ...(first === undefined ? {} : { evidence: first }),
  };
}

/** What the author said of a condition. */
export function judged(state: UiState, condition: string): string {
  const { pinned, rejected, notes } = state.session;
  const verdict = pinned.includes(condition)
    ? '  [pinned]'
    : rejected.includes(condition)
      ? '  [rejected]'
      : '';
  const note = notes[condition];
  return note === undefined ? verdict : `${verdict}  “${note}”`;
}
