import type { RawLine } from '../../app/ports.js';
import type { UiState } from '../state/state.js';
import { span, type Line } from '../text/line.js';
import { afterCells, visible } from '../text/visible.js';
import { entry, flowing, remembered, type Body, type Entry, type Pane } from './pane.js';

/** The bytes themselves, with file and offset, and what stands above and below them. */
export const evidencePane: Pane = {
  id: 'evidence',
  title: 'Evidence',
  about: 'raw lines with file and offset, context above and below',
  body: remembered((s) => [s.raw, s.size.columns, s.across], bodyOf),
};

function bodyOf(state: UiState): Body {
  const { raw } = state;
  const width = state.size.columns - 3;
  if (raw === undefined) {
    return {
      head: [],
      entries: flowing('No evidence chosen: v on any line shows what it rests on.', width, { tone: 'dim' }),
    };
  }
  if (raw.context === undefined) return { head: [], entries: flowing('reading ...', width, { tone: 'dim' }) };
  if (typeof raw.context === 'string') {
    const head: Line[] = raw.title === undefined ? [] : [[span(raw.title, 'strong')]];
    return {
      head,
      entries: raw.context.split('\n').map((text) => entry([span(across(text, state.across))])),
    };
  }
  const { path, lines, at, digest } = raw.context;
  const target = lines[at];
  const place = target?.line === undefined ? '' : ` line ${String(target.line)}`;
  const head: Line[] = [
    [
      span(path, 'strong'),
      span(`${place}  byte ${String(raw.offset)}`, 'key'),
      span(raw.length > 0 ? ` +${String(raw.length)}` : '', 'dim'),
      span((raw.proofs?.length ?? 0) > 1 ? `  one of ${String(raw.proofs?.length)} proofs, o O` : '', 'key'),
      span(digest === undefined ? '' : `  sha256 ${digest.slice(0, 12)}`, 'dim'),
    ],
  ];
  if (raw.words !== undefined) head.push([span(`“${visible(raw.words)}”`, 'dim')]);
  const widest = String(lines.at(-1)?.line ?? lines.at(-1)?.offset ?? 0).length;
  const end = raw.offset + Math.max(1, raw.length);
  return {
    head,
    entries: lines.map((l, i) => {
      const next = lines[i + 1]?.offset ?? l.offset + l.text.length + 1;
      return rawEntry(state, l, i === at || (l.offset < end && next > raw.offset), widest);
    }),
  };
}

/** A line of the source; those that the proof covers have a bar. */
function rawEntry(state: UiState, line: RawLine, covered: boolean, widest: number): Entry {
  const number = String(line.line ?? line.offset).padStart(widest);
  return entry(
    [
      span(covered ? '┃ ' : '  ', 'mark'),
      span(number, 'frame'),
      span(' │ ', 'frame'),
      span(across(line.text, state.across), covered ? 'strong' : 'dim'),
    ],
    { raw: { source: state.raw?.source ?? '', offset: line.offset, length: 0 } },
  );
}

function across(text: string, cells: number): string {
  return afterCells(visible(text), cells);
}
