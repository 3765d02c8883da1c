import { isAscii } from 'node:buffer';
import type { Stamp } from '../../../base/index.js';
import { SECOND } from '../../../base/index.js';
import type { ReadContext, Reader } from '../../format.js';
import { UNTIMED } from '../../hints.js';
import { LineRangeSplitter, decode } from '../../lines.js';
import type { LogLine } from '../../log-line.js';
import { Hits, Scanner, haystackOf, meaningsOf } from '../../messages/index.js';
import { Clock } from './clock.js';
import type { Entry, RawLine } from './entry.js';
import { addHits, append, belongs, entryOf } from './entry.js';
import type { Told } from './fold.js';
import { Folder, told } from './fold.js';
import { Origins } from './origin.js';
import { continues, crashes, headed, parsePayload, stampsEachLine, timeOf } from './parse.js';
import { startsAsKlog } from './klog.js';
import { isPartial, klogLevel, mayBeHeaded } from './prefilter.js';
import { Recent } from './recent.js';
import { bannerZone, unwrap } from './wrappers.js';

const REMEMBERED = 2048;
/** So many first lines are taken apart until one is dated: for the coverage and for what the lines look like. */
const FIRST_LINES = 8;
/** So many are in any case; after them the wrapper's stamp is enough. */
const LEARNT = 3;
const EMPTY = Buffer.alloc(0);
const DASH = 45;

/** What the text of a line meant, said so loud by that program. */
interface Known {
  readonly severity: LogLine['severity'];
  readonly program: string;
  readonly told: readonly Told[];
}

/** One scanner serves all readers: it is only used between two lines of one of them. */
let shared: Scanner | undefined;

/**
 * Reads any log. Every line's bytes go once through the scanner; only lines that hold an anchor of the
 * catalogue or a level word are taken apart, the others cost nothing more.
 */
export class LogReader implements Reader {
  private readonly context: ReadContext;
  private readonly splitter: LineRangeSplitter;
  private readonly scanner: Scanner;
  private readonly folder: Folder;
  private readonly origins: Origins;
  private readonly clock = new Clock();
  private entry: Entry | undefined;
  /** Where the last line that may have a header stands, in a chunk or in a copy of our own. */
  private lent: Buffer | undefined;
  private own: Buffer | undefined;
  private beforeFrom = 0;
  private beforeLength = 0;
  private beforeOffset = 0;
  private beforeLine = 0;
  private seen = 0;
  /** True once one of the first lines told its time. */
  private isDated = false;
  /** The chunk at hand, when all of it is ASCII. */
  private ascii: Buffer | undefined;
  private known: Recent<Known> | undefined;
  /** True once lines of this source were seen to have headers of their own. */
  private headers = false;
  /** Zone that the first line names for all others. */
  private banner: string | undefined;

  constructor(context: ReadContext) {
    this.context = context;
    shared ??= new Scanner();
    this.scanner = shared;
    this.folder = new Folder((record) => context.emit(record));
    this.origins = new Origins(context.place, context.path);
    this.splitter = new LineRangeSplitter((bytes, from, to, offset, length, line) =>
      this.range(bytes, from, to, offset, length, line),
    );
  }

  chunk(bytes: Buffer): void {
    this.ascii = isAscii(bytes) ? bytes : undefined;
    this.splitter.chunk(bytes);
    this.ascii = undefined;
    this.scanner.forget();
    this.keepLent();
  }

  end(): void {
    this.splitter.end();
    this.close();
    this.cover();
    this.folder.end();
    const origin = this.origins.single();
    if (origin !== undefined) this.context.describe({ origin });
    const { zone, ownZone } = this.clock;
    const isSaid = zone === 'unknown' && this.banner === 'UTC';
    if (zone !== undefined) this.context.describe({ zone: isSaid ? 'UTC' : zone });
    if (ownZone !== undefined) this.context.describe({ ownZone });
    if (this.folder.dropped > 0) {
      const message = `${this.folder.dropped} error lines of further kinds were counted, not kept`;
      this.context.problem({ message });
    }
  }

  /** One line; public for formats whose lines lie elsewhere in the source than one after the other. */
  line(bytes: Buffer, offset: number, length: number, line: number): void {
    this.range(bytes, 0, bytes.length, offset, length, line);
    this.scanner.forget();
    this.keepLent();
  }

  private range(bytes: Buffer, from: number, to: number, offset: number, length: number, line: number): void {
    if (line === 1 && bytes[from] === DASH) this.banner = bannerZone(decode(bytes.subarray(from, to)));
    this.scanner.line(bytes, from, to);
    const interesting = this.scanner.found || klogLevel(bytes, from, to);
    if (interesting || this.entry !== undefined || isPartial(bytes, from, to)) {
      const hits = interesting ? this.scanner.numbersMet() : [];
      const wrapped = unwrap(this.decode(bytes, from, to));
      this.consider({ wrapped, offset, length, line, interesting, hits });
    }
    if (mayBeHeaded(bytes, from, to)) this.remember(bytes, from, to, offset, line);
  }

  private decode(bytes: Buffer, from: number, to: number): string {
    return bytes === this.ascii ? bytes.toString('latin1', from, to) : decode(bytes.subarray(from, to));
  }

  private consider(raw: RawLine): void {
    const { wrapped } = raw;
    if (wrapped.marker !== undefined) {
      this.close();
      this.origins.mark(wrapped);
      return;
    }
    if (this.entry !== undefined && belongs(this.entry, raw, this.headers)) {
      append(this.entry, raw);
      return;
    }
    this.close();
    if (!raw.interesting && wrapped.partial !== true) return;
    const header = this.headers ? this.headerBefore(raw) : undefined;
    const isTimed = wrapped.at !== undefined || startsAsKlog(wrapped.text);
    this.entry = header ?? entryOf(raw, isTimed ? undefined : this.timeBefore());
    if (header !== undefined) append(header, raw);
  }

  /** The line before, when only the part of it that follows was worth a look. */
  private headerBefore(raw: RawLine): Entry | undefined {
    const { text, wrapper } = raw.wrapped;
    if (wrapper !== undefined || this.beforeLength === 0 || !continues(text) || crashes(text))
      return undefined;
    const wrapped = unwrap(this.textBefore());
    if (wrapped.marker !== undefined || !headed(parsePayload(wrapped.text))) return undefined;
    const { beforeOffset: offset, beforeLength: length, beforeLine: line } = this;
    return entryOf({ wrapped, offset, length, line, interesting: false, hits: [] }, undefined);
  }

  /** When the line before was said. */
  private timeBefore(): Stamp | undefined {
    if (this.beforeLength === 0) return undefined;
    const wrapped = unwrap(this.textBefore());
    const time = timeOf(wrapped.at, parsePayload(wrapped.text).at);
    return time === undefined ? undefined : { ...this.clock.read(time), grade: 'C' };
  }

  private close(): void {
    const { entry } = this;
    if (entry === undefined) return;
    this.entry = undefined;
    const { wrapped } = entry;
    if (entry.cut) this.scanAgain(entry);
    const parsed = parsePayload(entry.text);
    if (wrapped.wrapper === undefined || stampsEachLine(wrapped)) this.headers ||= headed(parsed);
    this.clock.compare(wrapped.at, parsed.at);
    const time = timeOf(wrapped.at, parsed.at);
    const at = time === undefined ? (entry.near ?? this.clock.read(undefined)) : this.clock.read(time);
    if (at !== UNTIMED) this.context.covers(at.lo);
    const { origin, key } = this.origins.of(wrapped, parsed.program);
    const { source } = this.context;
    const evidence = { source, offset: entry.offset, length: entry.end - entry.offset, line: entry.line };
    const severity = parsed.severity === 'unknown' ? (wrapped.severity ?? 'unknown') : parsed.severity;
    const line: LogLine = { at, severity, text: parsed.text, fields: parsed.fields, origin, evidence };
    const times = wrapped.times ?? 1;
    for (const meaning of this.meanings(line, entry.hits)) {
      this.folder.add(meaning, { origin, key, at, line, times });
    }
  }

  private scanAgain(entry: Entry): void {
    this.scanner.clear();
    this.scanner.scan(Buffer.from(entry.text));
    addHits(entry, this.scanner.numbersMet());
  }

  /** Logs repeat themselves: what a text means is worked out once while it comes again and again. */
  private meanings(line: LogLine, hits: readonly number[]): readonly Told[] {
    const { severity, origin } = line;
    const text = haystackOf(line);
    this.known ??= new Recent();
    const known = this.known.get(text);
    if (known?.severity === severity && known.program === origin.program) return known.told;
    const found = meaningsOf(line, text, new Hits(hits)).map(told);
    this.known.set(text, { severity, program: origin.program, told: found });
    return found;
  }

  private remember(bytes: Buffer, from: number, to: number, offset: number, line: number): void {
    this.lent = bytes;
    this.beforeFrom = from;
    this.beforeLength = Math.min(to - from, REMEMBERED);
    this.beforeOffset = offset;
    this.beforeLine = line;
    this.seen += 1;
    if (this.seen <= LEARNT || (this.seen <= FIRST_LINES && !this.isDated)) this.cover();
  }

  /** The bytes of a chunk are only lent: what is needed of them later is copied when it ends. */
  private keepLent(): void {
    if (this.lent === undefined) return;
    this.own ??= Buffer.allocUnsafe(REMEMBERED);
    if (this.lent === this.own) return;
    this.lent.copy(this.own, 0, this.beforeFrom, this.beforeFrom + this.beforeLength);
    this.lent = this.own;
    this.beforeFrom = 0;
  }

  /** The text of the last line that may have a header. */
  private textBefore(): string {
    return decode((this.lent ?? EMPTY).subarray(this.beforeFrom, this.beforeFrom + this.beforeLength));
  }

  /** Widens the coverage to the line kept, and learns from it. */
  private cover(): void {
    if (this.beforeLength === 0) return;
    const wrapped = unwrap(this.textBefore());
    if (wrapped.marker !== undefined) return;
    if (this.seen > LEARNT && this.headers && wrapped.at?.zoned === true && this.origins.isNamed(wrapped)) {
      if (wrapped.at.hi - wrapped.at.lo < SECOND) return this.context.covers(this.clock.read(wrapped.at).lo);
    }
    const parsed = parsePayload(wrapped.text);
    if (wrapped.wrapper === undefined || stampsEachLine(wrapped)) this.headers ||= headed(parsed);
    this.origins.of(wrapped, parsed.program);
    this.clock.compare(wrapped.at, parsed.at);
    const time = timeOf(wrapped.at, parsed.at);
    if (time === undefined) return;
    this.isDated = true;
    this.context.covers(this.clock.read(time).lo);
  }
}
