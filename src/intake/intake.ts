import { availableParallelism } from 'node:os';
import type { Instant } from '../base/index.js';
import type { Capture, CaptureRecord, SourceId, SourceInfo } from '../model/index.js';
import type { Format } from './format.js';
import { placeOf } from './layouts/index.js';
import { withClusters } from './clusters.js';
import { withoutCopies } from './copies.js';
import { capturePaths, layoutPath } from './paths.js';
import { outcomeOf, type SourceReading } from './outcome.js';
import { detached } from './interner.js';
import { readMember } from './read-member.js';
import { Reading } from './reading.js';
import { FORMATS } from './registry.js';
import { settle, type Settled } from './settle.js';
import { matches } from './glob.js';
import { HeapKeeper } from './team/heap.js';
import { Helpers } from './team/helpers.js';
import type { Share } from './team/task.js';
import { RecordStore } from './store/record-store.js';
import { withNamespaces } from './unnamed-namespaces.js';
import type { Budget, Member } from './source/member.js';
import { DEFAULT_BUDGET } from './source/member.js';
import { Meter } from './source/meter.js';
import type { Input } from './source/roots.js';
import { rootsOf } from './source/roots.js';
import { members } from './source/walk.js';
import { byText, markOf } from '../base/index.js';

/** How far reading has come. */
export interface Progress {
  readonly path: string;
  readonly sources: number;
  readonly bytes: number;
  readonly records: number;
}

export interface IntakeOptions {
  /** Time of capture, when the user says it. */
  readonly asOf?: Instant;
  /** Zones of sources that print none: [glob pattern or "" for all, zone]; the first match holds. */
  readonly timeZones?: readonly (readonly [pattern: string, zone: string])[];
  /** Patterns of paths in the capture: what matches none of them is left out. */
  readonly only?: readonly string[];
  readonly budget?: Partial<Budget>;
  readonly signal?: AbortSignal;
  /** Threads that may read at once, when the capture is large. The result is the same. */
  readonly jobs?: number;
  readonly onProgress?: (progress: Progress) => void;
  /** For tests of single formats. */
  readonly formats?: readonly Format[];
  /** For tests: where records are kept. */
  readonly store?: RecordStore;
}

/** What is kept of a member, and what became of it: nothing that holds on to its bytes. */
interface Taken extends Pick<Member, 'root' | 'packed' | 'refused' | 'broken'> {
  /** In the container; at last, in the capture. */
  path: string;
  readonly label: string;
  readonly reading: SourceReading;
}

/**
 * Reads everything that was named; what came twice is counted once. Order of paths, of members and of chunks does not matter, nor how many threads
 * read. Throws InputError for what is not there, the signal's reason when aborted, and nothing else.
 */
export async function readCapture(paths: readonly Input[], options: IntakeOptions = {}): Promise<Capture> {
  const budget = { ...DEFAULT_BUDGET, ...options.budget };
  const helpers = helpersFor(paths, budget, options);
  const heap = new HeapKeeper();
  const taker = new Taker(options, helpers, heap);
  try {
    await taker.walk(paths, new Meter(budget));
    if (helpers !== undefined && !taker.takeOver(await helpers.all())) {
      // A helper failed, or the capture changed under it.
      await taker.walk(paths, new Meter(budget));
    }
    // Their memory is wanted for what comes now; they can end meanwhile.
    void helpers?.close();
    return withClusters(withoutCopies(assemble(taker.taken, options, taker.isLimited)));
  } finally {
    heap.end();
    await helpers?.close();
  }
}

/** Files can be walked by several threads; a stream comes once, and a test's own formats are in one thread only. */
function helpersFor(
  paths: readonly Input[],
  budget: Budget,
  { jobs = usualJobs(), formats }: IntakeOptions,
): Helpers | undefined {
  const files = paths.filter((path) => typeof path === 'string');
  if (files.length < paths.length || formats !== undefined) return undefined;
  return Helpers.of(Math.min(jobs, MOST_JOBS) - 1, { paths: files, budget });
}

/**
 * Two logical processors are mostly one core, of which a second thread gains less than it costs: it unpacks everything
 * once more.
 */
function usualJobs(): number {
  return availableParallelism() < 4 ? 1 : 2;
}

/** Each thread unpacks everything for itself: more of them only wait for one another. */
const MOST_JOBS = 8;

/** A thread takes a fifth of a second and some memory to start: below this much unpacked it does not pay. */
const LARGE = 64 * 2 ** 20;
const STEP = 16 * 2 ** 20;

/** Outputs with ages are small; this many bytes of them are no capture. */
const MAX_WAITING = 1 << 30;

/** Takes the members of a capture one after the other, and leaves to helpers what they have taken. */
class Taker {
  readonly taken: Taken[] = [];
  isLimited = false;
  private readonly left = new Set<number>();
  private readonly options: IntakeOptions;
  private readonly helpers: Helpers | undefined;
  private readonly heap: HeapKeeper;
  private bytes = 0;
  private records = 0;
  private readonly store: RecordStore;
  private waiting = 0;
  /** Unpacked bytes at which to look again how large everything is. */
  private look = LARGE;

  constructor(options: IntakeOptions, helpers: Helpers | undefined, heap: HeapKeeper) {
    this.store = options.store ?? new RecordStore();
    this.options = options;
    this.helpers = helpers;
    this.heap = heap;
  }

  /** The first time all members are taken or left; then those that were left and did not come back. */
  async walk(paths: readonly Input[], meter: Meter): Promise<void> {
    const isAgain = this.taken.length > 0;
    let id = 0;
    for (const root of await rootsOf(paths, meter)) {
      for await (const member of members(root, meter)) {
        this.options.signal?.throwIfAborted();
        if (!isAgain || this.left.has(id)) await this.take(id, member, root.label, meter, isAgain);
        else await member.skip();
        id += 1;
      }
    }
  }

  /** Puts in what helpers have read; false when something is missing. */
  takeOver(shares: ReadonlyMap<number, Share>): boolean {
    for (const id of this.left) {
      const share = shares.get(id);
      const taken = this.taken[id];
      if (share === undefined || taken === undefined || markOf(taken.path) !== share.mark) continue;
      const { place } = taken.reading;
      this.taken[id] = { ...taken, reading: outcomeOf(share.outcome, place) };
      this.isLimited ||= share.isLimited;
      this.left.delete(id);
    }
    return this.left.size === 0;
  }

  private async take(
    id: number,
    member: Member,
    label: string,
    meter: Meter,
    isAgain: boolean,
  ): Promise<void> {
    const place = placeOf(layoutPath(member));
    const { store } = this;
    const reading = new Reading(id, member.path, place, this.options.formats ?? FORMATS, { store });
    this.isLimited ||= member.limit === true || member.broken?.limit === true;
    const isOpen = member.refused === undefined && member.broken === undefined;
    if (isOpen && !isAgain && this.helpers?.take(id) === false) {
      this.left.add(id);
      await member.skip();
    } else if (isOpen) {
      const pulse = (): void => {
        this.options.signal?.throwIfAborted();
        if (meter.unpacked > this.look) this.isLarge(meter.unpacked);
      };
      this.isLimited = (await readMember(member, reading, pulse)) || this.isLimited;
      this.holdOrGiveUp(reading);
    }
    this.taken[id] = takenOf(member, label, reading.outcome);
    this.tell(member, reading);
  }

  private isLarge(unpacked: number): void {
    this.look = unpacked + STEP;
    this.heap.look();
    this.helpers?.start();
  }

  private holdOrGiveUp(reading: Reading): void {
    this.waiting += reading.waitingBytes;
    if (!reading.isWaiting || this.waiting <= MAX_WAITING) return;
    this.waiting -= reading.waitingBytes;
    reading.giveUp('not read: too many outputs wait for the time of capture');
    this.isLimited = true;
  }

  private tell(member: Member, reading: Reading): void {
    this.bytes += reading.bytes;
    this.records += reading.records.length;
    const { taken, bytes, records } = this;
    this.options.onProgress?.({ path: member.path, sources: taken.length, bytes, records });
  }
}

function takenOf(member: Member, label: string, reading: SourceReading): Taken {
  const { path, root, packed, refused, broken } = member;
  const closed = {
    ...(refused === undefined ? {} : { refused }),
    ...(broken === undefined ? {} : { broken }),
  };
  return { path, root, packed, label, reading, ...closed };
}

function assemble(taken: readonly Taken[], options: IntakeOptions, isLimited: boolean): Capture {
  const paths = capturePaths(
    taken.map(({ path, packed, label, broken }) => ({
      path,
      packed,
      label,
      isContainer: broken !== undefined,
    })),
  );
  taken.forEach((each, i) => {
    each.path = paths[i] ?? each.path;
  });
  const { only = [] } = options;
  const sources = [...taken]
    .map((each) => (isWanted(each.path, only) ? each : leftOut(each)))
    .sort((a, b) => byText(a.path, b.path));
  const settled = settle(sources, options);
  const infos: SourceInfo[] = [];
  const placed = withNamespaces(
    sources.map(({ path }, id) => ({ path, records: settled.records[id] ?? [] })),
  );
  sources.forEach((source, id) => {
    const own = placed[id] ?? [];
    infos.push(infoOf(id, source, own, settled));
  });
  const records = joined(placed);
  const { asOf, clashes } = settled;
  return { sources: infos, records, asOf, truncated: isLimited, clashes };
}

function isWanted(path: string, only: readonly string[]): boolean {
  return only.length === 0 || only.some((pattern) => matches(pattern, path));
}

/** Listed, and nothing more. */
function leftOut(taken: Taken): Taken {
  const { place, format, bytes } = taken.reading;
  const nothing = { records: [], problems: [], entity: undefined, origin: undefined, zone: undefined };
  const untimed = { ownZone: undefined, clock: undefined, span: undefined, yearlessSpan: undefined };
  const reading = { place, format, bytes, status: 'empty' as const, ...nothing, ...untimed };
  return { ...taken, refused: 'left out: it matches no --only', reading };
}

/** One list of all: made as long as it is, as lists that grow leave shorter ones behind. */
function joined(lists: readonly (readonly CaptureRecord[])[]): readonly CaptureRecord[] {
  const all = new Array<CaptureRecord>(lists.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const list of lists) for (const record of list) all[at++] = record;
  return all;
}

function infoOf(
  id: SourceId,
  { path, reading, refused: refusal, broken }: Taken,
  records: readonly CaptureRecord[],
  { clocks, origins }: Settled,
): SourceInfo {
  const [clock, origin] = [clocks[id], origins[id]];
  const status = refusal !== undefined ? 'refused' : broken !== undefined ? 'partial' : reading.status;
  const own =
    refusal !== undefined ? [{ message: refusal }] : broken === undefined ? [] : [toProblem(broken)];
  return {
    id,
    path: detached(path),
    format: refusal === undefined && broken === undefined ? reading.format : 'container',
    status,
    records: records.length,
    bytes: reading.bytes,
    ...(reading.entity === undefined ? {} : { entity: reading.entity }),
    ...(origin === undefined ? {} : { origin }),
    ...(reading.span === undefined ? {} : { span: reading.span }),
    ...(clock === undefined ? {} : { clock }),
    problems: own.length === 0 ? reading.problems : [...own, ...reading.problems],
  };
}

function toProblem(broken: NonNullable<Taken['broken']>): SourceInfo['problems'][number] {
  const { message, offset } = broken;
  return offset === undefined ? { message } : { message, offset };
}
