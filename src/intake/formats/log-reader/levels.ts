import type { LogLine } from '../../log-line.js';

export type Level = LogLine['severity'];

const LEVELS: Readonly<Record<string, Level>> = {
  fatal: 'fatal', panic: 'fatal', dpanic: 'fatal', critical: 'fatal', crit: 'fatal', emerg: 'fatal', alert: 'fatal',
  emergency: 'fatal', severe: 'error', error: 'error', err: 'error', eror: 'error', erro: 'error', fail: 'error',
  failure: 'error', warning: 'warning', warn: 'warning', wrn: 'warning', ftl: 'fatal',
  info: 'info', information: 'info', inf: 'info', notice: 'info', note: 'info', debug: 'info', dbg: 'info', trace: 'info',
  trc: 'info', verbose: 'info', log: 'info', hint: 'info', detail: 'info', statement: 'info', system: 'info', config: 'info',
  fine: 'info', e: 'error', w: 'warning', i: 'info', f: 'fatal', c: 'fatal', d: 'info', n: 'info',
}; // prettier-ignore

/** Severity of a level word in any spelling: "WARN", "warning", "eror", "E". */
export function levelOf(word: string): Level {
  return LEVELS[word.toLowerCase()] ?? 'unknown';
}

/** Severity of a numeric level: syslog and journald 0..7, pino and bunyan 10..60. */
export function levelOfNumber(value: number): Level {
  if (value >= 10) return value >= 60 ? 'fatal' : value >= 50 ? 'error' : value >= 40 ? 'warning' : 'info';
  return value <= 2 ? 'fatal' : value === 3 ? 'error' : value === 4 ? 'warning' : 'info';
}
