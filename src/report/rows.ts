import { sortedBy } from '../base/index.js';
import type { TimelineRow } from '../model/index.js';
import { spanOf } from './prose/time.js';

/**
 * A timeline on paper holds what tells the story; the interactive one and analysis.json hold every row.
 * Order of the kinds is the order in which rows are given up when there are too many.
 */
const KEEP: readonly TimelineRow['kind'][] = [
  'detection',
  'action',
  'change',
  'fault',
  'recovery',
  'symptom',
  'context',
];

/** How many rows a printed timeline has at most, and how many of them may be of the surroundings. */
export const MOST_ROWS = 120;
const MOST_AROUND = 25;

/** The first rows by kind, and among equals those nearest to a time. */
function first(rows: readonly TimelineRow[], most: number, near: number): readonly TimelineRow[] {
  const far = (r: TimelineRow) => Math.abs((spanOf(r.at)?.lo ?? Infinity) - near);
  return sortedBy(rows, (r) => KEEP.indexOf(r.kind), far).slice(0, most); // prettier-ignore
}

/** At most `most` of folded rows, in their order; rows of the incident before rows of its surroundings. */
export function chosenRows(rows: readonly TimelineRow[], most = MOST_ROWS): readonly TimelineRow[] {
  if (rows.length <= Math.min(most, 80)) return rows;
  const inside = rows.filter((r) => r.incident !== undefined);
  const around = rows.filter((r) => r.incident === undefined);
  const start = spanOf(inside.find((r) => spanOf(r.at) !== undefined)?.at)?.lo ?? 0;
  const room = Math.max(Math.min(MOST_AROUND, most), most - inside.length);
  const kept = new Set([
    ...first(inside, most - Math.min(room, around.length, MOST_AROUND), start),
    ...first(around, Math.min(MOST_AROUND, room), start),
  ]);
  return rows.filter((r) => kept.has(r));
}
