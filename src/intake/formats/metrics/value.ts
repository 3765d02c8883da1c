/** Factors of the units that Grafana prints behind a value when it formats it; times become milliseconds. */
const UNITS: Readonly<Record<string, number>> = {
  '%': 1, B: 1, kB: 1e3, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12,
  KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40,
  ns: 1e-6, 'µs': 1e-3, us: 1e-3, ms: 1, s: 1e3, min: 60e3, mins: 60e3, hour: 3600e3, hours: 3600e3,
  K: 1e3, Mil: 1e6, Bil: 1e9, Tri: 1e12,
}; // prettier-ignore
const TIMES: ReadonlySet<string> = new Set(['ns', 'µs', 'us', 'ms', 's', 'min', 'mins', 'hour', 'hours']);
const VALUE = /^(?<number>[+-]?(?:\d+(?:[.,]\d+)?|\.\d+)(?:[eE][+-]?\d+)?)\s*(?<unit>[%a-zA-Zµ]*)(?:\/s)?$/;

/** What a spreadsheet or panel shows where nothing was measured. */
export const NO_VALUE = /^(?:|null|nan|n\/a|undefined|no data|-)$/i;

/**
 * The number in a cell. A comma is a decimal sign here: it was not the separator. A time is in milliseconds, in
 * seconds where the metric's name says so.
 */
export function cellValue(text: string, metric: string): number | undefined {
  if (NO_VALUE.test(text)) return undefined;
  const { number = '', unit = '' } = VALUE.exec(text)?.groups ?? {};
  const value = Number(number.replace(',', '.'));
  if (number === '' || !Number.isFinite(value)) return undefined;
  const isSeconds = TIMES.has(unit) && /seconds?/i.test(metric);
  return value * (UNITS[unit] ?? 1) * (isSeconds ? 1e-3 : 1);
}
