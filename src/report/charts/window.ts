import { SECOND } from '../../base/index.js';
import type { Incident, Series } from '../../model/index.js';
import type { IncidentCase } from '../case.js';
import { INSTANT_WORDS } from '../prose/words.js';
import { microsOf, spanOf } from '../prose/time.js';
import type { ChartMark, ChartTone } from './chart.js';

/** The stretch of time that the charts of one incident share, so that they can be read one above another. */
export interface ChartWindow {
  readonly from: number;
  readonly to: number;
}

const MS = SECOND / 1000;

/** From a while before the first fault to the end, or to the capture for what is still open. */
export function windowOf(c: IncidentCase): ChartWindow | undefined {
  const { incident, analysis } = c;
  const starts = [
    incident.window.from,
    incident.instants.trigger,
    incident.instants.fault,
    incident.instants.impact,
  ]
    .map(spanOf)
    .flatMap((s) => (s === undefined ? [] : [s.lo]));
  if (starts.length === 0) return undefined;
  const from = Math.min(...starts);
  const captured = spanOf(analysis.capture.asOf)?.hi;
  const to = spanOf(incident.window.to)?.hi ?? captured ?? from;
  const length = Math.max(to - from, 60 * SECOND);
  const before = length * 0.2;
  // What came back after the users did is part of the picture, up to the capture.
  const after = Math.min(length * 0.6, Math.max((captured ?? to) - to, 0));
  return { from: Math.floor((from - before) / MS), to: Math.ceil((Math.max(to, from) + after) / MS) };
}

const MARKED: Readonly<Record<string, ChartTone>> = {
  trigger: 'change',
  impact: 'fault',
  alert: 'detection',
  detect: 'detection',
  diagnose: 'detection',
  act: 'action',
  restore: 'recovery',
  resolve: 'recovery',
};

/** The named instants as marks; instants within the same second as an earlier mark are joined to it. */
export function marksOf(incident: Incident): readonly ChartMark[] {
  const marks: { at: number; label: string; tone: ChartTone }[] = [];
  for (const [key, label] of INSTANT_WORDS) {
    const tone = MARKED[key];
    const span = spanOf(incident.instants[key]);
    if (tone === undefined || span === undefined) continue;
    const at = Math.round(span.lo / MS);
    const near = marks.find((m) => Math.abs(m.at - at) < 2000);
    if (near === undefined) marks.push({ at, label, tone });
    else near.label = `${near.label}, ${label}`;
  }
  return marks;
}

/** Series of a group that belong to this incident, with their points in milliseconds. */
export function seriesOf(
  c: IncidentCase,
  group: Series['group'],
  shape?: Series['shape'],
): readonly { readonly series: Series; readonly points: readonly (readonly [number, number])[] }[] {
  return c.analysis.series
    .filter((s) => s.group === group && (shape === undefined || s.shape === shape))
    .filter((s) => s.incident === undefined || s.incident === c.incident.id)
    .map((series) => ({
      series,
      points: series.points.flatMap(([time, value]) => {
        const at = microsOf(time);
        return at === undefined || !Number.isFinite(value) ? [] : [[Math.floor(at / MS), value] as const];
      }),
    }))
    .filter(({ points }) => points.length > 0);
}

/** Name of a chart's file: plain when the report is of one incident. */
export function chartName(c: IncidentCase, name: string): string {
  return c.analysis.incidents.length > 1 ? `incident-${c.number}-${name}` : name;
}
