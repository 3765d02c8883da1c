import { groupBy, listed, lowerFirst, sortedBy } from '../../base/index.js';
import type { Analysis, ConditionEntry } from '../../model/index.js';
import type { Section, Spans } from '../blocks.js';
import { withoutName } from '../case.js';
import { folding } from '../fold.js';
import { labelWords } from '../prose/names.js';
import { cells, cite, claims, entity, say, sentence, text } from '../prose/spans.js';
import { when } from '../prose/time.js';
import { labelled } from '../prose/words.js';
import { section } from './section.js';

const NOTABLE = new Set(['pre-existing', 'unexplained', 'chronic-noise']);

/** What was not well although it makes no incident: a reader must not take the page for a bill of health. */
export function unwell(analysis: Analysis): readonly Spans[] {
  const notable = sortedBy(
    analysis.background.filter((x) => x.severity >= 2 && NOTABLE.has(x.role)),
    (x) => -x.severity,
    (x) => x.id,
  );
  const fold = folding(analysis);
  const name = (x: ConditionEntry) => labelWords(fold(x.entity));
  const things = [...groupBy(notable, name).values()].flatMap(([first]) => first ?? []);
  if (things.length === 0) return [];
  const shown = things.slice(0, MOST_NOTABLE).map((x) => `${name(x)} (${lowerFirst(labelled(x))})`);
  const left = things.length - shown.length;
  return [
    [
      text(`Not everything was well: ${listed(left > 0 ? [...shown, `${left} more`] : shown)}. It is told under “Seen, but part of no incident”.`),
      ...cite(things.slice(0, MOST_NOTABLE).flatMap((x) => x.evidence.slice(0, 1))),
    ],
  ];
} // prettier-ignore

const MOST_NOTABLE = 3;

const NOTHING_CAME = 'and nothing is known to have come of it';

/** Why it stands here; without an incident nothing lies before one. */
function whyHere(analysis: Analysis, x: ConditionEntry): string {
  const because = x.because ?? '';
  if (analysis.incidents.length > 0) return because;
  if (x.role === 'chronic-noise') return `it has failed for long, ${NOTHING_CAME}`;
  if (x.role !== 'pre-existing') return because;
  return because.includes('never seen healthy')
    ? `it was never seen healthy in this capture, ${NOTHING_CAME}`
    : `it was there before, ${NOTHING_CAME}`;
}

/** Conditions that were seen and belong to no incident. */
export function backgroundSection(analysis: Analysis): Section | undefined {
  const items = sortedBy(analysis.background, (x: ConditionEntry) => -x.severity, (x) => x.id).slice(0, 60); // prettier-ignore
  if (items.length === 0) return undefined;
  const rows = items.map((x) =>
    cells(
      [entity(x.entity)],
      [
        text(withoutName(x.entity, sentence(x.statement))),
        ...cite(x.evidence.slice(0, 3)),
        ...(x.author?.notes ?? []).flatMap((n) => [
          text(` Note by ${n.by}: “${n.text}”`),
          ...cite(n.evidence),
        ]),
      ],
      when(x.onset, ''),
      whyHere(analysis, x),
    ),
  );
  const left = analysis.background.length - items.length;
  return section('background', 'appendix', 'Seen, but part of no incident', [
    say(
      'These were there and did not take part in a failure. Some of them may be worth a ticket of their own.',
    ),
    claims(['Where', 'What', 'Since (UTC)', 'Why it is here'], rows),
    left > 0 ? say(`${left} more are in analysis.json.`) : undefined,
  ]);
}
