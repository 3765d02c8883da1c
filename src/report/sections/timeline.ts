import { counted, MINUTE, sortedBy } from '../../base/index.js';
import { keyOf, type TimelineRow } from '../../model/index.js';
import { withoutName, type IncidentCase } from '../case.js';
import type { Block } from '../blocks.js';
import { folding } from '../fold.js';
import { foldPods } from '../fold-pods.js';
import { foldedRows } from '../fold-rows.js';
import { chosenRows } from '../rows.js';
import { eventsChart, restartsChart } from '../charts/counts.js';
import { latencyChart } from '../charts/replicas.js';
import { question, say } from '../prose/spans.js';
import { spanOf } from '../prose/time.js';
import { section, type SectionMaker } from './section.js';

const MARGIN = 5 * MINUTE;

/** Beside other incidents, context is what happened shortly before, during and shortly after this one. */
function around(c: IncidentCase): (row: TimelineRow) => boolean {
  const from = (spanOf(c.incident.window.from)?.lo ?? -Infinity) - MARGIN;
  const to = (spanOf(c.incident.window.to)?.hi ?? Infinity) + MARGIN;
  return (row) => {
    const at = spanOf(row.at);
    return at !== undefined && at.hi >= from && at.lo <= to;
  };
}

/** Rows of this incident, and those that belong to none: the context. Undated rows stand at the end. */
function rowsOf(c: IncidentCase): readonly TimelineRow[] {
  const several = c.analysis.incidents.length > 1;
  const near = several && c.number > 1 ? around(c) : undefined;
  const own = new Set(c.incident.conditions.map((x) => keyOf(x.entity)));
  const others = new Set(c.analysis.incidents.flatMap((i) => i.conditions.map((x) => keyOf(x.entity))));
  const foreign = (r: TimelineRow) => others.has(keyOf(r.entity)) && !own.has(keyOf(r.entity));
  const rows = c.analysis.timeline.filter(
    (r) =>
      r.incident === c.incident.id ||
      (r.incident === undefined && !foreign(r) && (near === undefined || near(r))),
  );
  const order = new Map(rows.map((r, i) => [r, i] as const));
  return sortedBy(rows, (r) => spanOf(r.at)?.lo ?? Infinity, (r) => order.get(r) ?? 0); // prettier-ignore
}

/** The rows for paper: pods under their workloads, one happening once, and no more than a reader takes in. */
function onPaper(c: IncidentCase, rows: readonly TimelineRow[]) {
  const by = { thing: folding(c.analysis), type: (id: string) => c.condition(id)?.condition, day: c.day };
  // the end of what a pod met stands with its beginning
  const told = rows.filter((r) => r.kind !== 'recovery' || keyOf(by.thing(r.entity)) === keyOf(r.entity));
  const folded = foldedRows(foldPods(told, by)).map((r) => ({ ...r, text: withoutName(r.entity, r.text) }));
  const printed = chosenRows(folded);
  return { printed, left: folded.length - printed.length };
}

/** A4: what happened, in order, with a source for each row. */
export const timeline: SectionMaker = (c) => {
  const rows = rowsOf(c);
  const events = eventsChart(c);
  const restarts = restartsChart(c);
  const undated = rows.filter((r) => spanOf(r.at) === undefined).length;
  return section('timeline', 'analysis', 'Timeline', [
    rows.length === 0
      ? say('The capture holds no dated record of this incident.')
      : say(
          `All times are UTC${c.day === '' ? '' : `, ${c.day} unless a date stands with them`}. ` +
            'The letter is how a time is known: A a machine stamped the change itself, B it lies between two observations, ' +
            'C it is dated back by a rule, D a person wrote it down.' +
            (undated > 0
              ? ` ${counted(undated, 'row')} without a time ${undated === 1 ? 'stands' : 'stand'} at the end.`
              : ''),
        ),
    rows.length === 0
      ? undefined
      : { kind: 'timeline', incident: c.incident.id, rows, ...onPaper(c, rows), day: c.day },
    events === undefined ? undefined : { kind: 'chart', chart: events },
    restarts === undefined ? undefined : { kind: 'chart', chart: restarts },
    ...[latencyChart(c, 'latency', 'Latency'), latencyChart(c, 'etcd', 'etcd')].map(
      (chart): Block | undefined => (chart === undefined ? undefined : { kind: 'chart', chart }),
    ),
    question(
      'What happened outside the cluster: calls, chat, decisions, third parties?',
      'Add rows with their times.',
    ),
  ]);
};
