import { INK, TONES } from '../../charts/palette.js';
import type { ChartSpec, ChartTone } from '../../charts/chart.js';
import { visibleLine } from '../../visible.js';
import { timeTicks } from '../svg/axis.js';

/** What the pictures share: font, colours of the light side, the axis of time. Chart.js draws on white. */
export const FAMILY = 'Inquest Sans';

export const BOLD = `${FAMILY} Bold`;

export const plain = { family: FAMILY, size: 11 };

/** Room above the plot for three rows of words of marks. */
const MARK_ROOM = 54;

/** Axes that a configuration may shape before they are drawn. */
export interface Axis {
  ticks: { value: number }[];
  width: number;
}

export function colour(tone: ChartTone, alpha = ''): string {
  return `${TONES[tone].light}${alpha}`;
}

export function short(text: string, most: number): string {
  return visibleLine(text, most + 1).length > most ? `${visibleLine(text, 200).slice(0, most - 1)}…` : visibleLine(text, most);
} // prettier-ignore

export function timeScale(from: number, to: number) {
  const ticks = timeTicks({ from, to, left: 0, right: 720 });
  const words = new Map(ticks.map((t) => [t.at, t.text] as const));
  return {
    type: 'linear' as const,
    min: from,
    max: to,
    grid: { color: INK.line.light, offset: false },
    border: { color: INK.strong.light },
    afterBuildTicks: (axis: Axis) => {
      axis.ticks = ticks.map((t) => ({ value: t.at }));
    },
    ticks: {
      color: INK.muted.light,
      maxRotation: 0,
      font: { family: FAMILY, size: 11 },
      callback: (value: string | number) => words.get(Number(value)) ?? '',
    },
  };
}

export function common(chart: ChartSpec, scale: number) {
  return {
    animation: false as const,
    responsive: false,
    devicePixelRatio: scale,
    events: [],
    layout: { padding: { left: 14, right: 20, top: 8, bottom: 10 } },
    font: { family: FAMILY },
    plugins: {
      title: {
        display: true,
        text: short(chart.title, 90),
        align: 'start' as const,
        color: INK.ink.light,
        font: { family: BOLD, size: 14, weight: 'normal' as const },
        padding: { top: 2, bottom: chart.kind === 'ranges' ? 14 : MARK_ROOM },
      },
      tooltip: { enabled: false },
    },
  };
}

/** What the plugins use of a canvas; the types of a browser are not ours to have. */
export interface Pen {
  font: string;
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  lineJoin: string;
  textAlign: string;
  textBaseline: string;
  save(): void;
  restore(): void;
  beginPath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  stroke(): void;
  setLineDash(pattern: readonly number[]): void;
  measureText(text: string): { readonly width: number };
  strokeText(text: string, x: number, y: number): void;
  fillText(text: string, x: number, y: number): void;
}

/** The canvas of a chart as a pen. */
export function penOf(chart: { readonly ctx: unknown }): Pen {
  return chart.ctx as Pen;
}
