import { iso, type Instant } from '../../base/index.js';

/** How times are told: UTC, as the source wrote them, from T0, or from the row above. */
export type ClockMode = 'utc' | 'source' | 'relative' | 'delta';

export const CLOCK_MODES: readonly ClockMode[] = ['utc', 'source', 'relative', 'delta'];

export interface ClockFrame {
  readonly mode: ClockMode;
  readonly t0: Instant | undefined;
  /** Offset of the source's own zone, microseconds. */
  readonly zone?: number | undefined;
  /** Time of the row above. */
  readonly before?: Instant | undefined;
}

/** A row's time in at most `width` cells: 8 tell seconds, 12 milliseconds where they are known. */
export function timeCell(lo: Instant, hi: Instant, frame: ClockFrame, width: number): string {
  if (frame.mode === 'relative' && frame.t0 !== undefined) return signed(lo - frame.t0, width);
  if (frame.mode === 'delta') return frame.before === undefined ? '' : signed(lo - frame.before, width);
  const shown = frame.mode === 'source' ? lo + (frame.zone ?? 0) : lo;
  return timeOfDay(shown, width >= 12 && hi - lo < 1_000_000);
}

/** "22:57:40" or "22:57:40.123". */
export function timeOfDay(at: Instant, millis = false): string {
  const text = iso(at).slice(11, -1);
  return millis ? (text.includes('.') ? text.slice(0, 12) : `${text}.000`) : text.slice(0, 8);
}

/** "2026-11-20". */
export function dayOf(at: Instant): string {
  return iso(at).slice(0, 10);
}

/** "+3:05", "-0:12.4", "+2h05m", "+3d04h": distance from a point, never wider than asked. */
export function signed(micros: number, width = 12): string {
  const sign = micros < 0 ? '-' : '+';
  const abs = Math.abs(micros);
  const s = Math.floor(abs / 1_000_000);
  if (s >= 86_400) return `${sign}${String(Math.floor(s / 86_400))}d${two(Math.floor(s / 3600) % 24)}h`;
  if (s >= 3600) return `${sign}${String(Math.floor(s / 3600))}h${two(Math.floor(s / 60) % 60)}m`;
  const text = `${sign}${String(Math.floor(s / 60))}:${two(s % 60)}`;
  const millis = Math.floor(abs / 1000) % 1000;
  return width >= 12 && millis !== 0 ? `${text}.${String(millis).padStart(3, '0')}` : text;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
