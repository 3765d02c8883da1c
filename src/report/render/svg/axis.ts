import { iso } from '../../../base/index.js';
import type { ChartMark } from '../../charts/chart.js';
import { label, n, xml } from './xml.js';

/** A horizontal axis of time and the vertical marks across a chart. Times are milliseconds. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly right: number;
}

export function x(scale: Scale, at: number): number {
  const share = scale.to === scale.from ? 0 : (at - scale.from) / (scale.to - scale.from);
  return scale.left + share * (scale.right - scale.left);
}

const S = 1000;
const M = 60 * S;
const H = 60 * M;
const STEPS = [S, 2 * S, 5 * S, 10 * S, 15 * S, 30 * S, M, 2 * M, 5 * M, 10 * M, 15 * M, 30 * M, H, 2 * H, 3 * H, 6 * H, 12 * H, 24 * H, 48 * H, 168 * H]; // prettier-ignore

export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** Round times, at least `room` pixels apart. */
export function timeTicks(scale: Scale, room = 84): readonly Tick[] {
  const most = Math.max(2, Math.floor((scale.right - scale.left) / room));
  const step = STEPS.find((s) => (scale.to - scale.from) / s <= most) ?? Math.ceil((scale.to - scale.from) / most / (24 * H)) * 24 * H;
  const ticks: Tick[] = [];
  for (let at = Math.ceil(scale.from / step) * step; at <= scale.to; at += step) {
    const text = iso(at * 1000);
    ticks.push({ at, text: step >= 24 * H ? text.slice(5, 10) : step >= M ? text.slice(11, 16) : text.slice(11, 19) });
  }
  return ticks;
} // prettier-ignore

/** Ticks with their lines, from `top` down to `bottom`. */
export function timeAxis(scale: Scale, top: number, bottom: number): string {
  return timeTicks(scale)
    .map(({ at, text }) => {
      const px = n(x(scale, at));
      return `<line class="grid" x1="${px}" x2="${px}" y1="${n(top)}" y2="${n(bottom)}"/><text class="tick" x="${px}" y="${n(bottom + 16)}" text-anchor="middle">${xml(text)}</text>`;
    })
    .join('');
}

const CHAR = 6.3;
const ROW = 15;

interface Placed {
  readonly mark: ChartMark;
  readonly px: number;
  readonly row: number;
  readonly end: boolean;
}

/** Labels of the marks in as few rows as they need without touching; a label at the right edge ends there. */
function place(marks: readonly ChartMark[], scale: Scale): readonly Placed[] {
  const ends: number[] = [];
  return marks
    .filter((m) => m.at >= scale.from && m.at <= scale.to)
    .map((mark) => {
      const px = x(scale, mark.at);
      const wide = mark.label.length * CHAR + 10;
      const end = px + wide > scale.right + 14;
      const start = end ? px - wide : px;
      let row = ends.findIndex((e) => e <= start);
      if (row === -1) row = ends.length;
      ends[row] = end ? px + 6 : px + wide;
      return { mark, px, row, end };
    });
}

/** Height that the labels of the marks need above the plot. */
export function markRoom(marks: readonly ChartMark[], scale: Scale): number {
  const rows = Math.max(0, ...place(marks, scale).map((p) => p.row + 1));
  return rows * ROW;
}

/** The marks: a dashed line each, its word above the plot. */
export function markLines(marks: readonly ChartMark[], scale: Scale, top: number, bottom: number): string {
  const placed = place(marks, scale);
  const rows = Math.max(0, ...placed.map((p) => p.row + 1));
  const y = (row: number) => top - (rows - row) * ROW + 9;
  const lines = placed.map(({ mark, px, row }) => {
    const ends = `x1="${n(px)}" x2="${n(px)}" y1="${n(y(row) - 8)}" y2="${n(bottom)}"`;
    return `<g class="mark t-${mark.tone}"><line class="halo" ${ends}/><line ${ends}/></g>`;
  });
  const words = placed.map(({ mark, px, row, end }) => {
    const side = end ? `x="${n(px - 5)}" text-anchor="end"` : `x="${n(px + 5)}"`;
    return `<g class="mark t-${mark.tone}"><text ${side} y="${n(y(row))}">${label(mark.label, 40)}</text></g>`;
  });
  return [...lines, ...words].join('');
}
