import type { Instant, Stamp } from '../base/index.js';
import { exactly } from '../base/index.js';
import type { CaptureRecord } from '../model/index.js';
import { keyOf } from '../model/index.js';
import type { TimeHint } from './capture-times.js';
import { BELIEVED, NewestTime, afterNewest, folderOf } from './capture-times.js';
import { UNTIMED } from './hints.js';
import type { SettleSource } from './settle-source.js';

/** Last answers of clocks that were asked in terminal sessions, which speak for their own outputs only. */
export function sessionClocksOf(sources: readonly SettleSource[]): readonly Stamp[] {
  return sources.flatMap(({ reading }) => (reading.clock === undefined ? [] : [reading.clock]));
}

interface Newest {
  readonly all: Instant | undefined;
  /** By folder, when the same objects were captured more than once; else empty. */
  readonly byFolder: ReadonlyMap<string, Instant>;
  readonly after: Stamp | undefined;
}

/** The newest time that the records of the capture speak of, and of each folder where it was captured more than once. */
export function newestByFolder(sources: readonly SettleSource[]): Newest {
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
export function recordsOf(sources: readonly SettleSource[]): Iterable<CaptureRecord> {
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
export class CaptureClock {
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
