import { groupBy } from '../../base/index.js';
import { rangeWords } from '../prose/figure.js';
import { cells, cite, heading, say, table, withCode } from '../prose/spans.js';
import { BLIND_WORDS } from '../prose/words.js';
import { section, type SectionMaker } from './section.js';

/** A13: signals that would have told sooner, or told where. */
export const blindSpots: SectionMaker = (c) => {
  const spots = c.incident.blindSpots ?? [];
  const groups = [...groupBy(spots, (s) => s.kind)];
  return section('blind-spots', 'analysis', 'Blind spots', [
    spots.length === 0 ? say('No signal was found missing.') : undefined,
    ...groups.map(([kind, items]) => [
      heading(BLIND_WORDS[kind]),
      table(
        ['Gap', 'Signal that would close it', 'Would have saved'],
        items.map((s) =>
          cells(
            [...withCode(c.plain(s.statement)), ...cite(s.evidence)],
            withCode(s.signal),
            s.savesMinutes === undefined
              ? 'not known'
              : rangeWords(s.savesMinutes.lo * 60, s.savesMinutes.hi * 60),
          ),
        ),
      ),
    ]),
  ]);
};
