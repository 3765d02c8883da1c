import { counted, sortedBy } from '../../base/index.js';
import { keyOf, type Series } from '../../model/index.js';
import type { IncidentCase } from '../case.js';
import type { LanesChart } from './chart.js';
import { chartName, marksOf, seriesOf, windowOf } from './window.js';

/** More lanes than this cannot be read on one figure; those that fell furthest are kept. */
const MOST_LANES = 12;

/** "shop/web": what a lane is about; the chart's title says what is measured. */
export function laneName({ entity, title }: Series): string {
  if (entity === undefined) return title;
  const name = entity.namespace === undefined ? entity.name : `${entity.namespace}/${entity.name}`;
  return title.includes('endpoints') ? `${name} (endpoints)` : name;
}

type Points = readonly (readonly [number, number])[];

/** Value of a step line at a time: that of the last point before it. */
function valueAt(points: Points, at: number): number {
  return points.findLast(([t]) => t <= at)?.[1] ?? points[0]?.[1] ?? 0;
}

/** Points inside the window, with its two edges filled in. */
export function clipped(points: Points, from: number, to: number): Points {
  const inside = points.filter(([t]) => t > from && t < to);
  return [[from, valueAt(points, from)], ...inside, [to, valueAt(points, to)]];
}

/** What this incident is told of: beside others, what fell in another one says nothing here. */
function thingsOf(c: IncidentCase): ReadonlySet<string> {
  const refs = [...c.story.nodes.flatMap((n) => [n.entity, ...n.members.map((m) => m.entity)]), ...c.incident.surfaces.map((s) => s.entity), ...c.incident.notAffected.map((x) => x.entity)];
  return new Set(refs.map(keyOf));
} // prettier-ignore

interface Moved {
  readonly name: string;
  readonly points: Points;
  readonly least: number;
  readonly max: number;
}

/** Where the most was reached only later, as when a workload is scaled up and back, it did not fall from it. */
function fell({ points, least, max }: Moved): boolean {
  const first = points[0]?.[1] ?? 0;
  return least < max && (least === 0 || first >= max || least < first);
}

function moveWords(d: Moved): string {
  return fell(d) ? `${d.name} fell to ${d.least} of ${d.max}` : `${d.name} had ${d.least} to ${d.max}`;
}

/** Ready replicas per workload: the workloads that dipped first, then those that held. */
export function replicasChart(c: IncidentCase): LanesChart | undefined {
  const window = windowOf(c);
  if (window === undefined) return undefined;
  const own = thingsOf(c);
  const all = seriesOf(c, 'ready-replicas').filter(
    ({ series }) =>
      series.incident !== undefined || series.entity === undefined || own.has(keyOf(series.entity)),
  );
  const names = new Set(all.map((s) => laneName(s.series)));
  // The endpoints of a Service tell the same as the workload of its name.
  const told = all.filter(
    (s) =>
      !names.has(laneName(s.series).replace(/ \(endpoints\)$/, '')) ||
      !laneName(s.series).endsWith(' (endpoints)'),
  );
  const drawn = told.map(({ series, points }) => {
    const seen = clipped(points, window.from, window.to);
    const max = Math.max(1, ...seen.map(([, v]) => v));
    const least = Math.min(...seen.map(([, v]) => v));
    return {
      series,
      name: laneName(series),
      points: seen,
      max,
      least,
      most: Math.max(...seen.map(([, v]) => v)),
      firstDip: seen.find(([, v]) => v < max)?.[0] ?? Infinity,
    };
  });
  const moved = drawn.filter((d) => d.least < d.most);
  if (moved.length === 0) return undefined;
  const held = drawn.filter((d) => d.least === d.most);
  const chosen = [...sortedBy(moved, (d) => d.least / d.max, (d) => d.firstDip), ...held].slice(0, MOST_LANES); // prettier-ignore
  const left = drawn.length - chosen.length;
  return {
    kind: 'lanes',
    name: chartName(c, 'ready-replicas'),
    title: 'Ready replicas per workload',
    alt: `${moved.map(moveWords).join('; ')}.`,
    caption:
      'Each lane is one workload, filled while its replicas were ready. ' +
      (left > 0 ? `${counted(left, 'workload')} more held steady and are not drawn.` : ''),
    ...window,
    unit: 'replicas',
    marks: marksOf(c.incident),
    lanes: chosen.map((d) => ({
      label: d.name,
      max: d.max,
      tone: d.least === d.max ? 'context' : 'recovery',
      shape: 'step',
      points: d.points,
      short: fell(d),
    })),
  };
}

/** A lane per series of control-plane latency or etcd figures. */
export function latencyChart(c: IncidentCase, group: Series['group'], title: string): LanesChart | undefined {
  const window = windowOf(c);
  const series = seriesOf(c, group);
  if (window === undefined || series.length === 0) return undefined;
  return {
    kind: 'lanes',
    name: chartName(c, group),
    title,
    alt: `Over time: ${series.map((s) => s.series.title).join(', ')}.`,
    caption: '',
    ...window,
    unit: series[0]?.series.unit ?? '',
    marks: marksOf(c.incident),
    lanes: series.slice(0, MOST_LANES).map(({ series: s, points }) => ({
      label: laneName(s),
      max: Math.max(...points.map(([, v]) => v), 1e-9),
      tone: 'series-1',
      shape: s.shape === 'step' ? 'step' : 'line',
      points: clipped(points, window.from, window.to),
      short: false,
    })),
  };
}
