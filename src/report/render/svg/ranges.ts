import { inWords, SECOND } from '../../../base/index.js';
import type { RangesChart } from '../../charts/chart.js';
import { label, n, xml } from './xml.js';

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 86_400];

/** Round spans of seconds for an axis from 0. */
export function secondTicks(max: number, most: number): readonly number[] {
  const step = STEPS.find((s) => max / s <= most) ?? max;
  return Array.from({ length: Math.floor(max / step) + 1 }, (_, i) => i * step);
}

/** Characters of a name that fit on a narrow line beside so many of smaller words. */
function room(width: number, words: number): number {
  return Math.min(26, Math.max(12, Math.floor((width - 12 - Math.min(words, 50) * 5.2) / 6.5)));
}

/** Ranges on an axis of seconds since impact; what never came is said in words. */
export function rangesSvg(chart: RangesChart, width: number): string {
  const narrow = width < 500;
  const left = narrow ? 8 : 250;
  const right = width - (narrow ? 14 : 230);
  const pitch = narrow ? 44 : 28;
  const top = 10;
  const bottom = top + chart.rows.length * pitch + 4;
  const max = chart.max * 1.04;
  const x = (s: number) => left + (s / max) * (right - left);
  const axis = secondTicks(max, narrow ? 3 : 5)
    .map((s) => {
      const px = n(x(s));
      return `<line class="grid" x1="${px}" x2="${px}" y1="${top}" y2="${n(bottom)}"/><text class="tick" x="${px}" y="${n(bottom + 16)}" text-anchor="${s === 0 ? 'start' : 'middle'}">${s === 0 ? 'impact' : xml(inWords(s * SECOND))}</text>`;
    })
    .join('');
  const rows = chart.rows
    .map((row, i) => {
      const y = top + i * pitch + (narrow ? 34 : pitch / 2);
      const group = narrow && row.group !== 'as it was' ? `${row.group.split(' ')[0] ?? ''}: ` : '';
      const words = row.range === undefined ? `<tspan class="never">${label(row.words, 40)}</tspan>` : label(row.words, 40);
      const text = narrow
        ? `<text class="lane" x="${left}" y="${n(y - 14)}">${label(row.label, room(right - left, group.length + row.words.length))}</text><text class="tick" x="${n(right)}" y="${n(y - 14)}" text-anchor="end">${xml(group)}${words}</text>`
        : `<text class="lane" x="${left - 12}" y="${n(y + 4)}" text-anchor="end">${label(row.label, 34)}</text><text class="tick group" x="${n(width - 8)}" y="${n(y + 4)}" text-anchor="end">${label(row.group, 20)}</text>`;
      if (row.range === undefined) {
        const never = narrow ? '' : `<text class="tick" x="${left + 6}" y="${n(y + 4)}">${words}</text>`;
        return `<g class="t-${row.tone}">${text}${never}</g>`;
      }
      const from = x(row.range.lo);
      const to = Math.max(x(row.range.hi), from + 5);
      const said = narrow ? '' : `<text class="tick" x="${n(to + 8)}" y="${n(y + 4)}">${words}</text>`;
      return `<g class="t-${row.tone}">${text}<line class="wait" x1="${left}" x2="${n(from)}" y1="${n(y)}" y2="${n(y)}"/><rect class="bar" x="${n(from)}" y="${n(y - 6)}" width="${n(to - from)}" height="12" rx="3"/>${said}</g>`;
    })
    .join('');
  return `<svg class="chart" viewBox="0 0 ${width} ${n(bottom + 24)}" role="img" aria-label="${label(`${chart.title}. ${chart.alt}`, 600)}">${axis}${rows}</svg>`;
} // prettier-ignore
