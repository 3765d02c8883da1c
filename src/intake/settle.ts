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
import type { TimeHint } from './capture-times.js';
import { BELIEVED, fileTimes, folderOf, hostNames, nameHints, saidHints } from './capture-times.js';
import type { HostClock } from './clock-offsets.js';
import { ClockPairs, SourceClocks, clashesOf, corrected, isWrong, saidOffset } from './clock-offsets.js';
import { StoredEvent } from './formats/kube/event-store.js';
import { newestOf } from './store/object-store.js';
import { matches } from './glob.js';
import { NamesMet, Placer, type KnownNames } from './known-names.js';
import { isUntimed, isYearless } from './hints.js';
import type { SourceReading } from './outcome.js';
import type { SettleOptions, SettleSource } from './settle-source.js';
import { CaptureClock, newestByFolder, recordsOf, sessionClocksOf } from './capture-clock.js';
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
  const isNameless = ({ reading }: SettleSource): boolean => reading.waiting?.maybeOf !== undefined;
  const nameless = sources.filter(isNameless);
  for (const source of sources) if (!isNameless(source)) source.reading.waiting?.resume(capture.of(source));
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
