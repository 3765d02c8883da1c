import type { Instant, Stamp } from '../base/index.js';
import { DAY, byNumber, exactly } from '../base/index.js';
import type {
  CaptureRecord,
  ObjectRecord,
  ClockClash,
  LogOrigin,
  SourceClock,
  SourceId,
} from '../model/index.js';
import { keyOf } from '../model/index.js';
import type { TimeHint } from './capture-times.js';
import {
  BELIEVED,
  afterNewest,
  fileTimes,
  folderOf,
  hostNames,
  nameHints,
  NewestTime,
  saidHints,
} from './capture-times.js';
import type { HostClock } from './clock-offsets.js';
import { ClockPairs, SourceClocks, clashesOf, corrected, isWrong, saidOffset } from './clock-offsets.js';
import { StoredEvent } from './formats/kube/event-store.js';
import { newestOf } from './store/object-store.js';
import { matches } from './glob.js';
import { NamesMet, Placer, type KnownNames } from './known-names.js';
import { UNTIMED, isUntimed, isYearless } from './hints.js';
import type { SourceReading } from './outcome.js';
import type { SettleOptions, SettleSource } from './settle-source.js';
import { clockOf, ownZonesOf } from './source-zones.js';
import { mapStamps, moveYear, placeholderYear } from './stamps.js';
import { zoneOffset } from './zones.js';

export interface Settled {
  readonly asOf: Stamp;
  /** By position in the given list. */
  readonly records: readonly (readonly CaptureRecord[])[];
  readonly clocks: readonly (SourceClock | undefined)[];
  readonly origins: readonly (LogOrigin | undefined)[];
  /** Clocks that contradict themselves; the evidence names sources by their place in the given list. */
  readonly clashes: readonly ClockClash[];
}

/**
 * Puts in the times that sources do not carry themselves: when each was captured, the years of stamps
 * without year, the zone of stamps without zone. Everything that needs the whole capture happens here.
 */
export function settle(sources: readonly SettleSource[], options: SettleOptions): Settled {
  const said = saidHints(sources);
  const newest = newestByFolder(sources);
  const hints = [...said, ...nameHints(sources, newest.all)];
  const own = { files: fileTimes(sources, newest.all), sessions: sessionClocksOf(sources) };
  const capture = new CaptureClock(hints, newest, own, options.asOf);
  const [nameless, waiting] = partitioned(sources);
  for (const source of waiting) source.reading.waiting?.resume(capture.of(source));
  resumeByName(nameless, sources, capture);
  renumber(sources);
  const hosts = hostNames(sources);
  const known = new NamesMet();
  const pairs = new ClockPairs();
  const all = recordsOf(sources);
  // In one go: the text of an object is read once for both.
  for (const record of all) {
    known.add(record);
    pairs.first(record);
  }
  for (const record of all) pairs.second(record);
  const ownZones = ownZonesOf(sources);
  const clocks = wrongClocks(pairs.clocks());
  const settled = sources.map((source) =>
    settleSource(source, { capture, said, hosts, known, ownZones, clocks, options }),
  );
  return {
    asOf: capture.asOf,
    records: settled.map(({ records }) => records),
    clocks: settled.map(({ clock }) => clock),
    origins: settled.map(({ origin }) => origin),
    clashes: clashesOf(clocks),
  };
}

function partitioned(sources: readonly SettleSource[]): readonly [SettleSource[], SettleSource[]] {
  const nameless: SettleSource[] = [];
  const others: SettleSource[] = [];
  for (const source of sources)
    (source.reading.waiting?.maybeOf === undefined ? others : nameless).push(source);
  return [nameless, others];
}

/** Texts of no known shape that are called like a pod are that pod's output. */
function resumeByName(
  nameless: readonly SettleSource[],
  sources: readonly SettleSource[],
  capture: CaptureClock,
): void {
  if (nameless.length === 0) return;
  const known = new NamesMet();
  for (const record of recordsOf(sources)) known.add(record);
  for (const source of nameless) {
    const { waiting } = source.reading;
    waiting?.resume(capture.of(source), known.pods.get(waiting.maybeOf ?? '') ?? undefined);
  }
}

/**
 * Gives each record the number of its source in the capture. In place: nobody else has the records yet, and a copy of
 * each would double what a large capture needs.
 */
function renumber(sources: readonly SettleSource[]): void {
  sources.forEach(({ reading }, id) => {
    for (const record of reading.records) {
      if (record instanceof StoredEvent) record.ofSource(id);
      else number(record.evidence, id);
      if (record.kind === 'message' || record.kind === 'access') number(record.lastEvidence, id);
    }
  });
}

function number(at: { source: SourceId }, id: SourceId): void {
  at.source = id;
}

/** Last answers of clocks that were asked in terminal sessions, which speak for their own outputs only. */
function sessionClocksOf(sources: readonly SettleSource[]): readonly Stamp[] {
  return sources.flatMap(({ reading }) => (reading.clock === undefined ? [] : [reading.clock]));
}

interface Newest {
  readonly all: Instant | undefined;
  /** By folder, when the same objects were captured more than once; else empty. */
  readonly byFolder: ReadonlyMap<string, Instant>;
  readonly after: Stamp | undefined;
}

function newestByFolder(sources: readonly SettleSource[]): Newest {
  const whole = new NewestTime();
  const folders = new Map<string, NewestTime>();
  for (const { path, reading } of sources) {
    if (reading.records.length === 0) continue;
    const isZoned = reading.zone !== 'unknown' && reading.yearlessSpan === undefined;
    const own = folders.get(folderOf(path)) ?? new NewestTime();
    folders.set(folderOf(path), own);
    own.add(reading.records, isZoned);
    whole.add(reading.records, isZoned);
  }
  if (whole.at === undefined) {
    for (const { reading } of sources) whole.add(reading.waiting?.probe() ?? [], true);
  }
  const byFolder = new Map<string, Instant>();
  if (hasSnapshots(sources)) {
    for (const [folder, { at }] of folders) if (at !== undefined) byFolder.set(folder, at);
  }
  const all = whole.at;
  const after = all === undefined ? undefined : afterNewest(all, recordsOf(sources));
  return { all, byFolder, after };
}

/** May be gone through more than once. */
function recordsOf(sources: readonly SettleSource[]): Iterable<CaptureRecord> {
  return {
    *[Symbol.iterator]() {
      for (const { reading } of sources) yield* reading.records;
    },
  };
}

/** Files of one name in different folders that hold the same object: the capture was made more than once. */
function hasSnapshots(sources: readonly SettleSource[]): boolean {
  const seen = new Map<string, string>();
  for (const { path, reading } of sources) {
    const folder = folderOf(path);
    const name = path.slice(folder.length);
    for (const record of reading.records) {
      if (record.kind !== 'object') continue;
      const key = `${name} ${keyOf(record.ref)}`;
      const before = seen.get(key);
      if (before !== undefined && before !== folder) return true;
      seen.set(key, folder);
    }
  }
  return false;
}

/** Says when any source was captured, and when the last one was. */
class CaptureClock {
  readonly asOf: Stamp;
  private readonly hints: ReadonlyMap<string, TimeHint>;
  private readonly prefixed: readonly TimeHint[];
  private readonly files: ReadonlyMap<string, Stamp>;
  private readonly newest: Newest;
  private readonly fallback: Stamp;

  constructor(hints: readonly TimeHint[], newest: Newest, { files, sessions }: OwnTimes, given?: Instant) {
    const byFolder = new Map<string, TimeHint>();
    // Files come before names: the first holds, the later of two files in one folder.
    for (const hint of hints) {
      const before = byFolder.get(hint.folder);
      if (
        before === undefined ||
        (before.at.grade === 'A' && hint.at.grade === 'A' && hint.at.lo > before.at.lo)
      ) {
        byFolder.set(hint.folder, hint);
      }
    }
    this.hints = byFolder;
    this.newest = newest;
    this.prefixed = hints.filter(({ prefix }) => prefix !== undefined);
    this.files = files;
    const stamps = [...byFolder.values()].map(({ at }) => at);
    const all = [...stamps, ...sessions, ...files.values()];
    this.asOf = given === undefined ? latestOf(all, newest) : exactly(given);
    this.fallback = spanning(stamps) ?? (given === undefined ? (newest.after ?? this.asOf) : exactly(given));
  }

  of({ path, reading }: SettleSource): Stamp {
    const named = this.prefixOf(path)?.at ?? this.files.get(path);
    if (named !== undefined) return named;
    for (let folder = folderOf(path); ; folder = folderOf(folder)) {
      const hint = this.hints.get(folder);
      if (hint !== undefined) return hint.at;
      if (folder === '') break;
    }
    if (reading.place.capturedAt !== undefined) return reading.place.capturedAt;
    const own = this.hints.size === 0 ? this.newest.byFolder.get(folderOf(path)) : undefined;
    return own === undefined ? this.fallback : afterNewest(own, reading.records);
  }

  /** The time said of the files in one folder whose names begin alike, where several are said. */
  private prefixOf(path: string): TimeHint | undefined {
    if (this.prefixed.length < 2) return undefined;
    const folder = folderOf(path);
    const name = path.slice(folder === '' ? 0 : folder.length + 1);
    return this.prefixed.find((hint) => hint.folder === folder && name.startsWith(hint.prefix ?? ''));
  }
}

/** What single sources say of when they were captured. */
interface OwnTimes {
  /** By path. */
  readonly files: ReadonlyMap<string, Stamp>;
  readonly sessions: readonly Stamp[];
}

function latestOf(stamps: readonly Stamp[], { all, after }: Newest): Stamp {
  const said = stamps.reduce<Stamp | undefined>(
    (a, b) => (a === undefined || b.hi > a.hi ? b : a),
    undefined,
  );
  if (said === undefined) return after ?? UNTIMED;
  // Logs and watches may go on after the last snapshot.
  const goesOn = all !== undefined && all > said.hi && all < said.hi + BELIEVED;
  return goesOn ? { lo: all, hi: all, grade: 'B' } : said;
}

/** Somewhere between the first and the last time that the capture says of itself. */
function spanning(stamps: readonly Stamp[]): Stamp | undefined {
  const [first, ...rest] = stamps;
  if (first === undefined) return undefined;
  return rest.reduce<Stamp>(
    (all, at) => ({ lo: Math.min(all.lo, at.lo), hi: Math.max(all.hi, at.hi), grade: 'B' }),
    first,
  );
}

/** What the whole capture tells of each source. */
interface Whole {
  readonly capture: CaptureClock;
  readonly said: readonly TimeHint[];
  readonly hosts: ReadonlyMap<string, string>;
  readonly known: KnownNames;
  /** Zones of containers' own stamps, by {@link currentOf} of their logs. */
  readonly ownZones: ReadonlyMap<string, string>;
  readonly clocks: ReadonlyMap<string, HostClock>;
  readonly options: SettleOptions;
}

/** What came of a source when the whole capture was known. */
interface SettledSource {
  readonly records: readonly CaptureRecord[];
  readonly clock: SourceClock | undefined;
  readonly origin: LogOrigin | undefined;
}

function settleSource(
  source: SettleSource,
  { capture, said, hosts, known: names, ownZones, clocks, options }: Whole,
): SettledSource {
  const { reading } = source;
  const clock = clockOf(source, said, ownZones, options);
  const zone = clock?.given;
  const toYear = yearMover(reading, capture.asOf, zone);
  const capturedAt = capture.of(source);
  const toPlace = (stamp: Stamp): Stamp => {
    const moved = isYearless(stamp.lo) ? toYear(stamp) : stamp;
    return zone === undefined || (reading.zone !== 'unknown' && moved === stamp)
      ? moved
      : inZone(moved, zone);
  };
  const placed = (stamp: Stamp): Stamp => (isUntimed(stamp) ? unknownAt(capturedAt) : toPlace(stamp));
  const seenThen =
    (record: ObjectRecord) =>
    (stamp: Stamp): Stamp =>
      isUntimed(stamp) ? seen(newestOf(record), capturedAt) : toPlace(stamp);
  const host = hosts.size === 0 ? undefined : hostOf(source.path, hosts);
  const placer = new Placer(source.path, names, host);
  const of = reading.place.node ?? reading.origin?.node ?? (clocks.size === 0 ? host : placer.node);
  const watch = new SourceClocks(clocks, of, statedOffset(source.path, options));
  const records = changed(reading.records, (record) => {
    const timed = mapStamps(record, record.kind === 'object' ? seenThen(record) : placed);
    const own = placer.of(timed);
    const ahead = watch.aheadOf(own);
    return ahead === undefined ? own : mapStamps(own, (stamp) => freed(stamp, ahead));
  });
  const spans = [reading.span, reading.yearlessSpan && toSpan(toYear, reading.yearlessSpan)];
  const known = spans.filter((span) => span !== undefined);
  if (known.length > 0) {
    const lo = Math.min(...known.map((span) => span.lo));
    const hi = Math.max(...known.map((span) => span.hi));
    const whole: Stamp = { lo, hi, grade: 'A' };
    const shifted = zone === undefined ? whole : inZone(whole, zone);
    const ahead = watch.said()?.ahead;
    const { lo: from, hi: to } = ahead === undefined ? shifted : corrected(shifted, ahead);
    reading.span = { lo: from, hi: to };
  }
  const origin = reading.origin && placer.originOf(reading.origin);
  return { records: inOrder(records), clock: withOffset(clock?.clock, watch), origin };
}

/** The list with each record put through `change`; the same list where that changes none, as of the many events. */
function changed(
  records: readonly CaptureRecord[],
  change: (record: CaptureRecord) => CaptureRecord,
): readonly CaptureRecord[] {
  let own: CaptureRecord[] | undefined;
  records.forEach((record, i) => {
    const now = change(record);
    if (now !== record) (own ??= [...records])[i] = now;
  });
  return own ?? records;
}

/** Clocks that are right, or of which too little is known, change nothing. */
function wrongClocks(clocks: ReadonlyMap<string, HostClock>): ReadonlyMap<string, HostClock> {
  return new Map(
    [...clocks].filter(
      ([, clock]) => clock.clash !== undefined || clock.apart !== undefined || isWrong(clock),
    ),
  );
}

/** The first that holds for a path, when it says seconds: the clock, not the zone. */
function statedOffset(path: string, options: SettleOptions): number | undefined {
  const zone = options.timeZones?.find(([pattern]) => matches(pattern, path))?.[1];
  return zone === undefined ? undefined : saidOffset(zone);
}

function freed(stamp: Stamp, ahead: { readonly lo: number; readonly hi: number }): Stamp {
  return stamp.grade === 'X' ? stamp : corrected(stamp, ahead);
}

function withOffset(clock: SourceClock | undefined, watch: SourceClocks): SourceClock | undefined {
  const said = watch.said();
  if (clock === undefined || said === undefined) return clock;
  const { ahead, how } = said;
  const offsetMs = ahead && { lo: Math.round(ahead.lo / 1000), hi: Math.round(ahead.hi / 1000) };
  return { ...clock, ...(offsetMs === undefined ? {} : { offsetMs }), how: `${clock.how}; ${how}` };
}

/** The host that a file was collected on, by the nearest folder that is known to be one host's. */
function hostOf(path: string, hosts: ReadonlyMap<string, string>): string | undefined {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const host = hosts.get(folder);
    if (host !== undefined || folder === '') return host;
  }
}

/** An object was seen at the capture, and not before the newest time in it. */
function seen(newest: Instant | undefined, capturedAt: Stamp): Stamp {
  if (newest === undefined || isUntimed(capturedAt))
    return newest === undefined ? capturedAt : exactly(newest, 'C');
  // Newer by more is no time of this capture.
  if (newest > capturedAt.hi + BELIEVED) return capturedAt;
  if (newest > capturedAt.hi) return { lo: newest, hi: newest, grade: 'B' };
  return newest > capturedAt.lo ? { ...capturedAt, lo: newest } : capturedAt;
}

function unknownAt(capturedAt: Stamp): Stamp {
  return { lo: capturedAt.lo, hi: capturedAt.hi, grade: 'X' };
}

/** Moves a source's dates to the years that put the last of them at or before the end of knowledge. */
function yearMover(reading: SourceReading, asOf: Stamp, zone: string | undefined): (stamp: Stamp) => Stamp {
  const end = reading.yearlessSpan?.hi;
  if (end === undefined || isUntimed(asOf)) return (stamp) => stamp;
  // A clock of an unknown zone may be ahead by most of a day.
  const limit = asOf.hi + (zone === undefined ? DAY : 3_600_000_000);
  const from = placeholderYear(end);
  let to = from;
  while (moveYear(end, from, to + 1) <= limit) to += 1;
  const by = to - from;
  return (stamp) => {
    const year = placeholderYear(stamp.lo);
    const lo = moveYear(stamp.lo, year, year + by);
    return { ...stamp, lo, hi: lo + (stamp.hi - stamp.lo) };
  };
}

function toSpan(
  toYear: (stamp: Stamp) => Stamp,
  span: { lo: Instant; hi: Instant },
): { lo: Instant; hi: Instant } {
  return { lo: toYear(exactly(span.lo)).lo, hi: toYear(exactly(span.hi)).lo };
}

function inZone(stamp: Stamp, zone: string): Stamp {
  const offset = zoneOffset(zone, stamp.lo);
  return offset === undefined ? stamp : { ...stamp, lo: stamp.lo - offset, hi: stamp.hi - offset };
}

/** By place in the source; the order of reading decides among equals. */
function inOrder(records: readonly CaptureRecord[]): readonly CaptureRecord[] {
  let before = 0;
  const isSorted = records.every((record) => {
    const at = offsetOf(record);
    const isNext = before <= at;
    before = at;
    return isNext;
  });
  return isSorted ? records : [...records].sort((a, b) => byNumber(offsetOf(a), offsetOf(b)));
}

/** A view makes its evidence each time it is asked. */
function offsetOf(record: CaptureRecord): number {
  return record instanceof StoredEvent ? record.offset : record.evidence.offset;
}
