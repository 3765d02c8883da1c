import { counted, largest, smallest, sortedBy } from '../../base/index.js';
import type { Analysis, Incident } from '../../model/index.js';
import type { Block, Section, Spans } from '../blocks.js';
import { cells, cite, claims, entity, heading, question, say, table, text } from '../prose/spans.js';
import { clockOf, dayOf, fullTime, microsOf, spanOf, when } from '../prose/time.js';
import { SEVERITY_WORDS, SOURCE_WORDS, STATUS_WORDS } from '../prose/words.js';
import { gapsTable } from './gaps.js';
import { section } from './section.js';
import { unwell } from './background.js';

/** Earliest and latest time that any source speaks of. */
function coverage(analysis: Analysis): string {
  const all = analysis.capture.sources
    .flatMap((s) => [microsOf(s.from), microsOf(s.to)])
    .filter((t) => t !== undefined);
  if (all.length === 0) return 'The sources carry no times, so what they cover cannot be said.';
  const from = clockOf(smallest(all), '');
  const to = clockOf(largest(all), '');
  return `They speak of the time from ${from} to ${to} UTC; ${taken(analysis)}.`;
}

/** "the capture was taken at 16:43:09 UTC", "… between 16:43:09 and 16:48:09 UTC" */
function taken(analysis: Analysis): string {
  if (analysis.capture.asOf.lo === null) return 'when the capture was taken is not known';
  const time = fullTime(analysis.capture.asOf);
  return `the capture was taken ${time.includes(' to ') ? `between ${time.replace(' to ', ' and ')}` : `at ${time}`}`;
}

function readWords(analysis: Analysis): string {
  const { sources } = analysis.capture;
  const records = sources.reduce((n, s) => n + s.records, 0);
  const unread = sources.filter((s) => s.status !== 'read').length;
  const rest =
    unread === 0 ? 'All of them were read.' : `${counted(unread, 'source')} could not be read in full.`;
  return `${counted(sources.length, 'source')} with ${counted(records, 'record')} were looked at. ${rest} ${coverage(analysis)}`;
}

/** The first page of a capture in which nothing is wrong. */
export function healthyOverview(analysis: Analysis): Section {
  const records = analysis.capture.sources.reduce((n, s) => n + s.records, 0);
  if (records === 0) return unreadOverview(analysis);
  return section('overview', 'executive', 'Overview', [
    {
      kind: 'callout',
      tone: 'good',
      title: 'No incident was found',
      body: [
        [text('Nothing in the capture shows a failure that users or the platform met.')],
        ...unwell(analysis),
      ],
    },
    heading('What was looked at'),
    say(readWords(analysis)),
    heading('What this does not cover'),
    say('Only what the sources cover can be called healthy. What they do not cover is not known.'),
    gapsTable(analysis, ''),
  ]);
}

/** The first page where nothing could be read: that no failure is seen says nothing. */
function unreadOverview(analysis: Analysis): Section {
  const { sources } = analysis.capture;
  return section('overview', 'executive', 'Overview', [
    {
      kind: 'callout',
      tone: 'warning',
      title: 'Nothing could be read',
      body: [[text(sources.length === 0 ? 'The capture is empty, so nothing can be said about the cluster.' : `No record could be made of ${counted(sources.length, 'source')}, so nothing can be said about the cluster. What was found, and why it could not be read, stands below.`)]],
    },
    question('What does a capture need to hold?', 'The objects of all namespaces as JSON and the events first; logs and the notes of the responders help most after them.'),
  ]); // prettier-ignore
}

/** Where the cause lies; a lead is not a place. */
function whereOf(incident: Incident): string | Spans {
  const sure = incident.rootCauses.filter((r) => r.confidence !== 'low');
  const [first, ...others] = sure;
  if (first === undefined) return incident.rootCauses.length === 0 ? 'not known' : 'not known; leads are in the draft';
  return others.length === 0 ? [entity(first.entity)] : [entity(first.entity), text(` and ${others.length} more`)];
} // prettier-ignore

/** The first page when a capture holds several incidents. */
export function severalOverview(analysis: Analysis): Section {
  const rows = analysis.incidents.map((i, n) =>
    cells(
      String(n + 1),
      [
        { kind: 'draft', number: n + 1, text: i.title },
        ...cite(i.rootCauses[0]?.evidence.slice(0, 2) ?? i.conditions[0]?.evidence.slice(0, 1)),
      ],
      SEVERITY_WORDS[i.severity],
      STATUS_WORDS[i.status],
      when(i.window.from, ''),
      spanOf(i.window.to) === undefined ? 'open at the capture' : when(i.window.to, dayOf(i.window.from)),
      whereOf(i),
    ),
  );
  return section('overview', 'executive', 'Overview', [
    say(
      'No evidence links these incidents, so they are kept apart; that they overlap in time links nothing. ' +
        'The draft of each follows; one that is neither critical nor high leaves out what has nothing to say.',
    ),
    claims(['No.', 'Incident', 'Severity', 'Status', 'From (UTC)', 'To', 'Cause lies at'], rows),
  ]);
}

/** What was read, and how well: the ground that everything else stands on. */
export function sourcesSection(analysis: Analysis): Section {
  const most = 400;
  const { sources } = analysis.capture;
  const order: Readonly<Record<string, number>> = {
    refused: 0,
    unrecognised: 1,
    partial: 2,
    empty: 3,
    read: 4,
  };
  const shown = sortedBy(sources, (s) => order[s.status] ?? 5, (s) => s.path).slice(0, most); // prettier-ignore
  const rows = shown.map((s) =>
    cells(
      [{ kind: 'code', text: s.path }],
      s.format,
      String(s.records),
      s.from === undefined || s.to === undefined ? 'no times' : `${fromTo(s.from, s.to)}`,
      s.problems.length === 0 ? SOURCE_WORDS[s.status] : `${SOURCE_WORDS[s.status]}: ${problems(s.problems)}`,
    ),
  );
  const cut: readonly Block[] = sources.length > most ? [say(`${counted(sources.length - most, 'source')} more were read without trouble; analysis.json lists them.`)] : []; // prettier-ignore
  return section('sources', 'appendix', 'What was read', [
    say(readWords(analysis)),
    table(['Source', 'Format', 'Records', 'Covers (UTC)', 'How it was read'], rows),
    ...cut,
  ]);
}

function fromTo(from: string, to: string): string {
  const a = microsOf(from);
  const b = microsOf(to);
  if (a === undefined || b === undefined) return `${from} to ${to}`;
  const start = clockOf(a, '');
  return `${start} to ${clockOf(b, start.slice(0, 10))}`;
}

function problems(items: Analysis['capture']['sources'][number]['problems']): string {
  const first = items[0];
  if (first === undefined) return '';
  const at =
    first.line === undefined
      ? first.offset === undefined
        ? ''
        : ` (byte ${first.offset})`
      : ` (line ${first.line})`;
  return `${first.message}${at}${items.length > 1 ? ` and ${items.length - 1} more` : ''}`;
}
