import type { IncidentCase } from '../case.js';
import { cells, cite, claims, entity, heading, question, say, text } from '../prose/spans.js';
import { when } from '../prose/time.js';
import { confidenceOf } from '../prose/words.js';
import { remarkOn } from './author.js';
import { section, type SectionMaker } from './section.js';

/** Evidence of the conditions that an alternative would make the cause; else of the accepted cause, else of what was seen. */
function basis(c: IncidentCase, ids: readonly string[]): readonly string[] {
  const own = ids.flatMap((id) => c.condition(id)?.evidence.slice(0, 2) ?? []);
  if (own.length > 0) return own;
  const causes = c.incident.rootCauses.flatMap((r) => r.evidence.slice(0, 1));
  return causes.length > 0
    ? causes
    : c.incident.conditions.flatMap((x) => x.evidence.slice(0, 1)).slice(0, 2);
}

const MOST_OPEN = 30;

/** A11: what else could be true, and what nothing explains. */
export const alternatives: SectionMaker = (c) => {
  const others = c.incident.alternatives.map((a) =>
    cells(
      [text(c.blameless(a.statement)), ...cite(basis(c, a.rootCauses))],
      confidenceOf(a.probability),
      c.plain(a.toDecide),
    ),
  );
  const nodes = c.incident.unexplained.flatMap((id) => c.story.node(c.story.nodeOf(id)) ?? []);
  const open = [...new Set(nodes)].slice(0, MOST_OPEN);
  return section('alternatives', 'analysis', 'Other explanations, and what is unexplained', [
    others.length === 0
      ? say('No other explanation of the evidence was found that is worth naming.')
      : claims(['Explanation', 'Weight', 'What would decide it'], others),
    heading('Unexplained'),
    open.length === 0
      ? say(c.incident.conditions.length === 0 ? 'No condition was found, so there was nothing to explain.' : 'Every severe condition in the window is explained, or was there before.')
      : claims(
          ['What', 'Since', 'What was seen'],
          open.map((x) => cells([entity(x.entity)], when(x.onset, c.day), [text(c.beside(x.entity, c.plain(x.statement))), ...cite(x.evidence), ...remarkOn(c, ...x.members.map((m) => m.id))])),
        ),
    open.length === 0 ? undefined : question('Do you know what these are?', 'They are severe enough to look at and no link to the rest is supported.'),
  ]); // prettier-ignore
};
