import type { Stamp } from '../../../base/index.js';
import { continues, crashes, headed, isHeaded, parsePayload, stampsEachLine } from './parse.js';
import type { Wrapped } from './wrappers.js';

/** A physical line on its way through the reader. */
export interface RawLine {
  readonly wrapped: Wrapped;
  readonly offset: number;
  readonly length: number;
  readonly line: number;
  /** True when its bytes hold an anchor or a level word. */
  readonly interesting: boolean;
  /** What the scanner met in it, by number. */
  readonly hits: readonly number[];
}

/** One logical line in the making: its first physical line and what follows and belongs to it. */
export interface Entry {
  readonly wrapped: Wrapped;
  readonly offset: number;
  readonly line: number;
  /** The time of the line before, for lines that have none: a rule's time, as nothing says how long ago that was. */
  readonly near: Stamp | undefined;
  readonly hits: number[];
  text: string;
  end: number;
  lines: number;
  /** Stack frames one after the other up to here. */
  frames: number;
  /** True while the physical line said that it goes on (CRI "P", docker without newline). */
  open: boolean;
  /** True when physical lines were joined without a line end: anchors may lie across the joint. */
  cut: boolean;
}

const MAX_LINES = 400;
const MAX_TEXT = 16_000;
const FRAME = /^\s*(?:at [\w.$<]|\.{3} \d+ (?:more|common)|File "|goroutine \d+ \[)/;
/** The innermost frames say where; the causes further down matter more than the frames between. */
const KEPT_FRAMES = 3;

export function entryOf(raw: RawLine, near: Stamp | undefined): Entry {
  return {
    wrapped: raw.wrapped,
    offset: raw.offset,
    line: raw.line,
    near,
    hits: [...raw.hits],
    text: raw.wrapped.text,
    end: raw.offset + raw.length,
    lines: 1,
    frames: 0,
    open: raw.wrapped.partial === true,
    cut: false,
  };
}

/** Adds what was met in a further part of it. */
export function addHits({ hits }: Entry, more: readonly number[]): void {
  for (const hit of more) if (!hits.includes(hit)) hits.push(hit);
}

/** Adds a physical line; what is beyond the limits is swallowed. */
export function append(entry: Entry, raw: RawLine): void {
  const joined = entry.open ? '' : '\n';
  entry.cut ||= entry.open;
  entry.open = raw.wrapped.partial === true;
  if (raw.wrapped.text === '' && joined !== '') return;
  entry.end = raw.offset + raw.length;
  entry.lines += 1;
  entry.frames = joined !== '' && FRAME.test(raw.wrapped.text) ? entry.frames + 1 : 0;
  const kept = entry.frames <= KEPT_FRAMES && entry.lines <= MAX_LINES && entry.text.length < MAX_TEXT;
  if (kept) entry.text += joined + raw.wrapped.text;
  addHits(entry, raw.hits);
}

/**
 * Whether a line goes on with the entry before it. `headers`: the source's lines have headers of their
 * own, so that a line without one is a part of the error above it (an exception's text, a query).
 */
export function belongs(entry: Entry, raw: RawLine, headers: boolean): boolean {
  const { wrapped } = raw;
  if (!isOfSame(entry, raw)) return false;
  if (entry.open) return true;
  if (entry.wrapped.wrapper !== wrapped.wrapper) {
    if (wrapped.wrapper !== undefined) return false;
    return !crashes(wrapped.text) || tellsOfError(entry);
  }
  if (wrapped.wrapper === 'journal') return false;
  const { text } = wrapped;
  if (/Traceback \(most recent call last\)/.test(entry.text))
    return !/\n\S[^\n]*$/.test(entry.text) && text !== '';
  // A blank line says nothing; what comes after it decides.
  if (text === '') return headers || /\n|panic|goroutine/.test(entry.text);
  if (continues(text)) return true;
  if (raw.interesting && stampsEachLine(wrapped) && !headers) return false;
  if (!headers || isHeaded(text)) return false;
  const head = parsePayload(entry.text);
  if (!headed(head)) return false;
  return tellsOfError(entry) || (head.severity === 'warning' && !crashes(text));
}

/** Collectors put lines of several pods between each other. */
function isOfSame({ wrapped }: Entry, raw: RawLine): boolean {
  const { pod, container, wrapper } = raw.wrapped;
  if (wrapper === undefined || wrapped.wrapper === undefined) return true;
  return wrapped.pod?.name === pod?.name && wrapped.container === container;
}

function tellsOfError({ text }: Entry): boolean {
  const { severity } = parsePayload(text);
  return severity === 'error' || severity === 'fatal';
}
