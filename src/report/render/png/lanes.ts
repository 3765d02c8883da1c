import type { ChartConfiguration, ChartDataset } from 'chart.js';
import type { LanesChart } from '../../charts/chart.js';
import { INK } from '../../charts/palette.js';
import { marksPlugin } from './marks.js';
import { colour, common, plain, short, timeScale, type Axis } from './shared.js';

/** Room for the names of lanes. */
const LABELS = 190;

/** One lane per workload: an axis each, stacked above one another. */
export function lanes(chart: LanesChart, scale: number): ChartConfiguration {
  const datasets = chart.lanes.flatMap((lane, i): ChartDataset<'line'>[] => {
    const base = { yAxisID: `y${i}`, pointRadius: 0, stepped: lane.shape === 'step' ? ('before' as const) : false };
    const points = lane.points.map(([x, y]) => ({ x, y }));
    const line = { ...base, data: points, borderColor: colour(lane.tone), borderWidth: 1.8, fill: 'origin' as const, backgroundColor: colour(lane.tone, '38') };
    const full = [{ x: chart.from, y: lane.max }, { x: chart.to, y: lane.max }];
    // The missing part: from the line up to the full number.
    const gone = { ...base, data: full, borderWidth: 0, fill: { target: '-1', above: 'rgba(0,0,0,0)', below: colour('fault', '2e') }, backgroundColor: colour('fault', '2e') };
    return lane.short ? [line, { ...gone, fill: '-1' }] : [line];
  });
  const axes = Object.fromEntries(
    chart.lanes.map((lane, i) => [
      `y${i}`,
      {
        type: 'linear',
        position: 'left',
        stack: 'lanes',
        stackWeight: 1,
        reverse: false,
        weight: chart.lanes.length - i,
        min: 0,
        max: lane.max * 1.35,
        grid: { display: false },
        border: { color: INK.strong.light },
        ticks: {
          color: INK.ink.light,
          font: plain,
          crossAlign: 'far',
          callback: (value: string | number) => (Number(value) === lane.max / 2 ? short(lane.label, 34) : ''),
        },
        afterBuildTicks: (axis: Axis) => {
          axis.ticks = [{ value: 0 }, { value: lane.max / 2 }];
        },
        afterFit: (axis: Axis) => {
          axis.width = LABELS;
        },
      },
    ]),
  );
  const options = common(chart, scale);
  const plugins = { ...options.plugins, legend: { display: false } };
  return {
    type: 'line',
    data: { datasets },
    options: { ...options, plugins, scales: { x: timeScale(chart.from, chart.to), ...axes } },
    plugins: [marksPlugin(chart.marks, chart.from, chart.to)],
  } as unknown as ChartConfiguration;
} // prettier-ignore
