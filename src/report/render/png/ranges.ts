import type { ChartConfiguration, Plugin } from 'chart.js';
import { inWords, SECOND } from '../../../base/index.js';
import type { RangesChart } from '../../charts/chart.js';
import { INK } from '../../charts/palette.js';
import { secondTicks } from '../svg/ranges.js';
import { colour, common, FAMILY, penOf, plain, short, type Axis } from './shared.js';

/** Horizontal ranges in seconds, with the words beside each. */
export function ranges(chart: RangesChart, scale: number): ChartConfiguration {
  const least = chart.max / 160;
  const data = chart.rows.map((r) => (r.range === undefined ? null : [r.range.lo, Math.max(r.range.hi, r.range.lo + least)]));
  const words: Plugin = {
    id: 'words',
    afterDatasetsDraw(drawn) {
      const { chartArea: area, scales } = drawn;
      const ctx = penOf(drawn);
      const [x, y] = [scales['x'], scales['y']];
      if (x === undefined || y === undefined) return;
      ctx.save();
      ctx.font = `11px "${FAMILY}"`;
      ctx.fillStyle = INK.muted.light;
      ctx.textBaseline = 'middle';
      chart.rows.forEach((row, i) => {
        const at = row.range === undefined ? area.left + 6 : x.getPixelForValue(Math.max(row.range.hi, row.range.lo + least)) + 8;
        ctx.fillText(short(row.words, 40), at, y.getPixelForValue(i));
      });
      ctx.restore();
    },
  };
  const options = common(chart, scale);
  return {
    type: 'bar',
    data: {
      labels: chart.rows.map((r) => `${short(r.label, 34)} (${short(r.group, 16)})`),
      datasets: [{ data, backgroundColor: chart.rows.map((r) => colour(r.tone)), barThickness: 12, borderRadius: 3, borderSkipped: false }],
    },
    options: {
      ...options,
      indexAxis: 'y',
      plugins: { ...options.plugins, legend: { display: false } },
      scales: {
        x: {
          min: 0,
          max: chart.max * 1.3,
          afterBuildTicks: (axis: Axis) => {
            axis.ticks = secondTicks(chart.max * 1.3, 6).map((value) => ({ value }));
          },
          grid: { color: INK.line.light },
          border: { display: false },
          ticks: { color: INK.muted.light, font: plain, callback: (v: string | number) => (Number(v) === 0 ? 'impact' : inWords(Math.round(Number(v)) * SECOND)) },
        },
        y: { grid: { display: false }, border: { color: INK.strong.light }, ticks: { color: INK.ink.light, font: plain } },
      },
    },
    plugins: [words],
  } as unknown as ChartConfiguration;
} // prettier-ignore
