import type { ChartTone } from './chart.js';

/**
 * One palette for the page, the inline charts and the pictures. Every tone has a contrast of at least
 * 4.5 : 1 against its background (WCAG AA), so that it may be used for words as well as for marks; tones
 * never stand alone for a meaning, a shape or a word goes with them.
 */
export interface Tint {
  readonly light: string;
  readonly dark: string;
}

export const TONES: Readonly<Record<ChartTone, Tint>> = {
  fault: { light: '#b42318', dark: '#ff8f85' },
  symptom: { light: '#9a4f00', dark: '#f5b061' },
  change: { light: '#6941a5', dark: '#c7a8f5' },
  detection: { light: '#175cb0', dark: '#82bdff' },
  action: { light: '#0b6b70', dark: '#63d0ce' },
  recovery: { light: '#20703a', dark: '#76d592' },
  context: { light: '#566370', dark: '#a3aebb' },
  'series-1': { light: '#175cb0', dark: '#82bdff' },
  'series-2': { light: '#9a4f00', dark: '#f5b061' },
  'series-3': { light: '#6941a5', dark: '#c7a8f5' },
};

/** Surfaces, lines and words of the page. */
export const INK = {
  page: { light: '#f7f7f4', dark: '#0e1116' },
  surface: { light: '#ffffff', dark: '#161b22' },
  raised: { light: '#f1f2ee', dark: '#1e242d' },
  ink: { light: '#16191d', dark: '#e8ebef' },
  muted: { light: '#55606b', dark: '#a0abb8' },
  line: { light: '#dcded8', dark: '#2c343f' },
  strong: { light: '#b9bdb6', dark: '#465160' },
  accent: { light: '#2a47b0', dark: '#a6b8ff' },
  focus: { light: '#2a47b0', dark: '#ffd166' },
} as const satisfies Readonly<Record<string, Tint>>;
