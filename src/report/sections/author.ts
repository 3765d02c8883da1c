import { sortedBy } from '../../base/index.js';
import type { Analysis, AuthorEntry } from '../../model/index.js';
import type { Section, Span, Spans, TableRow } from '../blocks.js';
import type { IncidentCase } from '../case.js';
import { bullets, cells, cite, claims, code, entity, say, text } from '../prose/spans.js';
import { spanOf } from '../prose/time.js';
import { labelled, ROLE_WORDS } from '../prose/words.js';
import { section, type SectionMaker } from './section.js';

const KIND_WORDS: Readonly<Record<AuthorEntry['kind'], string>> = {
  rejected: 'rejected',
  pinned: 'pinned',
  note: 'note',
  instant: 'instant set',
  event: 'event added',
  skew: 'clock moved',
  unread: 'not read',
};

const OUTCOME_WORDS: Readonly<Record<AuthorEntry['outcome'], string>> = {
  honoured: '',
  'not-found': 'Not found. ',
  'not-applied': 'Not applied. ',
};

function row(x: AuthorEntry): TableRow {
  const said: Spans = x.words === undefined ? [] : [text(` “${x.words}”`)];
  const about: Spans = x.entity === undefined ? [code(x.about)] : [entity(x.entity), text(' '), code(x.about)];
  return cells(KIND_WORDS[x.kind], about, [text(`${OUTCOME_WORDS[x.outcome]}${x.what}`), ...said, ...cite(x.evidence)], x.by);
} // prettier-ignore

/** Decisions that this part of the document tells; those about no incident stand in the first. */
export function decisionsOf(analysis: Analysis, incident: string | undefined, first: boolean): readonly AuthorEntry[] {
  return (analysis.author ?? []).filter((x) => x.incident === incident || (x.incident === undefined && first));
} // prettier-ignore

/** What the author changed of what the program found, in one place; what could not be honoured comes first. */
export function authorSection(entries: readonly AuthorEntry[]): Section | undefined {
  if (entries.length === 0) return undefined;
  const open = (x: AuthorEntry) => (x.outcome === 'honoured' ? 1 : 0);
  const rows = sortedBy(entries, open).map(row);
  return section('author', 'executive', 'What the author changed', [
    say('These decisions were made by people, and this text was written under them. The capture is as it was.'),
    claims(['Decision', 'About', 'What came of it', 'By'], rows),
  ]);
} // prettier-ignore

/** What the author says of a finding, as it stands where the finding is told. */
export function remarkOn(c: IncidentCase, ...ids: readonly string[]): readonly Span[] {
  return ids.flatMap((id): readonly Span[] => {
    const said = c.condition(id)?.author;
    if (said === undefined) return [];
    const pin = said.pinned === true ? [text(' Pinned by the author.')] : [];
    return [...pin, ...said.notes.flatMap((n) => [text(` Note by ${n.by}: “${n.text}”`), ...cite(n.evidence)])];
  });
} // prettier-ignore

/** Longer lists are looked up in analysis.json. */
const MOST_IDS = 60;

/** The findings by the ids under which the author may pin, reject or annotate them. */
export const findings: SectionMaker = (c) => {
  const nodes = sortedBy(
    c.story.nodes,
    (x) => (x.role === 'root-cause' ? 0 : x.role === 'trigger' || x.role === 'contributing' ? 1 : 2),
    (x) => -x.severity,
    (x) => spanOf(x.onset)?.lo ?? Infinity,
    (x) => x.id,
  );
  const rows = nodes
    .slice(0, MOST_IDS)
    .map((x) => cells([code(x.id)], [entity(x.entity), text(`: ${labelled(x)}`), ...cite(x.evidence.slice(0, 1))], ROLE_WORDS[x.role]));
  const left = nodes.length - MOST_IDS;
  return section('findings', 'appendix', 'Findings by id', [
    bullets([
      [text('To correct this draft, write '), code('author.yaml'), text(' beside it and run '), code('inquest analyze'), text(' again: '), code('rejected: [ID]'), text(', '), code('pinned: [ID]'), text(', '), code('notes: {ID: text}'), text(', '), code('marks: {detect: TIME}'), text('.')],
    ]),
    rows.length === 0 ? say('There is no finding.') : claims(['Id', 'Finding', 'Part'], rows),
    left > 0 ? say(`${left} more are in analysis.json.`) : undefined,
  ]);
}; // prettier-ignore
