import type { Block } from '../blocks.js';
import type { IncidentCase } from '../case.js';
import { cells, cite, claims, entity, heading, paragraph, question, say, text } from '../prose/spans.js';
import { when } from '../prose/time.js';
import { EFFECT_WORDS } from '../prose/words.js';
import { section, type SectionMaker } from './section.js';

type Response = IncidentCase['incident']['responses'][number];

function effect(c: IncidentCase, r: Response): string {
  const words = EFFECT_WORDS[r.effect];
  return r.why === undefined ? words : `${words}: ${c.plain(r.why)}`;
}

function obstacles(c: IncidentCase): readonly Block[] {
  const found = c.incident.conditions.filter((x) => x.role === 'recovery-blocker');
  if (found.length === 0) return [];
  const rows = found.map((x) =>
    cells([entity(x.entity)], when(x.onset, c.day), [
      text(c.beside(x.entity, c.plain(x.statement))),
      ...cite(x.evidence),
    ]),
  );
  return [heading('What held recovery back'), claims(['Where', 'From', 'What'], rows)];
}

/** The change, after the name of what was changed where it does not say it itself. */
function namedChange(r: Response): string {
  return r.change.includes(r.entity.name) ? r.change : `${r.entity.name} (${r.change})`;
}

/** A10: what was done, when, and what came of it. */
export const response: SectionMaker = (c) => {
  const { responses } = c.incident;
  const rows = responses.map((r) =>
    cells(
      when(r.at, c.day),
      r.by === 'unknown' ? 'not known' : r.by,
      [entity(r.entity)],
      [text(r.change), ...cite(r.evidence)],
      r.kind,
      effect(c, r),
    ),
  );
  const inForce = responses.filter((r) => r.inForce === true && r.effect === 'worked');
  return section('response', 'analysis', 'Response', [
    rows.length === 0
      ? say('No action of a responder is seen in the capture.')
      : claims(['Time', 'By', 'On', 'What was done', 'Kind', 'Effect'], rows),
    inForce.length === 0
      ? undefined
      : paragraph(
          text(`Stopgaps that were still in force at the capture: ${inForce.map(namedChange).join('; ')}.`),
          ...cite(inForce.flatMap((r) => r.evidence.slice(0, 1))),
        ),
    ...obstacles(c),
    question('Which steps were taken that leave no trace in a cluster?', 'Calls, reads of dashboards, decisions to wait.'),
  ]); // prettier-ignore
};
