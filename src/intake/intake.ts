import type { Instant } from '../base/index.js';
import type { Capture, CaptureRecord, SourceId, SourceInfo } from '../model/index.js';
import type { Format } from './format.js';
import { placeOf } from './layouts/index.js';
import { capturePaths, layoutPath } from './paths.js';
import type { SourceReading } from './outcome.js';
import { Reading } from './reading.js';
import { FORMATS } from './registry.js';
import { settle } from './settle.js';
import { withNamespaces } from './unnamed-namespaces.js';
import { BrokenSource, LimitHit, reason } from './source/fault.js';
import type { Budget, Member } from './source/member.js';
import { DEFAULT_BUDGET } from './source/member.js';
import { Meter } from './source/meter.js';
import type { Input } from './source/roots.js';
import { rootsOf } from './source/roots.js';
import { members } from './source/walk.js';
import { byText } from '../base/index.js';

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
  readonly budget?: Partial<Budget>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** For tests of single formats. */
  readonly formats?: readonly Format[];
}

/** What is kept of a member, and what became of it: nothing that holds on to its bytes. */
interface Taken extends Pick<Member, 'path' | 'root' | 'packed' | 'refused' | 'broken'> {
  readonly label: string;
  readonly reading: SourceReading;
}

/**
 * Reads everything that was named. Order of paths, of members and of chunks does not matter. Throws
 * InputError for what is not there, the signal's reason when aborted, and nothing else.
 */
export async function readCapture(paths: readonly Input[], options: IntakeOptions = {}): Promise<Capture> {
  const meter = new Meter({ ...DEFAULT_BUDGET, ...options.budget });
  const taken: Taken[] = [];
  let isLimited = false;
  let bytes = 0;
  let records = 0;
  let waiting = 0;
  for (const root of await rootsOf(paths, meter)) {
    for await (const member of members(root, meter)) {
      options.signal?.throwIfAborted();
      const place = placeOf(layoutPath(member));
      const reading = new Reading(taken.length, member.path, place, options.formats ?? FORMATS);
      isLimited ||= member.limit === true || member.broken?.limit === true;
      if (member.refused === undefined && member.broken === undefined) {
        isLimited = (await readMember(member, reading, options.signal)) || isLimited;
      }
      waiting += reading.waitingBytes;
      if (reading.isWaiting && waiting > MAX_WAITING) {
        waiting -= reading.waitingBytes;
        reading.giveUp('not read: too many outputs wait for the time of capture');
        isLimited = true;
      }
      taken.push(takenOf(member, root.label, reading.outcome));
      bytes += reading.bytes;
      records += reading.records.length;
      options.onProgress?.({ path: member.path, sources: taken.length, bytes, records });
    }
  }
  return assemble(taken, options, isLimited);
}

function takenOf(member: Member, label: string, reading: SourceReading): Taken {
  const { path, root, packed, refused, broken } = member;
  const closed = {
    ...(refused === undefined ? {} : { refused }),
    ...(broken === undefined ? {} : { broken }),
  };
  return { path, root, packed, label, reading, ...closed };
}

/** Outputs with ages are small; this many bytes of them are no capture. */
const MAX_WAITING = 1 << 30;

/** True when a limit stopped it. */
async function readMember(
  member: Member,
  reading: Reading,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  let isLimited = false;
  let cut: string | undefined;
  try {
    for await (const chunk of member.bytes()) {
      signal?.throwIfAborted();
      reading.chunk(chunk);
    }
  } catch (error) {
    if (!(error instanceof BrokenSource || error instanceof LimitHit)) throw error;
    cut = reason(error);
    isLimited = error instanceof LimitHit;
  }
  reading.end();
  if (cut !== undefined) reading.cutOff(cut, reading.bytes);
  return isLimited;
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
  const sources = taken
    .map((each, i) => ({ ...each, path: paths[i] ?? each.path }))
    .sort((a, b) => byText(a.path, b.path));
  const settled = settle(sources, options);
  const infos: SourceInfo[] = [];
  const records: CaptureRecord[] = [];
  const placed = withNamespaces(
    sources.map(({ path }, id) => ({ path, records: settled.records[id] ?? [] })),
  );
  sources.forEach((source, id) => {
    const own = placed[id] ?? [];
    infos.push(infoOf(id, source, own, settled.clocks[id]));
    for (const record of own) records.push(record);
  });
  const { asOf, clashes } = settled;
  return { sources: infos, records, asOf, truncated: isLimited, clashes };
}

function infoOf(
  id: SourceId,
  { path, reading, refused: refusal, broken }: Taken,
  records: readonly CaptureRecord[],
  clock: SourceInfo['clock'],
): SourceInfo {
  const status = refusal !== undefined ? 'refused' : broken !== undefined ? 'partial' : reading.status;
  const own =
    refusal !== undefined ? [{ message: refusal }] : broken === undefined ? [] : [toProblem(broken)];
  return {
    id,
    path,
    format: refusal === undefined && broken === undefined ? reading.format : 'container',
    status,
    records: records.length,
    bytes: reading.bytes,
    ...(reading.entity === undefined ? {} : { entity: reading.entity }),
    ...(reading.origin === undefined ? {} : { origin: reading.origin }),
    ...(reading.span === undefined ? {} : { span: reading.span }),
    ...(clock === undefined ? {} : { clock }),
    problems: own.length === 0 ? reading.problems : [...own, ...reading.problems],
  };
}

function toProblem(broken: NonNullable<Taken['broken']>): SourceInfo['problems'][number] {
  const { message, offset } = broken;
  return offset === undefined ? { message } : { message, offset };
}
