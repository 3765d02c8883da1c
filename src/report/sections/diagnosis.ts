import { counted } from '../../base/index.js';
import type { IncidentCase } from '../case.js';
import { mainPath } from '../paths.js';
import type { Spans } from '../blocks.js';
import { figureWords } from '../prose/figure.js';
import {
  bullets,
  cells,
  cite,
  claims,
  heading,
  paragraph,
  question,
  say,
  steps,
  text,
} from '../prose/spans.js';
import { when } from '../prose/time.js';
import { section, type SectionMaker } from './section.js';

/** More than this is a list of everything that stood near. */
const MOST_HERRINGS = 12;

/** From what was seen back to the cause: the way that a next responder can take. */
function walk(c: IncidentCase): readonly Spans[] {
  const root = c.incident.rootCauses[0];
  if (root === undefined) return [];
  const path = mainPath(c.story, c.story.nodeOf(root.conditionId));
  const ids = [...path.map((l) => l.to).reverse(), ...(path[0] === undefined ? [] : [path[0].from])];
  return ids.map((id) => {
    const x = c.story.node(id);
    return [...c.told(id, c.plain(x?.statement ?? id)), ...cite(x?.evidence.slice(0, 2))];
  });
}

function written(c: IncidentCase): readonly Spans[] {
  return c.analysis.timeline
    .filter((r) => r.at.grade === 'D' && r.incident === c.incident.id)
    .slice(0, 12)
    .map((r) => [text(`${when(r.at, c.day)}: ${c.plain(r.text)}`), ...cite(r.evidence)]);
}

/** A9: the way to the cause, and what looked guilty on it. */
export const diagnosis: SectionMaker = (c) => {
  const way = walk(c);
  const notes = written(c);
  const time = c.incident.figures.timeToDiagnose;
  const herrings = c.incident.redHerrings.slice(0, MOST_HERRINGS).map((h) => {
    const x = c.condition(h.condition);
    return cells(c.told(h.condition, c.plain(x?.statement ?? h.condition)), [
      text(c.plain(h.clearedBy)),
      ...cite(x?.evidence.slice(0, 3)),
    ]);
  });
  return section('diagnosis', 'analysis', 'Diagnosis and red herrings', [
    time === null ? say('No source says when the cause was first named.') : paragraph(text(`The cause was named ${figureWords(time)} after it was noticed.`), ...cite(c.incident.detection.evidence)),
    ...(notes.length === 0 ? [] : [heading('As it was written down'), bullets(notes)]),
    ...(way.length === 0 ? [] : [heading('From symptom to cause'), say(`${counted(way.length, 'step')}, for the next time the first line looks like this.`), steps(way.map((spans) => ({ spans, notes: [] })))]),
    ...(herrings.length === 0 ? [] : [heading('What looked guilty'), claims(['Looked like the cause', 'What clears it'], herrings)]),
    question('What did you believe first, and what changed your mind?'),
  ]); // prettier-ignore
};
