import { DAY, HOUR, MINUTE, SECOND } from './time.js';

const GO_UNIT: Readonly<Record<string, number>> = {
  ns: 0.001,
  us: 1,
  µs: 1,
  μs: 1,
  ms: 1_000,
  s: SECOND,
  m: MINUTE,
  h: HOUR,
  d: DAY,
  y: 365 * DAY,
};

/** Go and kubectl durations ("1m30s", "2.6s", "150ms", "4d3h", "2y10d") in microseconds. */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim();
  if (!/^(?:\d+(?:\.\d+)?(?:ns|us|µs|μs|ms|s|m|h|d|y))+$/.test(trimmed)) return undefined;
  let total = 0;
  for (const [, amount, unit] of trimmed.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|μs|ms|s|m|h|d|y)/g)) {
    total += Number(amount) * (GO_UNIT[unit ?? ''] ?? 0);
  }
  return Math.round(total);
}

/** A span in words a reader says: "42 s", "5 min 2 s", "3 h 10 min", "2 d 4 h". Takes microseconds. */
export function inWords(micros: number): string {
  const s = Math.round(micros / SECOND);
  if (micros > 0 && micros < 10 * SECOND && micros % SECOND !== 0) {
    return `${(micros / SECOND).toFixed(1).replace(/\.0$/, '')} s`;
  }
  if (s < 60) return `${s} s`;
  const parts: [number, string][] =
    s < 3600
      ? [
          [Math.floor(s / 60), 'min'],
          [s % 60, 's'],
        ]
      : s < 86_400
        ? [
            [Math.floor(s / 3600), 'h'],
            [Math.floor((s % 3600) / 60), 'min'],
          ]
        : [
            [Math.floor(s / 86_400), 'd'],
            [Math.floor((s % 86_400) / 3600), 'h'],
          ];
  return parts
    .filter(([n]) => n > 0)
    .map(([n, unit]) => `${n} ${unit}`)
    .join(' ');
}

/** A range of spans: "22 min", or "21 min to 23 min" when its ends read differently. */
export function rangeInWords(lo: number, hi: number): string {
  const a = inWords(lo);
  const b = inWords(hi);
  return a === b ? a : `${a} to ${b}`;
}
