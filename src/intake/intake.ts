import type { Instant } from '../base/index.js';
import type { Capture, CaptureRecord, SourceId, SourceInfo } from '../model/index.js';
import type { Format } from './format.js';
import { placeOf } from './layouts/index.js';
import { capturePaths, layoutPath } from './paths.js';
import { Reading, relocate } from './reading.js';
import { FORMATS } from './registry.js';
import type { SettleSource } from './settle.js';
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

/** A member with what became of it. */
interface Taken {
  readonly member: Member;
  readonly label: string;
  readonly reading: Reading;
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
      taken.push({ member, label: root.label, reading });
      bytes += reading.bytes;
      records += reading.records.length;
      options.onProgress?.({ path: member.path, sources: taken.length, bytes, records });
    }
  }
  return assemble(taken, options, isLimited);
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
    taken.map(({ member, label }) => ({
      path: member.path,
      packed: member.packed,
      label,
      isContainer: member.broken !== undefined,
    })),
  );
  const sources = taken
    .map(({ member, reading }, i): SettleSource => ({
      path: paths[i] ?? member.path,
      root: member.root,
      reading,
    }))
    .map((source, i) => ({ source, member: taken[i]?.member }))
    .sort((a, b) => byText(a.source.path, b.source.path));
  const settled = settle(
    sources.map(({ source }) => source),
    options,
  );
  const infos: SourceInfo[] = [];
  const records: CaptureRecord[] = [];
  const placed = withNamespaces(
    sources.map(({ source }, id) => ({ path: source.path, records: settled.records[id] ?? [] })),
  );
  sources.forEach(({ source, member }, id) => {
    const own = placed[id] ?? [];
    infos.push(infoOf(id, source, member, own, settled.clocks[id]));
    for (const record of own) records.push(renumbered(record, id));
  });
  const { asOf, clashes } = settled;
  return { sources: infos, records, asOf, truncated: isLimited, clashes };
}

function renumbered(record: CaptureRecord, id: SourceId): CaptureRecord {
  return record.evidence.source === id ? record : relocate(record, (at) => ({ ...at, source: id }));
}

function infoOf(
  id: SourceId,
  { path, reading }: SettleSource,
  member: Member | undefined,
  records: readonly CaptureRecord[],
  clock: SourceInfo['clock'],
): SourceInfo {
  const refusal = member?.refused;
  const broken = member?.broken;
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
    problems: [...own, ...reading.problems],
  };
}

function toProblem(broken: NonNullable<Member['broken']>): SourceInfo['problems'][number] {
  const { message, offset } = broken;
  return offset === undefined ? { message } : { message, offset };
}
