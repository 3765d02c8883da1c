import { MINUTE, SECOND, utc, type Stamp } from '../../../base/index.js';
import { monthOf } from '../kubectl/clock.js';

const CLF = /^(\d\d)\/(\w{3})\/(\d{4}):(\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?(?: ([+-])(\d\d)(\d\d))?$/;

/**
 * The time of the Common Log Format, "01/Jul/2026:19:22:41 +0000". haproxy prints milliseconds and no
 * offset: the stamp is then the reading of the host's clock.
 */
export function clfTime(text: string): Stamp | undefined {
  const m = CLF.exec(text);
  if (!m) return undefined;
  const [, day, month = '', year, h, min, s, decimals, sign, oh, om] = m;
  const mo = monthOf(month);
  if (mo === 0) return undefined;
  const micros = decimals === undefined ? 0 : Number(decimals.padEnd(6, '0'));
  const local = utc(Number(year), mo, Number(day), Number(h), Number(min), Number(s), micros);
  const width = decimals === undefined ? SECOND : 10 ** (6 - decimals.length);
  const at =
    sign === undefined ? local : local - (Number(oh) * 60 + Number(om)) * MINUTE * (sign === '-' ? -1 : 1);
  return { lo: at, hi: at + width, grade: 'A' };
}

/** Zone offsets of the world are whole quarters of an hour. */
const QUARTER = 15 * MINUTE;

/** The offset that brings a zoneless stamp nearest to another of the same moment. */
export function offsetBetween(local: number, known: number): number {
  return Math.round((local - known) / QUARTER) * QUARTER;
}
