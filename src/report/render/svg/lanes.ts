import type { LanesChart } from '../../charts/chart.js';
import { markLines, markRoom, timeAxis, x, type Scale } from './axis.js';
import { label, n, xml } from './xml.js';

type Lane = LanesChart['lanes'][number];

/** Points of a lane as a path: steps hold their value, lines join. y0 is the foot, h the full height. */
function path(lane: Lane, scale: Scale, y0: number, h: number): string {
  const px = (t: number) => n(x(scale, Math.min(Math.max(t, scale.from), scale.to)));
  const py = (v: number) => n(y0 - (Math.min(v, lane.max) / lane.max) * h);
  const [first, ...rest] = lane.points;
  if (first === undefined) return '';
  const start = `M${px(first[0])} ${py(first[1])}`;
  return rest.reduce(
    (d, [t, v]) => (lane.shape === 'step' ? `${d}H${px(t)}V${py(v)}` : `${d}L${px(t)} ${py(v)}`),
    start,
  );
}

/** What is missing to the full height, as one closed path. */
function missing(lane: Lane, scale: Scale, y0: number, h: number): string {
  const line = path(lane, scale, y0, h);
  return `${line}V${n(y0 - h)}H${n(x(scale, scale.from))}Z`;
}

function readout(lane: Lane, unit: string): string {
  const last = lane.points.at(-1)?.[1] ?? 0;
  if (lane.short || unit === 'replicas') return `${last}/${lane.max}`;
  return `max ${lane.max >= 10 ? Math.round(lane.max) : Number(lane.max.toPrecision(2))} ${unit}`;
}

/** Lanes above each other on one axis of time. Below 500 pixels a label stands over its lane. */
export function lanesSvg(chart: LanesChart, width: number, id: string): string {
  const narrow = width < 500;
  const left = narrow ? 8 : 196;
  const scale: Scale = { from: chart.from, to: chart.to, left, right: width - (narrow ? 8 : 58) };
  const top = markRoom(chart.marks, scale) + 6;
  const pitch = narrow ? 46 : 34;
  const height = narrow ? 22 : 22;
  const bottom = top + chart.lanes.length * pitch + 4;
  const lanes = chart.lanes.map((lane, i) => {
    const foot = top + i * pitch + pitch - 4;
    const name = narrow
      ? `<text class="lane" x="${left}" y="${n(foot - height - 6)}">${label(lane.label, 34)}</text><text class="tick" x="${n(scale.right)}" y="${n(foot - height - 6)}" text-anchor="end">${xml(readout(lane, chart.unit))}</text>`
      : `<text class="lane" x="${left - 12}" y="${n(foot - 7)}" text-anchor="end">${label(lane.label, 29)}</text><text class="tick" x="${n(scale.right + 8)}" y="${n(foot - 7)}">${xml(readout(lane, chart.unit))}</text>`;
    const line = path(lane, scale, foot, height);
    const area = `${line}V${n(foot)}H${n(scale.left)}Z`;
    const gone = lane.short ? `<path class="gone" d="${missing(lane, scale, foot, height)}" fill="url(#${id}-hatch)"/>` : '';
    return `<g class="t-${lane.tone}">${name}${gone}<path class="area" d="${area}"/><path class="line" d="${line}"/><line class="foot" x1="${n(scale.left)}" x2="${n(scale.right)}" y1="${n(foot)}" y2="${n(foot)}"/></g>`;
  });
  const hatch = `<defs><pattern id="${id}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-ground" width="6" height="6"/><line class="hatch" x1="0" x2="0" y1="0" y2="6"/></pattern></defs>`;
  const total = bottom + 24;
  return (
    `<svg class="chart" viewBox="0 0 ${width} ${n(total)}" role="img" aria-label="${label(`${chart.title}. ${chart.alt}`, 400)}">${hatch}` +
    `${timeAxis(scale, top, bottom)}${lanes.join('')}${markLines(chart.marks, scale, top, bottom)}</svg>`
  );
} // prettier-ignore
