import type { Instant, Interval, Stamp } from '../base/index.js';
import { DAY, HOUR, MINUTE, SECOND, dig, digNumber, digText, largest, stamp, utc } from '../base/index.js';
import type { CaptureRecord, ObjectRecord } from '../model/index.js';
import { newestTime } from './newest-time.js';
import { newestOf } from './store/object-store.js';
import type { SettleSource } from './settle-source.js';

/**
 * When a capture was made, from the best witness down: a file that says it; a time in the name of the
 * archive or folder; the newest time inside the objects, which is a lower bound.
 */
export interface TimeHint {
  /** Folder that it speaks for; "" for all. */
  readonly folder: string;
  readonly at: Stamp;
  /** Beginning of the names of the files that it speaks for: "during-" of "during-captured-at.txt". */
  readonly prefix?: string;
  /** Zone of the host's clock, when the file is the output of a host's `date`. */
  readonly hostZone?: string;
}

/** Folders of a collector's own notes: what lies in them speaks for the folder above. */
const NOTES = /(?:^|\/)(?:systeminfo|system|meta|metadata|info|date|sos_commands\/(?:date|general|host))$/;

/** What files say whose content is a time. */
export function saidHints(sources: readonly SettleSource[]): readonly TimeHint[] {
  return sources.flatMap(({ path, reading }): TimeHint[] => {
    if (reading.format !== 'capture-time') return [];
    const [record] = reading.records;
    if (record?.kind !== 'report' || digNumber(record.data, 'capturedAt') === undefined) return [];
    const folder = folderOf(path);
    const isNote = NOTES.test(folder);
    const zone = digText(record.data, 'zone');
    const isHost = /(?:^|\/)date(?:\.txt)?$/.test(path) && zone !== undefined;
    const prefix = PREFIXED.exec(path.slice(folder === '' ? 0 : folder.length + 1))?.groups?.['prefix'];
    return [
      {
        folder: isNote ? folderOf(folder) : folder,
        at: record.at,
        ...(isHost ? { hostZone: zone } : {}),
        ...(prefix === undefined ? {} : { prefix }),
      },
    ];
  });
}

/** Snapshots that lie in one folder name their files alike: "during-pods.json", "during-captured-at.txt". */
const PREFIXED = /^(?<prefix>[\w.-]*?[-_.])(?:captured?[-_]?(?:at|time)?|timestamp|date|time)(?:\.\w+)?$/i;

/** Hosts by the folder whose files were collected on them. */
export function hostNames(sources: readonly SettleSource[]): ReadonlyMap<string, string> {
  const hosts = new Map<string, string>();
  for (const { path, reading } of sources) {
    const [record] = reading.records;
    if (reading.format !== 'host-name' || record?.kind !== 'report' || record.node === undefined) continue;
    const folder = folderOf(path);
    hosts.set(
      HOST_FOLDER.test(folder) || NOTES.test(folder)
        ? folder.replace(HOST_FOLDER, '').replace(NOTES, '')
        : folder,
      record.node,
    );
  }
  return hosts;
}

const HOST_FOLDER = /(?:^|\/)etc$/;

export function folderOf(path: string): string {
  const end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('!'));
  return end < 0 ? '' : path.slice(0, end);
}

const DASHED =
  /(?:^|[^\d])(20\d\d)-(\d\d)-(\d\d)[T_ -](\d\d)[_:.-]?(\d\d)(?:[_:.-]?(\d\d))?(Z|[-_]?UTC)?(?![\d])/;
const PACKED = /(?:^|[^\d])(20\d\d)(\d\d)(\d\d)[-_T](\d\d)(\d\d)(\d\d)?(Z)?(?![\d])/;
/** Collectors that write UTC without saying so. */
const WRITES_UTC = /^calico-diagnostics/;

/** A time in a folder's or archive's name; its zone is the collector's own unless it says UTC. */
export function timeInName(name: string): { readonly at: Interval; readonly isUtc: boolean } | undefined {
  const found = DASHED.exec(name) ?? PACKED.exec(name);
  if (found === null) return undefined;
  const [, year, month, day, hour, minute, second, zone] = found;
  if (Number(month) > 12 || Number(day) > 31 || Number(hour) > 23 || Number(minute) > 59) return undefined;
  const lo = utc(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second ?? 0));
  const at = { lo, hi: lo + (second === undefined ? MINUTE : SECOND) };
  return { at, isUtc: zone !== undefined || WRITES_UTC.test(name) };
}

/**
 * Hints in the names of roots and folders. A name without zone is brought to UTC by the quarter hour that
 * puts it closest after the newest time inside (collectors run some minutes at most); when that cannot be
 * told it may be any zone's.
 */
export function nameHints(
  sources: readonly SettleSource[],
  newest: Instant | undefined,
): readonly TimeHint[] {
  const hints = new Map<string, TimeHint>();
  const note = (folder: string, name: string): void => {
    const found = hints.has(folder) ? undefined : timeInName(name);
    if (found !== undefined) hints.set(folder, { folder, at: inUtc(found, newest) });
  };
  for (const { path, root } of sources) {
    note('', root);
    const folders = folderOf(path).split(/[/!]/);
    let end = 0;
    for (const folder of folders) {
      end += folder.length;
      if (folder !== '') note(path.slice(0, end), folder);
      end += 1;
    }
  }
  return [...hints.values()];
}

/**
 * Times in the names of files with objects: "pods-2026-07-01_192241.json". All have one zone: the one that puts the last
 * of them closest after the newest time inside.
 */
export function fileTimes(
  sources: readonly SettleSource[],
  newest: Instant | undefined,
): ReadonlyMap<string, Stamp> {
  const found = sources.flatMap(({ path, reading }) => {
    const isSnapshot =
      reading.waiting !== undefined || /^(?:object|report)$/.test(reading.records[0]?.kind ?? '');
    const said = isSnapshot ? timeInName(path.slice(folderOf(path).length)) : undefined;
    if (said === undefined) return [];
    const inside = new NewestTime();
    inside.add(reading.records, true);
    return [{ path, ...said, inside: inside.at }];
  });
  const last = largest(found.filter(({ isUtc }) => !isUtc).map(({ at }) => at.lo));
  const ahead = newest === undefined ? undefined : Math.round((last - newest) / QUARTER) * QUARTER;
  const isZone = ahead !== undefined && ahead >= -WEST && ahead <= EAST;
  return new Map(
    found.flatMap(({ path, at, isUtc, inside }) => {
      const [lo, hi] = isUtc ? [0, 0] : isZone ? [ahead, ahead] : [EAST, -WEST];
      const said = stamp(at.lo - lo, at.hi - hi, isUtc ? 'B' : 'C');
      // "events-from-2026-07-01T19:00" is when its content begins.
      return inside !== undefined && inside > said.hi + MINUTE ? [] : [[path, said] as const];
    }),
  );
}

const QUARTER = 15 * MINUTE;
/** Zones reach from UTC-12 to UTC+14. */
const WEST = 12 * HOUR;
const EAST = 14 * HOUR;

function inUtc({ at, isUtc }: { at: Interval; isUtc: boolean }, newest: Instant | undefined): Stamp {
  if (isUtc) return stamp(at.lo, at.hi, 'B');
  if (newest !== undefined) {
    // The name's time is when the collector began: objects are up to some minutes newer.
    const ahead = Math.round((at.lo - newest) / QUARTER) * QUARTER;
    if (ahead >= -WEST && ahead <= EAST) return stamp(at.lo - ahead, at.hi - ahead + 5 * MINUTE, 'C');
  }
  return stamp(at.lo - EAST, at.hi + WEST, 'C');
}

/**
 * Newest time that records speak of. What is written all the time (events, heartbeats, logs) tells best; an
 * object that claims to be newer by more than a day was put into the capture later.
 */
export class NewestTime {
  private live: Instant | undefined;
  private readonly still: Instant[] = [];
  private told: Instant | undefined;

  get at(): Instant | undefined {
    const limit = this.live === undefined ? Number.POSITIVE_INFINITY : this.live + DAY;
    const newest = this.still.reduce(
      (last, at) => (at <= limit ? Math.max(last ?? at, at) : last),
      this.live,
    );
    return newest ?? this.told;
  }

  add(records: readonly CaptureRecord[], isZoned: boolean): void {
    for (const record of records) {
      // alerts of other days lie beside captures: they tell the time only where nothing else does
      if (record.kind === 'alert') this.told = latest(this.told, record.heard ?? record.ended ?? record.at);
      const at = newestIn(record);
      if (at === undefined) continue;
      const isObject = record.kind === 'object';
      if (!isObject && !isZoned) continue;
      if (!isObject || HEARTBEATS.has(record.ref.kind)) this.live = Math.max(this.live ?? at, at);
      else this.still.push(at);
    }
  }
}

function latest(known: Instant | undefined, { lo, grade }: Stamp): Instant | undefined {
  return grade === 'X' ? known : Math.max(known ?? lo, lo);
}

const HEARTBEATS: ReadonlySet<string> = new Set(['Lease', 'Node']);

function newestIn(record: CaptureRecord): Instant | undefined {
  switch (record.kind) {
    case 'object':
      return newestOf(record);
    case 'event':
      return record.last.grade === 'X' ? undefined : record.last.lo;
    case 'request':
    case 'message':
    case 'access':
      return record.until.grade === 'X' ? undefined : record.until.lo;
    default:
      return undefined;
  }
}

/** kubelet renews its Lease every ten seconds, and everything else at least every five minutes. */
export function afterNewest(newest: Instant, records: Iterable<CaptureRecord>): Stamp {
  for (const record of records) {
    if (
      record.kind === 'object' &&
      record.ref.kind === 'Lease' &&
      renewedAt(record) >= newest - 10 * SECOND
    ) {
      return { lo: newest, hi: newest + 10 * SECOND, grade: 'B' };
    }
  }
  return { lo: newest, hi: newest + 5 * MINUTE, grade: 'C' };
}

function renewedAt(record: ObjectRecord): Instant {
  return newestTime({ spec: dig(record.object, 'spec') }) ?? 0;
}

/** A clock that is wrong by more does not tell when the capture was made. */
export const BELIEVED = DAY;
