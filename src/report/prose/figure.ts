import { inWords, SECOND } from '../../base/index.js';
import type { FigureJson } from '../../model/index.js';

/** Spans in words. A range is said as its middle with both ends, at a precision that the ends support. */

/** Ends are rounded outwards: a range is never said narrower than it is. */
function shortRange(lo: number, hi: number): { readonly value: string; readonly range: string } {
  // Of whole seconds: the same span measured in two ways is not to be told apart by fractions.
  const mid = (Math.round(lo) + Math.round(hi)) / 2;
  const whole = (unit: number) => `${Math.floor(lo / unit)}–${Math.ceil(hi / unit)}`;
  if (hi < 60) return { value: `${Math.round(mid)} s`, range: whole(1) };
  if (hi >= 2 * 3600 && hi - lo >= 1800) return { value: `${Math.round(mid / 3600)} h`, range: whole(3600) };
  if (hi >= 600 && hi - lo >= 60) return { value: `${Math.round(mid / 60)} min`, range: whole(60) };
  return {
    value: inWords(Math.round(mid) * SECOND),
    range: `${colons(Math.floor(lo))}–${colons(Math.ceil(hi))}`,
  };
}

/** 302 → "5:02" */
function colons(seconds: number): string {
  const s = Math.round(seconds);
  const two = (n: number) => String(n).padStart(2, '0');
  const head =
    s >= 3600 ? `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}` : String(Math.floor(s / 60));
  return `${head}:${two(s % 60)}`;
}

/** "22 min (21–23)", "3 min 5 s", "up to 40 s", "at least 9 min 48 s". Takes seconds. */
export function rangeWords(lo: number, hi: number, open = false): string {
  if (open && lo < 1) return 'not known, still open';
  if (open) return `at least ${inWords(Math.round(lo) * SECOND)}`;
  if (hi < 0.05) return 'under 1 s';
  if (hi - lo <= 1.5) return inWords(roundedMiddle(lo, hi) * SECOND);
  if (lo <= 0) return `up to ${inWords(Math.ceil(hi) * SECOND)}`;
  const { value, range } = shortRange(lo, hi);
  return `${value} (${range})`;
}

function roundedMiddle(lo: number, hi: number): number {
  const mid = (lo + hi) / 2;
  return mid < 10 ? Math.round(mid * 10) / 10 : Math.round(mid);
}

/** {@link rangeWords} of a figure of the analysis. */
export function figureWords(figure: FigureJson): string {
  return rangeWords(figure.lo, figure.hi, figure.open);
}

/** A lag between cause and effect: "at once", "after 2–3 s", "within 20 s", "kept it going". */
export function lagWords(lag: { readonly lo: number; readonly hi: number }, keeps = false): string {
  if (keeps) return 'kept it going';
  if (lag.hi <= 0.5) return 'at once';
  if (lag.lo <= 0) return `within ${inWords(Math.ceil(lag.hi) * SECOND)}`;
  const [lo, hi] = [Math.round(lag.lo), Math.round(lag.hi)];
  if (lo === hi) return `after ${inWords(lo * SECOND)}`;
  if (lag.hi < 60) return lo === 0 ? `within ${hi} s` : `after ${lo}–${hi} s`;
  return `after ${inWords(Math.round(lag.lo) * SECOND)} to ${inWords(Math.round(lag.hi) * SECOND)}`;
}
