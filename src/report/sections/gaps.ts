import type { Analysis, GapEntry } from '../../model/index.js';
import type { Block } from '../blocks.js';
import { cells, cite, claims, heading, say, sentence, table, text, withCode } from '../prose/spans.js';
import { clockOf, microsOf } from '../prose/time.js';
import { section, type SectionMaker } from './section.js';
import { labelWords } from '../prose/names.js';

function where(analysis: Analysis, gap: GapEntry): string {
  if (gap.entity !== undefined) return labelWords(gap.entity);
  if (gap.source === undefined) return 'the whole capture';
  return analysis.capture.sources.find((s) => s.id === gap.source)?.path ?? gap.source;
}

function span(gap: GapEntry, day: string): string {
  const clock = (t: string | null) => {
    const at = microsOf(t);
    return at === undefined ? undefined : clockOf(at, day);
  };
  const from = clock(gap.from);
  const to = clock(gap.to);
  if (from === undefined && to === undefined) return 'throughout';
  if (from === undefined) return `until ${to ?? ''}`;
  return to === undefined ? `from ${from}` : `${from} to ${to}`;
}

/** Gaps of the capture as a table: what is not seen, and what seeing it would tell. */
export function gapsTable(analysis: Analysis, day: string): Block {
  const { gaps, sources } = analysis.capture;
  if (sources.length === 0) return say('The analysis names no source, so what it covers cannot be said.');
  if (gaps.length === 0) return say('No gap in the sources was found.');
  const rows = gaps.map((g) =>
    cells(where(analysis, g), span(g, day), sentence(g.why), withCode(g.wouldTell)),
  );
  return table(['Where', 'When', 'Why it is not seen', 'It would tell'], rows);
}

/** A12: where sources disagree and where none speaks. */
export const gaps: SectionMaker = (c) => {
  const disagreements = c.incident.contradictions.map((x) =>
    cells(x.claims.join(' / '), [text(c.plain(x.why)), ...cite(x.evidence)]),
  );
  return section('gaps', 'analysis', 'Contradictions and gaps in the evidence', [
    heading('Contradictions'),
    disagreements.length === 0
      ? say('No two sources were found to disagree.')
      : claims(['Claims', 'How it was read'], disagreements),
    heading('Gaps'),
    gapsTable(c.analysis, c.day),
  ]);
};
