import { blank, cells, cite, claims, heading, say, table, text } from '../prose/spans.js';
import { ACTION_WORDS } from '../prose/words.js';
import { section, type SectionMaker } from './section.js';
import { basisOf, cutsOf } from './top-actions.js';

/** A14: what to do, which link each one cuts, and how one knows that it is done. */
export const actions: SectionMaker = (c) => {
  const rows = c.incident.actions.map((a) => {
    const cuts = cutsOf(c, a).words;
    return cells(
      [text(a.action), ...cite(basisOf(c, a).slice(0, 3))],
      ACTION_WORDS[a.kind],
      cuts !== '' ? cuts : a.kind === 'repair' ? 'The cause itself.' : 'nothing on the chain',
      a.doneWhen === '' ? [blank('When is it done?')] : a.doneWhen,
      [blank('Who, and by when?')],
    );
  });
  const idle = c.incident.preventions.filter((p) => p.verdict === 'no-effect');
  return section('actions', 'analysis', 'Actions', [
    rows.length === 0
      ? say('No action follows from the capture alone.')
      : claims(['Action', 'Kind', 'What it cuts', 'Done when', 'Owner, date'], rows),
    ...(idle.length === 0
      ? []
      : [
          heading('Would not have helped'),
          table(['Proposal', 'Why'], idle.map((p) => cells(p.change, c.plain(p.why)))),
        ]),
  ]); // prettier-ignore
};
