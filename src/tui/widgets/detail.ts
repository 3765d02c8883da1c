import { inWords, iso, shortTimes } from '../../base/index.js';
import { labelOf, type ConditionEntry } from '../../model/index.js';
import { conditionSpans, judged, roleTone, roleWord, when } from '../panes/telling.js';
import { loOf, members } from '../rows/index.js';
import { timeOfDay } from '../state/clock.js';
import type { UiState } from '../state/state.js';
import { bookmarkHere } from '../update/author.js';
import { subjectOf } from '../subject.js';
import { fitLine, span, type Line } from '../text/line.js';
import { wrap } from '../text/visible.js';

/** What is known of the row under the cursor, in exactly `height` lines under a rule. */
export function detailLines(state: UiState, height: number): Line[] {
  const width = state.size.columns;
  const rule: Line = [span('─'.repeat(width), 'frame')];
  const lines = [
    rule,
    ...content(state, width - 2, height - 1).map((l) => fitLine([span(' '), ...l], width)),
  ];
  return Array.from({ length: height }, (_, i) => lines[i] ?? fitLine([], width));
}

function content(state: UiState, width: number, room: number): Line[] {
  const { row, condition } = subjectOf(state);
  if (row === undefined) return condition === undefined ? [] : findingInFull(state, condition, width);
  const text = wrap(row.text, width).map((part): Line => [span(part, 'strong')]);
  const facts: Line[] = [timeLine(state), placeLine(state), ...foldLine(state)];
  const finding: Line[] = condition === undefined ? [] : findingLines(state, condition, width);
  const least = facts.length + Math.min(finding.length, 3);
  return [...text.slice(0, Math.max(1, room - least)), ...facts, ...finding];
}

/** A finding with its causes, its effects and the words that prove it. */
function findingInFull(state: UiState, condition: ConditionEntry, width: number): Line[] {
  const { scene } = state;
  const accepted = scene.links.filter((l) => l.verdict === 'accepted');
  const linked = (id: string, sign: string, why: string): Line[] => {
    const other = scene.conditions.get(id);
    return other === undefined
      ? []
      : [[span(sign, 'key'), ...conditionSpans(other), span(`  ${why}`, 'dim')]];
  };
  const proofs = condition.evidence.flatMap((id): Line[] => {
    const e = scene.analysis.evidence[id];
    if (e === undefined) return [];
    const path = scene.analysis.capture.sources.find((s) => s.id === e.source)?.path ?? e.source;
    const where = e.line === undefined ? `byte ${String(e.offset)}` : `line ${String(e.line)}`;
    return [[span(`${path} ${where}  `, 'source'), span(e.excerpt)]];
  });
  return [
    ...findingLines(state, condition, width),
    ...accepted.filter((l) => l.to === condition.id).flatMap((l) => linked(l.from, '< ', l.mechanism)),
    ...accepted.filter((l) => l.from === condition.id).flatMap((l) => linked(l.to, '> ', l.mechanism)),
    ...proofs,
  ];
}

function timeLine(state: UiState): Line {
  const { row } = subjectOf(state);
  if (row === undefined) return [];
  const wide = row.hi - row.lo;
  const quality = ['', ', corrected for a wrong clock', ', inferred'][row.quality] ?? '';
  return [
    span(iso(row.lo), 'key'),
    span(wide >= 1000 ? ` within ${inWords(wide)}` : '', 'dim'),
    span(quality, 'gap'),
    span(`  ${row.kind}`, 'dim'),
    span(row.entity === undefined ? '' : `  ${labelOf(row.entity)}`, 'entity'),
    span(row.times > 1 ? `  said ×${String(row.times)}` : '', 'dim'),
  ];
}

function placeLine(state: UiState): Line {
  const { row } = subjectOf(state);
  const mark = bookmarkHere(state);
  const kept =
    mark === undefined ? '' : `  ◆ ${mark.tags.map((t) => `#${t}`).join(' ')} ${mark.comment ?? ''}`;
  if (row?.origin === undefined || row.offset < 0)
    return [span('no bytes of its own', 'dim'), span(kept, 'mark')];
  const length = row.length > 0 ? ` +${String(row.length)}` : '';
  return [
    span(row.origin.path, 'source'),
    span(` byte ${String(row.offset)}${length}`, 'dim'),
    span(kept, 'mark'),
  ];
}

const TIMES_SHOWN = 6;

function foldLine(state: UiState): Line[] {
  const size = state.view.sizes[state.cursor] ?? 1;
  if (size < 2) return [];
  const times = members(state.scene.table, state.view, state.cursor).map((id) => loOf(state.scene.table, id));
  const shown = times.slice(0, TIMES_SHOWN).map((at) => timeOfDay(at));
  const last = times.at(-1) ?? 0;
  const more = times.length > TIMES_SHOWN ? ` … ${timeOfDay(last)}` : '';
  return [
    [span(`×${String(size)} `, 'strong'), span(`${shown.join(' ')}${more}`), span('   x unfolds', 'dim')],
  ];
}

function findingLines(state: UiState, condition: ConditionEntry, width: number): Line[] {
  return [
    [
      ...conditionSpans(condition),
      span(`  ${roleWord(condition.role)}`, roleTone(condition.role)),
      span(`  ${when(condition.onset)} to ${endOf(condition)}`, 'dim'),
      span(judged(state, condition.id), 'mark'),
    ],
    ...wrap(shortTimes(condition.statement, ''), width).map((part): Line => [span(part)]),
    ...(condition.because === undefined || condition.role === 'root-cause'
      ? []
      : [[span(`because ${condition.because}`, 'dim')]]),
  ];
}

function endOf(condition: ConditionEntry): string {
  const { end } = condition;
  return end.lo === null && end.hi === null ? 'the end of the capture' : when(end);
}
