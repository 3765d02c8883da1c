import { SECOND, sortedBy } from '../../../base/index.js';
import type { Analysis } from '../../../model/index.js';
import { dayOf, shortTimes, spanOf } from '../../prose/time.js';
import { labelWords, readable } from '../../prose/names.js';
import { visibleLine } from '../../visible.js';
import type { Numbering } from './numbering.js';
import { KINDS } from './timeline.js';

const MS = SECOND / 1000;

interface Context {
  readonly entities: Numbering;
  readonly numbersOf: (ids: readonly string[]) => readonly number[];
  readonly condition: (incident: number, id: string) => number | undefined;
}

/** Rows of the timeline as columns, in the order of time; rows without a time are left to the printed table. */
export function rowColumns(analysis: Analysis, x: Context): unknown {
  const incidents = new Map(analysis.incidents.map((i, n) => [i.id, n] as const));
  const day = dayOf(analysis.incidents[0]?.window.from);
  const kinds = KINDS.map(([k]) => k);
  const dated = analysis.timeline.flatMap((row, order) => {
    const span = spanOf(row.at);
    return span === undefined ? [] : [{ row, span, order }];
  });
  const rows = sortedBy(dated, (r) => r.span.lo, (r) => r.order); // prettier-ignore
  const incidentOf = (id: string | undefined) => (id === undefined ? -1 : (incidents.get(id) ?? -1));
  return {
    lo: rows.map((r) => r.span.lo / MS),
    hi: rows.map((r) => r.span.hi / MS),
    until: rows.map((r) => (spanOf(r.row.until)?.lo ?? 0) / MS),
    grade: rows.map((r) => r.row.at.grade).join(''),
    entity: rows.map((r) => x.entities.of(visibleLine(labelWords(r.row.entity), 300))),
    kind: rows.map((r) => kinds.indexOf(r.row.kind)),
    text: rows.map((r) => visibleLine(readable(shortTimes(r.row.text, day)), 600)),
    count: rows.map((r) => r.row.count ?? 1),
    evidence: rows.map((r) => x.numbersOf(r.row.evidence)),
    incident: rows.map((r) => incidentOf(r.row.incident)),
    condition: rows.map((r) =>
      r.row.condition === undefined
        ? -1
        : (x.condition(Math.max(0, incidentOf(r.row.incident)), r.row.condition) ?? -1),
    ),
    kinds,
  };
}
