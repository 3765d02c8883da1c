import type { IncidentCase } from '../case.js';
import { rangeWords } from '../prose/figure.js';
import { between } from '../prose/time.js';
import type { ChartTone, RangesChart } from './chart.js';
import { chartName } from './window.js';

const PACKS: readonly (readonly ['captured' | 'stock' | 'proposed', string, ChartTone])[] = [
  ['captured', 'alerts in force', 'detection'],
  ['stock', 'stock rules', 'context'],
  ['proposed', 'proposed rules', 'recovery'],
];

/** At most this many rows per pack: the earliest. */
const MOST_ROWS = 6;

/** When each alert would have been heard after impact began, beside when people noticed. */
export function alertsChart(c: IncidentCase): RangesChart | undefined {
  const { incident } = c;
  const start = incident.instants.impact ?? incident.instants.fault;
  if (start === undefined || incident.detection.alerts.length === 0) return undefined;
  const rows: RangesChart['rows'][number][] = [];
  const noticed = between(start, incident.detection.at);
  const who =
    incident.detection.by === 'person'
      ? 'A person'
      : incident.detection.by === 'alert'
        ? 'An alert'
        : 'Someone';
  if (noticed !== undefined) {
    const words = rangeWords(noticed.lo, noticed.hi);
    rows.push({ label: `${who} noticed`, group: 'as it was', tone: 'fault', range: noticed, words });
  }
  for (const [pack, group, tone] of PACKS) {
    const timed = incident.detection.alerts
      .filter((a) => a.pack === pack)
      .map((a) => ({ a, range: between(start, a.heard ?? a.fires) }));
    const heard = timed.filter((x) => x.range !== undefined).slice(0, MOST_ROWS);
    const silent = timed.filter((x) => x.range === undefined).slice(0, MOST_ROWS - heard.length);
    for (const { a, range } of [...heard, ...silent]) {
      const words = range === undefined ? 'would not have fired' : rangeWords(range.lo, range.hi);
      rows.push({ label: a.name, group, tone, words, ...(range !== undefined && { range }) });
    }
  }
  const max = Math.max(...rows.map((r) => r.range?.hi ?? 0));
  if (max <= 0) return undefined;
  return {
    kind: 'ranges',
    name: chartName(c, 'time-to-detect'),
    title: 'Time from impact until someone would have been told',
    alt: rows.map((r) => `${r.label} (${r.group}): ${r.words}`).join('; '),
    caption:
      'Alerts are replayed on what the capture shows; the width of a bar is what the capture leaves open.',
    max,
    rows,
  };
}
