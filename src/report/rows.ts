import type { TimelineRow } from '../model/index.js';

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

/** How many rows a printed timeline has at most. */
export const MOST_ROWS = 150;

/** At most `most` rows, in their order; rows of the incident before rows of its surroundings. */
export function chosenRows(rows: readonly TimelineRow[], most = MOST_ROWS): readonly TimelineRow[] {
  if (rows.length <= most) return rows;
  const kept = new Set<TimelineRow>();
  for (const inside of [true, false]) {
    for (const kind of KEEP) {
      for (const row of rows) {
        if (kept.size >= most) break;
        if (row.kind === kind && (row.incident !== undefined) === inside) kept.add(row);
      }
    }
  }
  return rows.filter((r) => kept.has(r));
}
