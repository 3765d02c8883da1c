import { byNumber } from '../../../base/index.js';
import { UNTIMED } from '../../hints.js';
import type { ReadContext, Reader } from '../../format.js';
import { ByteLineSplitter, decode } from '../../lines.js';
import type { LogLine } from '../../log-line.js';
import { Scanner, meaningsOf } from '../../messages/index.js';
import { Clock } from './clock.js';
import { Folder } from './fold.js';
import { Origins } from './origin.js';
import { continues, headed, parsePayload, stampsEachLine, timeOf } from './parse.js';
import { klogLevel } from './prefilter.js';
import type { Wrapped } from './wrappers.js';
import { unwrap } from './wrappers.js';

/** One logical line in the making: its first physical line and what follows and belongs to it. */
interface Entry {
  readonly wrapped: Wrapped;
  readonly offset: number;
  readonly line: number;
  text: string;
  end: number;
  lines: number;
  /** True while the physical line said that it goes on (CRI "P", docker without newline). */
  open: boolean;
}

/** A stack trace of more lines than this says nothing new. */
const MAX_LINES = 120;
const MAX_TEXT = 24_000;
const REMEMBERED = 2048;
const SPACE = 32;
const TAB = 9;

/** One scanner serves all readers: it is only used between two lines of one of them. */
let shared: Scanner | undefined;

/**
 * Reads any log. Every line's bytes go once through the scanner; only lines that hold an anchor of the
 * catalogue or a level word are taken apart, the others cost nothing more.
 */
export class LogReader implements Reader {
  private readonly context: ReadContext;
  private readonly splitter: ByteLineSplitter;
  private readonly scanner: Scanner;
  private readonly folder: Folder;
  private readonly origins: Origins;
  private readonly clock = new Clock();
  private entry: Entry | undefined;
  private entryHits: number[] = [];
  /** The line before, in case the next one belongs to it. */
  private readonly before = Buffer.alloc(REMEMBERED);
  private beforeLength = 0;
  private beforeOffset = 0;
  private beforeLine = 0;
  private seen = 0;
  /** True once lines of this source were seen to have headers of their own. */
  private headers = false;

  constructor(context: ReadContext) {
    this.context = context;
    shared ??= new Scanner();
    this.scanner = shared;
    this.folder = new Folder((record) => context.emit(record));
    this.origins = new Origins(context.place, context.path);
    this.splitter = new ByteLineSplitter((bytes, offset, length, line) =>
      this.take(bytes, offset, length, line),
    );
  }

  chunk(bytes: Buffer): void {
    this.splitter.chunk(bytes);
  }

  /** One line whose bytes lie elsewhere in the source, for formats that make lines of their own. */
  line(bytes: Buffer, offset: number, length: number, line: number): void {
    this.take(bytes, offset, length, line);
  }

  end(): void {
    this.splitter.end();
    this.close();
    this.cover();
    this.folder.end();
    const origin = this.origins.single();
    if (origin !== undefined) this.context.describe({ origin });
    const { zone } = this.clock;
    if (zone !== undefined) this.context.describe({ zone });
    if (this.folder.dropped > 0) {
      const message = `${this.folder.dropped} error lines of further kinds were counted, not kept`;
      this.context.problem({ message });
    }
  }

  private take(bytes: Buffer, offset: number, length: number, line: number): void {
    this.scanner.clear();
    this.scanner.scan(bytes);
    const interesting = this.scanner.found || klogLevel(bytes);
    if (this.entry === undefined && !interesting && !isPartial(bytes)) {
      this.remember(bytes, offset, line);
      return;
    }
    const hits = interesting ? this.scanner.candidates() : [];
    this.consider(decode(bytes), offset, length, line, interesting, hits);
    this.remember(bytes, offset, line);
  }

  private consider(
    text: string,
    offset: number,
    length: number,
    line: number,
    interesting: boolean,
    hits: number[],
  ): void {
    const wrapped = unwrap(text);
    if (wrapped.marker !== undefined) {
      this.close();
      this.origins.mark(wrapped);
      return;
    }
    if (this.entry !== undefined && this.belongs(this.entry, wrapped, interesting)) {
      this.append(this.entry, wrapped, offset + length, hits);
      return;
    }
    this.close();
    if (!interesting && wrapped.partial !== true) return;
    if (this.headers && wrapped.wrapper === undefined && this.openBefore(wrapped)) {
      if (this.entry !== undefined) this.append(this.entry, wrapped, offset + length, hits);
      return;
    }
    this.open(wrapped, offset, length, line, hits);
  }

  private open(wrapped: Wrapped, offset: number, length: number, line: number, hits: number[]): void {
    this.entry = {
      wrapped,
      offset,
      line,
      text: wrapped.text,
      end: offset + length,
      lines: 1,
      open: wrapped.partial === true,
    };
    this.entryHits = hits;
  }

  /** Starts an entry with the line before when only this one was worth a look but belongs to that. */
  private openBefore(wrapped: Wrapped): boolean {
    if (this.beforeLength === 0 || !this.isRest(wrapped.text)) return false;
    const text = decode(this.before.subarray(0, this.beforeLength));
    const outer = unwrap(text);
    if (outer.marker !== undefined || !headed(parsePayload(outer.text))) return false;
    this.open(outer, this.beforeOffset, this.beforeLength, this.beforeLine, []);
    return true;
  }

  /** True for a text that has no header in a source whose lines have one. */
  private isRest(text: string): boolean {
    return continues(text) || (this.headers && !headed(parsePayload(text)));
  }

  private belongs(entry: Entry, wrapped: Wrapped, interesting: boolean): boolean {
    if (entry.open) return true;
    if (entry.wrapped.wrapper !== wrapped.wrapper && wrapped.wrapper !== undefined) return false;
    if (wrapped.wrapper === undefined && entry.wrapped.wrapper !== undefined) return true;
    if (wrapped.wrapper === 'journal') return false;
    const { text } = wrapped;
    if (continues(text)) return text !== '' || /\n|panic|Traceback|goroutine/.test(entry.text);
    if (/Traceback \(most recent call last\)/.test(entry.text)) return !/\n[^\s][^\n]*$/.test(entry.text);
    if (interesting && stampsEachLine(wrapped) && !this.headers) return false;
    return this.headers && headed(parsePayload(entry.text)) && !headed(parsePayload(text));
  }

  private append(entry: Entry, wrapped: Wrapped, end: number, hits: number[]): void {
    const joined = entry.open ? '' : '\n';
    entry.open = wrapped.partial === true;
    entry.end = end;
    entry.lines += 1;
    if (entry.lines <= MAX_LINES && entry.text.length < MAX_TEXT) entry.text += joined + wrapped.text;
    for (const hit of hits) if (!this.entryHits.includes(hit)) this.entryHits.push(hit);
  }

  private close(): void {
    const { entry } = this;
    if (entry === undefined) return;
    this.entry = undefined;
    const parsed = parsePayload(entry.text);
    this.headers ||=
      entry.wrapped.wrapper === undefined || stampsEachLine(entry.wrapped) ? headed(parsed) : false;
    const at = this.clock.read(timeOf(entry.wrapped.at, parsed.at));
    if (at !== UNTIMED) this.context.covers(at.lo);
    const { origin, key } = this.origins.of(entry.wrapped, parsed.program);
    const evidence = {
      source: this.context.source,
      offset: entry.offset,
      length: entry.end - entry.offset,
      line: entry.line,
    };
    const severity = parsed.severity === 'unknown' ? (entry.wrapped.severity ?? 'unknown') : parsed.severity;
    const line: LogLine = { at, severity, text: parsed.text, fields: parsed.fields, origin, evidence };
    const hits = this.entryHits.sort(byNumber);
    for (const meaning of meaningsOf(line, hits))
      this.folder.add(meaning, origin, key, at, parsed.text, evidence);
  }

  /** Keeps a copy of the line: its bytes are only lent. The first and last ones give the coverage. */
  private remember(bytes: Buffer, offset: number, line: number): void {
    const first = bytes[0];
    if (first === undefined || first === SPACE || first === TAB) return;
    this.beforeLength = bytes.copy(this.before, 0, 0, REMEMBERED);
    this.beforeOffset = offset;
    this.beforeLine = line;
    this.seen += 1;
    if (this.seen < 8) this.cover();
  }

  private cover(): void {
    if (this.beforeLength === 0 || this.entry !== undefined) return;
    const wrapped = unwrap(decode(this.before.subarray(0, this.beforeLength)));
    if (wrapped.marker !== undefined) return;
    const parsed = parsePayload(wrapped.text);
    if (wrapped.wrapper === undefined || stampsEachLine(wrapped)) this.headers ||= headed(parsed);
    const time = timeOf(wrapped.at, parsed.at);
    this.origins.of(wrapped, parsed.program);
    if (time !== undefined) this.context.covers(this.clock.read(time).lo);
  }
}

/** CRI's third word "P": the line goes on. Looked for in bytes, as every line is asked. */
function isPartial(bytes: Buffer): boolean {
  for (let at = 19; at < 46; at += 1) {
    if (bytes[at] === SPACE) return bytes[at + 1] === 115 && bytes[at + 8] === 80 && bytes[at + 7] === SPACE;
  }
  return false;
}
