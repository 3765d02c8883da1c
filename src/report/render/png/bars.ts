import type { ChartConfiguration } from 'chart.js';
import type { BarsChart } from '../../charts/chart.js';
import { INK } from '../../charts/palette.js';
import { roundUp, tallest } from '../svg/bars.js';
import { marksPlugin } from './marks.js';
import { colour, common, plain, short, timeScale, type Axis } from './shared.js';

/** Every bucket of the window, empty ones as 0, so that all bars are equally wide. */
function filled(chart: BarsChart, points: BarsChart['stacks'][number]['points']): BarsChart['stacks'][number]['points'] {
  const known = new Map(points);
  const first = Math.floor(chart.from / chart.width) * chart.width;
  const buckets = Math.min(4000, Math.ceil((chart.to - first) / chart.width));
  return Array.from({ length: buckets }, (_, i) => [first + i * chart.width, known.get(first + i * chart.width) ?? 0] as const);
} // prettier-ignore

/** Stacked bars per bucket. */
export function bars(chart: BarsChart, scale: number): ChartConfiguration {
  const datasets = chart.stacks.map((s) => ({
    label: short(s.label, 50),
    data: filled(chart, s.points).map(([t, v]) => ({ x: t + chart.width / 2, y: chart.percent ? v * 100 : v })),
    backgroundColor: colour(s.tone),
    barThickness: 'flex' as const,
    categoryPercentage: 1,
    barPercentage: 0.94,
  }));
  const options = common(chart, scale);
  const legend = { display: chart.stacks.length > 1, position: 'bottom', align: 'start', labels: { color: INK.muted.light, font: plain, boxWidth: 10, boxHeight: 10 } };
  const max = chart.percent ? 100 : roundUp(tallest(chart));
  const y = {
    stacked: true,
    beginAtZero: true,
    max,
    afterBuildTicks: (axis: Axis) => {
      axis.ticks = (max % 2 === 0 ? [0, max / 2, max] : [0, max]).map((value) => ({ value }));
    },
    grid: { color: INK.line.light },
    border: { display: false },
    ticks: { color: INK.muted.light, font: plain, callback: (v: string | number) => (chart.percent ? `${v} %` : String(v)) },
  };
  return {
    type: 'bar',
    data: { datasets },
    options: { ...options, plugins: { ...options.plugins, legend }, scales: { x: { ...timeScale(chart.from, chart.to), stacked: true, offset: false }, y } },
    plugins: [marksPlugin(chart.marks, chart.from, chart.to)],
  } as unknown as ChartConfiguration;
} // prettier-ignore
