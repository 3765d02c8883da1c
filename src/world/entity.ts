import { dig, digNumber, digText, stampOf, type Instant, type Stamp } from '../base/index.js';
import type { EntityKey, Evidence, Locator, ObjectRecord, Ref } from '../model/index.js';

/** How much a reading of an object says; where two readings are of one time, the fuller one counts. */
const FULLNESS: Readonly<Record<ObjectRecord['shape'], number>> = {
  full: 5,
  change: 4,
  described: 3,
  manifest: 2,
  row: 1,
  deleted: 0,
};

/** An object as one source showed it at one time. */
export interface Snapshot {
  readonly at: Stamp;
  readonly shape: ObjectRecord['shape'];
  readonly object: unknown;
  readonly uid?: string;
  readonly evidence: Locator;
}

/** A thing of the world and what was seen of it over time. */
export interface Entity {
  readonly key: EntityKey;
  readonly ref: Ref;
  /** In order of time. Empty for things that are only spoken of (by events, logs, other objects). */
  readonly snapshots: readonly Snapshot[];
  /** Creation as the object itself states it; of the newest incarnation. */
  readonly created?: Stamp;
  /** When it was gone: deletionTimestamp, a watch frame, an audit record, absence from a later snapshot. */
  readonly deleted?: Stamp;
  /** The fullest reading among the newest; undefined when there is none. */
  readonly object: unknown;
}

/** The snapshot that shows the entity as it was at `t`: the last one before it, else the first after. */
export function snapshotAt(entity: Entity, t: Instant): Snapshot | undefined {
  const told = entity.snapshots.filter((s) => s.shape !== 'deleted');
  const before = told.filter((s) => s.at.lo <= t);
  return before.at(-1) ?? told[0];
}

/** The newest snapshot with a status (full or described), else the newest of any shape. */
export function newest(entity: Entity): Snapshot | undefined {
  return fullest(entity.snapshots.filter((s) => s.shape !== 'deleted'));
}

function fullest(snapshots: readonly Snapshot[]): Snapshot | undefined {
  let best: Snapshot | undefined;
  for (const s of snapshots) {
    if (!best || rank(s) > rank(best) || (rank(s) === rank(best) && s.at.hi >= best.at.hi)) best = s;
  }
  return best;
}

/** Full and changed objects are compared by time; the rest only serves where there is nothing fuller. */
function rank(s: Snapshot): number {
  return FULLNESS[s.shape];
}

export function makeEntity(ref: Ref, key: EntityKey, records: readonly ObjectRecord[], gone?: Stamp): Entity {
  const snapshots = records
    .map((r): Snapshot => ({
      at: r.at,
      shape: r.shape,
      object: r.object,
      evidence: r.evidence,
      ...(r.uid === undefined ? {} : { uid: r.uid }),
    }))
    .sort((a, b) => a.at.lo - b.at.lo || rank(a) - rank(b) || a.evidence.source - b.evidence.source);
  const best = fullest(snapshots.filter((s) => s.shape !== 'deleted'));
  const created = stampOf(digText(best?.object, 'metadata', 'creationTimestamp')) ?? createdBy(snapshots);
  const frame = snapshots.find((s) => s.shape === 'deleted');
  const deleted = gone ?? frame?.at;
  return {
    key,
    ref,
    snapshots,
    object: best?.object,
    ...(created ? { created } : {}),
    ...(deleted ? { deleted } : {}),
  };
}

/**
 * Creation where the fullest reading leaves it out, as `kubectl describe` does for many kinds: what any
 * other reading says, the narrowest of an age in a table and of when the kubelet took a pod.
 */
function createdBy(snapshots: readonly Snapshot[]): Stamp | undefined {
  const told = snapshots.flatMap((s) => [
    stampOf(dig(s.object, 'metadata', 'creationTimestamp')),
    agedStamp(dig(s.object, 'metadata', 'created')),
    stampOf(dig(s.object, 'status', 'startTime'), 'B'),
  ]);
  let best: Stamp | undefined;
  for (const t of told) if (t && (!best || t.hi - t.lo < best.hi - best.lo)) best = t;
  return best;
}

/** A stamp that intake made of a printed age. */
function agedStamp(value: unknown): Stamp | undefined {
  const lo = digNumber(value, 'lo');
  const hi = digNumber(value, 'hi');
  return lo === undefined || hi === undefined ? undefined : { lo, hi, grade: 'B' };
}

/**
 * Evidence that a field of an object has a value: the object's bytes, the JSON Pointer of the field, and
 * "path: value" to read. For a field that is not there the pointer leads to the nearest part that is.
 */
export function cite(snapshot: Snapshot, ...path: readonly (string | number)[]): Evidence {
  let there = path.length;
  while (there > 0 && dig(snapshot.object, ...path.slice(0, there)) === undefined) there -= 1;
  const inside = dig(snapshot.object, ...path.slice(0, there));
  // A row of a table ends at a printed word, where an object would go on.
  const shown = there < path.length && typeof inside === 'string' ? path.slice(0, there) : path;
  const value = dig(snapshot.object, ...shown);
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  const name = shown.map((p) => (typeof p === 'number' ? `[${p}]` : `.${p}`)).join('');
  const pointer = path
    .slice(0, there)
    .reduce<string>(
      (at, p) => `${at}/${String(p).replace(/~/g, '~0').replace(/\//g, '~1')}`,
      snapshot.evidence.pointer ?? '',
    );
  return {
    ...snapshot.evidence,
    pointer,
    at: snapshot.at.hi,
    excerpt: `${name.replace(/^\./, '')}: ${text}`.slice(0, 400),
  };
}
