import type { Interval } from '../../../base/index.js';
import { MINUTE, SECOND } from '../../../base/index.js';
import type { Parsed } from './grammar.js';
import { jsonLine } from './json-line.js';
import { klog, startsAsKlog } from './klog.js';
import { logfmt } from './logfmt.js';
import { textLine } from './text-line.js';
import type { Wrapped } from './wrappers.js';

type Time = Interval & { readonly zoned: boolean; readonly yearless?: boolean };

/** Colours of terminals, which no grammar contains. */
const ANSI = /\u001b\[[0-9;]*[A-Za-z]/g;

/** Zones lie whole quarters of an hour apart, so a stamp of unknown zone still tells minutes and seconds. */
const QUARTER = 15 * MINUTE;

/** Reads the program's own line in whatever grammar it is written. */
export function parsePayload(text: string): Parsed {
  const plain = text.includes('\u001b') ? text.replace(ANSI, '') : text;
  if (plain.startsWith('{') && plain.includes('\n')) return withRest(plain);
  return klog(plain) ?? jsonLine(plain) ?? logfmt(plain) ?? textLine(plain);
}

/** A JSON line ends where the line ends; what was joined to it is said after it. */
function withRest(text: string): Parsed {
  const end = text.indexOf('\n');
  const first = jsonLine(text.slice(0, end));
  return first === undefined ? textLine(text) : { ...first, text: first.text + text.slice(end) };
}

/**
 * The time of a line from its wrapper's stamp and its own. A wrapper's full stamp goes first; one that
 * is coarse (journald's seconds) is refined by the line's own, whatever zone that is written in.
 */
export function timeOf(outer: Time | undefined, own: Time | undefined): Time | undefined {
  if (outer === undefined) return own;
  if (own === undefined || outer.hi - outer.lo < SECOND) return outer;
  if (own.zoned && own.yearless !== true && outer.yearless !== true) return own;
  const apart = own.lo - outer.lo;
  const delta = apart - Math.round(apart / QUARTER) * QUARTER;
  if (Math.abs(delta) > 3 * SECOND) return outer;
  const lo = outer.lo + delta;
  return { ...outer, lo, hi: lo + (own.hi - own.lo) };
}

/** A line that only goes on with the one before: stack frames, wrapped text, ends of dumps. */
const CONTINUES =
  /^(?:[ \t]|Caused by: |Suppressed: |\.{3} \d+ (?:more|common)|goroutine \d+ \[|at [\w$<>]+[.(]\S|File "|During handling of|The above exception|\}|\)|\]|--- End of|created by |exit status \d|stack trace:|main\.|runtime\.)/;

/** The beginning of a crash: it belongs to the line before only when that speaks of an error. */
const CRASH =
  /^(?:Traceback \(most recent|panic: |fatal error: |Exception in thread|Unhandled |Uncaught |thread '|[\w.$]+(?:Exception|Error)\b)/;

export function crashes(text: string): boolean {
  return CRASH.test(text);
}

/** True when the text cannot stand alone as a log line. */
export function continues(text: string): boolean {
  return text === '' || CONTINUES.test(text);
}

/** True when the line carries a header of its own: a time or a stated level. */
export function headed(parsed: Parsed): boolean {
  return parsed.at !== undefined || parsed.grammar !== 'text';
}

/** {@link headed} of a text that is not parsed yet. */
export function isHeaded(text: string): boolean {
  return startsAsKlog(text) || headed(parsePayload(text));
}

/** Whether a wrapper alone tells lines apart (CRI and docker stamp every physical line, journald entries). */
export function stampsEachLine(wrapped: Wrapped): boolean {
  const { wrapper } = wrapped;
  return wrapper === 'cri' || wrapper === 'docker' || wrapper === 'timestamps' || wrapper === 'shipped';
}
