import type { BarsChart } from '../../charts/chart.js';
import { markLines, markRoom, timeAxis, x, type Scale } from './axis.js';
import { label, n, xml } from './xml.js';

/** A round number not below the value: 1, 2, 4, 6, 8, 10, 12, 16, 20, 40 ... */
export function roundUp(value: number): number {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const rounds = power >= 10 ? [1, 1.2, 1.6, 2, 4, 6, 8, 10] : [1, 2, 4, 6, 8, 10];
  return Math.round((rounds.find((m) => m * power >= value) ?? 10) * power);
}

/** Totals per bucket, for the height of the axis. */
export function tallest(chart: BarsChart): number {
  const totals = new Map<number, number>();
  for (const s of chart.stacks) for (const [t, v] of s.points) totals.set(t, (totals.get(t) ?? 0) + v);
  return Math.max(0, ...totals.values());
}

function legend(chart: BarsChart, left: number, y: number): string {
  if (chart.stacks.length < 2) return '';
  let px = left;
  return chart.stacks
    .map((s) => {
      const at = px;
      px += s.label.length * 6.4 + 30;
      return `<g class="t-${s.tone}"><rect class="bar" x="${n(at)}" y="${n(y - 9)}" width="10" height="10" rx="2"/><text class="tick" x="${n(at + 15)}" y="${n(y)}">${label(s.label, 40)}</text></g>`;
    })
    .join('');
}

/** Stacked bars per minute, with the marks of the incident across. */
export function barsSvg(chart: BarsChart, width: number): string {
  const scale: Scale = { from: chart.from, to: chart.to, left: 46, right: width - 10 };
  const top = markRoom(chart.marks, scale) + 8;
  const bottom = top + 130;
  const max = chart.percent ? 1 : roundUp(tallest(chart));
  const y = (v: number) => bottom - (Math.min(v, max) / max) * 130;
  const steps = max === 1 && !chart.percent ? [0, 1] : [0, 0.5, 1].map((s) => s * max);
  const grid = steps
    .map((v) => {
      const text = chart.percent ? `${v * 100} %` : String(v);
      return `<line class="grid" x1="${scale.left}" x2="${n(scale.right)}" y1="${n(y(v))}" y2="${n(y(v))}"/><text class="tick" x="${scale.left - 8}" y="${n(y(v) + 4)}" text-anchor="end">${xml(text)}</text>`;
    })
    .join('');
  const below = new Map<number, number>();
  const bars = chart.stacks
    .map((s) => {
      const rects = s.points.map(([t, v]) => {
        const base = below.get(t) ?? 0;
        below.set(t, base + v);
        const from = x(scale, Math.max(t, scale.from));
        const to = x(scale, Math.min(t + chart.width, scale.to));
        const gap = Math.min(2, (to - from) / 5);
        return `<rect class="bar" x="${n(from + gap / 2)}" y="${n(y(base + v))}" width="${n(Math.max(0.5, to - from - gap))}" height="${n(Math.max(0.5, y(base) - y(base + v)))}"/>`;
      });
      return `<g class="t-${s.tone}">${rects.join('')}</g>`;
    })
    .join('');
  const rows = chart.stacks.length < 2 ? 0 : 20;
  return (
    `<svg class="chart" viewBox="0 0 ${width} ${n(bottom + 24 + rows)}" role="img" aria-label="${label(`${chart.title}. ${chart.alt}`, 400)}">` +
    `${grid}${timeAxis(scale, bottom, bottom)}${bars}${markLines(chart.marks, scale, top, bottom)}${legend(chart, scale.left, bottom + 38)}</svg>`
  );
}
