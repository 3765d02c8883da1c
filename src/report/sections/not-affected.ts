import { cells, cite, claims, entity, question, say, text } from '../prose/spans.js';
import { section, type SectionMaker } from './section.js';

/** A2: what stayed well, said only where a source shows it. */
export const notAffected: SectionMaker = (c) => {
  const rows = c.incident.notAffected.map((n) =>
    cells([entity(n.entity)], [text(n.why ?? 'seen healthy throughout the window'), ...cite(n.evidence)]),
  );
  return section('not-affected', 'analysis', 'Not affected', [
    rows.length === 0
      ? say(
          'Nothing is shown healthy by a source that covers the whole window. What is not listed was not assessed.',
        )
      : claims(['What', 'How it is known'], rows),
    rows.length === 0 ? undefined : say('What is not listed here or under impact was not assessed.'),
    question('Is any data lost or wrong?', 'Only the owners of the data can say so.'),
  ]);
};
