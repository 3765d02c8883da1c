import { isCredible, oneLine, type Instant, type Stamp } from '../base/index.js';
import type { CaptureRecord, Locator, LogOrigin, Ref, SourceId, SourceProblem } from '../model/index.js';
import { Transcoder } from './encoding.js';
import type { Format, Head, Place, ReadContext, Reader } from './format.js';
import { holesProblem } from './mixed-text.js';
import { RecordStore, type EventKeeper } from './store/record-store.js';
import { outcomeOf, type SourceReading, type Waiting } from './outcome.js';
import { UNTIMED, isYearless } from './hints.js';
import { YearCounter, mapStamps, spanOf, withCredibleTimes } from './stamps.js';
import { HEAD_BYTES, binaryWords, headOf, isBinary, sniff } from './sniff.js';
import { Parts, seamsOf, type PartStart } from './parts.js';
import { inWhole, moved, placed, printedThen, relocate } from './relocate.js';
import { Session, clocksOf, isSession } from './session/session.js';
import { CiLog, bareHead, ciShape } from './unwrap/ci-log.js';
import { holdsResults, resultsOf } from './unwrap/command-results.js';
import { Rewritten } from './unwrap/rewritten.js';
import { joinedAt, joinedHead, wrappedAt } from './unwrap/wrapped.js';

/** A deferred source waits in memory for the time of capture; a longer one is read to here. */
const MAX_WAITING = 64 * 2 ** 20;
/** What a collector writes when there was nothing. */
const NOTHING = /^\s*(?:\[\s*\]|\{\s*\}|null)?\s*$/;
/** Pods of a StatefulSet are named by their number, as many other files are. */
const OF_STATEFUL_SET = /(?:^|[/!])([a-z0-9](?:[-a-z0-9]*[a-z0-9])?-\d{1,3})(?:\.(?:txt|out))?$/;
/** What a job prints besides lines of a log: what it shows of the cluster. */
const PRINTED = /^(?:kubectl-\w+|kube-json|kube-yaml|table-json)$/;
/** A source that is broken in every line says so a few times. */
const MAX_PROBLEMS = 20;

interface ReadingOptions {
  /** True for a piece of a source of several documents. */
  readonly isPart?: boolean;
  /** Of the text of a CI job's log without its stamps: when the line at an offset was printed. */
  readonly timeAt?: (offset: number) => Stamp | undefined;
  /**
   * Only logs that are one document are to be read, and of these what this asks for: it is called once that is known
   * of the source.
   */
  readonly mine?: () => boolean;
  /** That of the whole capture. */
  readonly store?: RecordStore;
}

/**
 * One source from its first byte to its records: undoes the encoding, tells the format by the head, opens
 * the reader, and keeps what the reader gives. Nothing that a source holds makes it throw.
 */
export class Reading implements SourceReading, Waiting {
  readonly records: CaptureRecord[] = [];
  readonly problems: SourceProblem[] = [];
  format = 'unknown';
  status: 'read' | 'partial' | 'unrecognised' | 'empty' = 'empty';
  bytes = 0;
  entity: Ref | undefined;
  origin: LogOrigin | undefined;
  zone: string | undefined;
  ownZone: string | undefined;
  span: { lo: Instant; hi: Instant } | undefined;
  /** The same for stamps without year (see hints.ts), which settle moves to theirs. */
  yearlessSpan: { lo: Instant; hi: Instant } | undefined;

  readonly id: SourceId;
  readonly path: string;
  readonly place: Place;
  private readonly formats: readonly Format[];
  private readonly transcoder = new Transcoder();
  private readonly years = new YearCounter();
  private head: Buffer[] | undefined = [];
  private headLength = 0;
  private reader: Reader | undefined;
  private chosen: Format | undefined;
  private seen: Place;
  private parts: Parts<Reading> | Session<Reading> | CiLog<Reading> | Rewritten<Reading> | undefined;
  private readonly timeAt: ((offset: number) => Stamp | undefined) | undefined;
  private held: Buffer[] | undefined;
  private waitingLength = 0;
  private muted = 0;

  private readonly isPart: boolean;
  private readonly mine: (() => boolean) | undefined;
  private readonly store: RecordStore;
  /** See {@link Waiting}. */
  maybeOf: string | undefined;
  /** True when the source is left to another reading. */
  isDeclined = false;
  /** When it was printed, in a session in which somebody asked for the time; of the whole: its last piece. */
  clock: Stamp | undefined;

  constructor(
    id: SourceId,
    path: string,
    place: Place,
    formats: readonly Format[],
    { isPart = false, mine, timeAt, store = new RecordStore() }: ReadingOptions = {},
  ) {
    this.id = id;
    this.path = path;
    this.place = place;
    this.seen = place;
    this.formats = formats;
    this.isPart = isPart;
    this.mine = mine;
    this.timeAt = timeAt;
    this.store = store;
  }

  chunk(bytes: Buffer): void {
    this.bytes += bytes.length;
    this.take(this.transcoder.push(bytes));
  }

  end(): void {
    this.take(this.transcoder.flush());
    if (this.head !== undefined) this.open(true);
    for (const hole of holesProblem(this.transcoder.holes, this.bytes)) this.problem(hole);
    this.parts?.end();
    this.askClocks();
    if (!this.isWaiting) this.finish();
  }

  /** True while the source waits for the time of capture. */
  get isWaiting(): boolean {
    return this.held !== undefined || this.parts?.parts.some(({ reading }) => reading.isWaiting) === true;
  }

  /** Itself while it waits. */
  get waiting(): Waiting | undefined {
    return this.isWaiting ? this : undefined;
  }

  /** What came of it, without what was needed to read it. */
  get outcome(): SourceReading {
    return this.isWaiting ? this : outcomeOf(this, this.place);
  }

  /** Bytes held until then. */
  get waitingBytes(): number {
    const own = Math.min(this.waitingLength, MAX_WAITING);
    return (this.parts?.parts ?? []).reduce((all, { reading }) => all + reading.waitingBytes, own);
  }

  /** Lets go of what waits: there is no room for it. */
  giveUp(why: string): void {
    this.held = undefined;
    this.chosen = undefined;
    for (const { reading } of this.parts?.parts ?? []) if (reading.isWaiting) reading.giveUp(why);
    this.cutOff(why, 0);
  }

  /** Reads what waited. */
  resume(capturedAt: Stamp, pod?: Ref): void {
    const held = this.held ?? [];
    if (this.maybeOf !== undefined) this.chooseFor(pod);
    const format = this.chosen;
    if (this.held !== undefined && format !== undefined) {
      this.held = undefined;
      this.guard(() => {
        this.reader = format.open(this.context(capturedAt));
      });
      for (const bytes of held) this.give(bytes);
    }
    for (const { reading } of this.parts?.parts ?? []) if (reading.isWaiting) reading.resume(capturedAt);
    this.finish();
  }

  /** Now that a pod of its name is known it is read as that one's output; else it stays what it was. */
  private chooseFor(pod: Ref | undefined): void {
    const { namespace } = pod ?? {};
    const place = { ...this.place, pod: pod?.name ?? '', ...(namespace === undefined ? {} : { namespace }) };
    const head = headOf(Buffer.concat(this.held ?? []), this.path, place, true);
    this.chosen = pod === undefined ? undefined : sniff(head, this.formats);
    if (this.chosen === undefined) this.held = undefined;
    else {
      this.problems.length = 0;
      this.nameChosen(head, true, false);
    }
  }

  /** What would come of it when nothing is known of the time: for the times that it prints itself. */
  probe(): readonly CaptureRecord[] {
    const { store } = this;
    const twin = new Reading(this.id, this.path, this.seen, this.formats, { isPart: true, store });
    for (const bytes of this.held ?? []) twin.chunk(bytes);
    twin.end();
    if (twin.isWaiting) twin.resume(UNTIMED);
    return [
      ...twin.records,
      ...(this.parts?.parts ?? []).flatMap(({ reading }) => (reading.isWaiting ? reading.probe() : [])),
    ];
  }

  /** A problem of the container: what the reader got is not all. */
  cutOff(message: string, offset: number): void {
    this.problem({ message, offset }, true);
    this.status = 'partial';
  }

  private take(bytes: Buffer): void {
    if (bytes.length === 0) return;
    if (this.head === undefined) {
      if (this.held === undefined) this.give(bytes);
      else this.wait(bytes);
      return;
    }
    this.head.push(bytes);
    this.headLength += bytes.length;
    if (this.headLength >= HEAD_BYTES) this.open(false);
  }

  private open(whole: boolean): void {
    this.isDeclined = this.mine !== undefined;
    const held = this.head ?? [];
    this.head = undefined;
    const bytes = held.length === 1 ? (held[0] ?? Buffer.alloc(0)) : Buffer.concat(held);
    if (bytes.length === 0) return;
    // An empty tar, a hole in a file.
    if (bytes.every((byte) => byte === 0)) return this.problem({ message: 'NUL bytes only' });
    this.status = 'unrecognised';
    if (isBinary(bytes)) return this.problem({ message: binaryWords(bytes) });
    this.recognise(bytes, whole);
    this.take(bytes);
  }

  private recognise(bytes: Buffer, whole: boolean): void {
    this.guard(() => {
      const head = headOf(bytes, this.path, this.place, whole);
      this.chosen = sniff(head, this.formats);
      const seams = this.isPart ? 'none' : seamsOf(head, this.chosen?.id);
      const session = !this.isPart && isSession(head, this.chosen?.id);
      const unwrapped = this.unwrapperOf(head);
      const isLog = this.chosen?.folds === true && !session && seams === 'none' && unwrapped === undefined;
      if (this.mine !== undefined) this.isDeclined = !isLog || !this.mine();
      if (this.isDeclined) return;
      if (unwrapped !== undefined) {
        this.parts = unwrapped;
        return;
      }
      this.nameChosen(head, whole, session || seams !== 'none');
      if (session) this.openSession(head);
      else if (seams !== 'none') {
        const count = this.chosen?.id !== 'kube-json';
        this.parts = new Parts(this.place, count, (place) => this.part(place));
      } else if (this.chosen?.deferred === true || this.mayBePods(bytes, whole)) this.held = [];
      else this.reader = this.chosen?.open(this.context(undefined));
    });
  }

  /** "web-0.txt", in words that no reader knows: whether there is such a pod, the whole capture tells. */
  private mayBePods(bytes: Buffer, whole: boolean): boolean {
    if (this.chosen !== undefined || !whole || this.isPart || bytes.length > HEAD_BYTES) return false;
    this.maybeOf = OF_STATEFUL_SET.exec(this.path)?.[1];
    return this.maybeOf !== undefined && this.status === 'unrecognised';
  }

  private nameChosen(head: Head, whole: boolean, hasParts: boolean): void {
    if (this.chosen !== undefined) {
      this.format = this.chosen.id;
      this.status = 'read';
    } else if (whole && NOTHING.test(head.text)) this.status = 'empty';
    else if (!hasParts && !this.isPart) this.problem({ message: beginning(head) });
    this.seen = head.place;
  }

  /** What takes the text apart, when it holds outputs of commands in the clothes of the program that ran them. */
  private unwrapperOf(head: Head): CiLog<Reading> | Rewritten<Reading> | undefined {
    if (this.isPart || this.timeAt !== undefined) return undefined;
    const shape = ciShape(head);
    const bare = shape === undefined ? undefined : bareHead(head, shape);
    const inner = bare === undefined ? undefined : sniff(bare, this.formats)?.id;
    const width = wrappedAt(head, this.chosen?.id);
    if (width !== undefined && PRINTED.test(sniff(joinedHead(head, width), this.formats)?.id ?? ''))
      return new Rewritten(this.place, joinedAt(width), (place) => this.part(place));
    if (shape !== undefined && bare !== undefined && (isSession(bare, inner) || PRINTED.test(inner ?? ''))) {
      return new CiLog(shape, this.place, (place, timeAt) => this.unwrapped(place, timeAt));
    }
    return holdsResults(head) ? new Rewritten(this.place, resultsOf, (place) => this.part(place)) : undefined;
  }

  private unwrapped(place: Place, timeAt: (offset: number) => Stamp | undefined): Reading {
    return new Reading(this.id, this.path, place, this.formats, { timeAt, store: this.store });
  }

  private wait(bytes: Buffer): void {
    if (this.waitingLength >= MAX_WAITING) return;
    this.held?.push(Buffer.from(bytes.subarray(0, MAX_WAITING - this.waitingLength)));
    this.waitingLength += bytes.length;
    if (this.waitingLength >= MAX_WAITING) {
      this.cutOff(`read to ${MAX_WAITING} bytes only: ages need the time of capture`, MAX_WAITING);
    }
  }

  private openSession(head: Head): void {
    this.parts = new Session(head, this.chosen?.id, this.place, (place) => this.part(place));
    this.format = 'unknown';
    this.status = 'unrecognised';
  }

  /** In a session somebody asked for the time: what waits for it need not wait for the capture's. */
  private askClocks(): void {
    if (this.timeAt !== undefined) return this.takeTimes(this.timeAt);
    if (this.parts instanceof Rewritten && this.parts.isFull)
      this.problem({ message: 'more results of commands than are read; the last ones are left out' });
    if (this.parts instanceof CiLog) this.clock = this.parts.parts[0]?.reading.clock;
    if (!(this.parts instanceof Session)) return;
    if (this.parts.isFull)
      this.problem({ message: 'more outputs than are told apart; the last ones are read as one' });
    const clocks = clocksOf(this.parts.parts);
    this.parts.parts.forEach(({ reading }, i) => {
      const clock = clocks[i];
      if (clock === undefined) return;
      reading.clock = clock;
      if (reading.isWaiting) reading.resume(clock);
    });
    this.clock = clocks.at(-1);
  }

  /** Every output was printed between its prompt and the next one. */
  private takeTimes(timeAt: (offset: number) => Stamp | undefined): void {
    const pieces = this.parts?.parts ?? [];
    const between = (from: number, to: number): Stamp | undefined => {
      const [first, last] = [timeAt(from), timeAt(to)];
      return first && last && { ...first, hi: Math.max(first.hi, last.hi) };
    };
    for (const [i, { start, reading }] of pieces.entries()) {
      reading.clock = between(start.offset, (pieces[i + 1]?.start.offset ?? Infinity) - 1);
      if (reading.isWaiting && reading.clock !== undefined) reading.resume(reading.clock);
      this.clock = reading.clock ?? this.clock;
    }
    if (pieces.length > 0) return;
    this.clock = between(0, Infinity);
    if (this.held !== undefined && this.clock !== undefined) this.resume(this.clock);
  }

  private part(place: Place): Reading {
    return new Reading(this.id, this.path, place, this.formats, { isPart: true, store: this.store });
  }

  /** Takes over what the parts gave, at the places where they lie in the whole. */
  private gather(): void {
    for (const { start, reading } of this.parts?.parts ?? []) {
      const move = start.locate ?? ((at: Locator): Locator => moved(at, start.offset, start.lines));
      const isThere = start.offset === 0 && start.locate === undefined;
      for (const record of reading.records) {
        const timed = reading.clock === undefined ? record : printedThen(record, reading.clock);
        this.keep(isThere ? timed : relocate(timed, move));
      }
      const isAnswer = this.parts instanceof Session || this.parts instanceof Rewritten;
      if (isAnswer && reading.status === 'unrecognised') this.tellUnread(start);
      for (const problem of reading.problems) {
        this.problem(this.inSource(inWhole(problem, start)));
      }
      this.nameFormat(reading.format);
      if (reading.status !== 'unrecognised' && reading.status !== 'empty') this.status = 'read';
      this.zone ??= reading.zone;
      this.ownZone ??= reading.ownZone;
      for (const span of [reading.span, reading.yearlessSpan])
        if (span !== undefined) this.cover(span.lo, span.hi);
    }
    const [only] = this.parts?.parts ?? [];
    if (only !== undefined && this.parts?.parts.length === 1) {
      this.entity = only.reading.entity;
      this.origin = only.reading.origin;
    }
  }

  /** Several formats in one source are a session; else it is called what its parts are. */
  private nameFormat(format: string): void {
    if (format === 'unknown' || format === this.format) return;
    if (this.format === 'unknown') this.format = format;
    else if (this.parts instanceof Session || this.parts instanceof Rewritten)
      this.format = 'terminal-session';
  }

  private tellUnread(start: PartStart): void {
    const { lines, place } = start;
    // What a CI's runner says before the first command.
    if (this.timeAt !== undefined && place.command === undefined) return;
    const offset = placed(start, 0);
    const what = place.command === undefined ? 'text' : `output of "${oneLine(place.command, 80)}"`;
    const problem = this.inSource({ message: `${what} not recognised`, offset });
    this.problem(lines === undefined ? problem : { ...problem, line: lines + 1 });
  }

  private give(bytes: Buffer): void {
    if (this.parts !== undefined) return this.parts.chunk(bytes);
    const reader = this.reader;
    if (reader !== undefined) this.guard(() => reader.chunk(bytes));
  }

  private finish(): void {
    const reader = this.reader;
    if (reader !== undefined) this.guard(() => reader.end());
    this.reader = undefined;
    this.gather();
    if (this.muted > 0) this.problems.push({ message: `${this.muted} more problems of this source` });
    if (this.status === 'read' && this.problems.length > 0) this.status = 'partial';
  }

  /** A reader that throws is our fault; the rest of the capture is read all the same, and it is said. */
  private guard(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.reader = undefined;
      this.status = 'partial';
      const words = error instanceof Error ? error.message : String(error);
      this.problem(
        { message: `the ${this.format} reader failed, which is a fault of inquest: ${words}` },
        true,
      );
    }
  }

  private problem(problem: SourceProblem, always = false): void {
    if (this.problems.length >= MAX_PROBLEMS && !always) this.muted += 1;
    else this.problems.push(problem);
  }

  private cover(lo: Instant, hi: Instant): void {
    if (isYearless(lo)) this.yearlessSpan = widened(this.yearlessSpan, lo, hi);
    else this.span = widened(this.span, lo, hi);
  }

  /** Readers count in UTF-8; people count in the file. */
  private inSource(problem: SourceProblem): SourceProblem {
    return problem.offset === undefined
      ? problem
      : { ...problem, offset: this.transcoder.raw(problem.offset) };
  }

  private context(capturedAt: Stamp | undefined): ReadContext {
    return {
      source: this.id,
      path: this.path,
      place: this.seen,
      capturedAt,
      store: this.store,
      emit: (record, events) => this.keep(record, events),
      problem: (problem) => this.problem(this.inSource(problem)),
      describe: ({ entity, origin, zone, ownZone }) => {
        this.entity = entity ?? this.entity;
        this.origin = origin ?? this.origin;
        this.zone = zone ?? this.zone;
        this.ownZone = ownZone ?? this.ownZone;
      },
      covers: (at) => {
        if (!isCredible(at)) return;
        const placed = this.years.place(at);
        this.cover(placed, placed);
      },
    };
  }

  private keep(said: CaptureRecord, events?: EventKeeper): void {
    const record = withCredibleTimes(said);
    if (record === undefined) return;
    const timed = mapStamps(record, (stamp) => this.years.stamp(stamp));
    const kept = this.transcoder.plain ? timed : relocate(timed, (at) => this.located(at));
    this.records.push(this.store.keep(kept, events));
    const span = spanOf(kept);
    if (span !== undefined && kept.kind !== 'object') this.cover(span.lo, span.hi);
  }

  private located(at: Locator): Locator {
    const offset = this.transcoder.raw(at.offset);
    return { ...at, offset, length: this.transcoder.raw(at.offset + at.length) - offset };
  }
}

/** Why a text is unread, in words that tell a person what it is. */
function beginning({ lines }: Head): string {
  const first = lines.find((line) => line.trim() !== '') ?? '';
  return `no reader knows this text, which begins: ${oneLine(first, 80)}`;
}

function widened(
  span: { lo: Instant; hi: Instant } | undefined,
  lo: Instant,
  hi: Instant,
): { lo: Instant; hi: Instant } {
  return span === undefined ? { lo, hi } : { lo: Math.min(span.lo, lo), hi: Math.max(span.hi, hi) };
}
