import { sortedBy } from '../base/index.js';
import { keyOf, ownEvent, type EventRecord } from '../model/index.js';

/**
 * The same event in two snapshots and in the watch stream is one event: same event object (uid, else name).
 * Rows of tables carry neither: they are one when they say the same of the same thing at the same time. The
 * reading with the highest count and the latest last stamp is kept, with the earliest first stamp of all.
 */
export function mergeEvents(records: readonly EventRecord[]): EventRecord[] {
  const merged = new Map<string, EventRecord[]>();
  for (const e of records) {
    const id = identity(e);
    const known = merged.get(id) ?? [];
    const same = known.findIndex((k) => e.uid !== undefined || e.name !== undefined || touching(k, e));
    if (same < 0) merged.set(id, [...known, e]);
    else known[same] = fuller(known[same] ?? e, e);
  }
  return sortedBy(
    [...merged.values()].flat(),
    (e) => e.first.lo,
    (e) => e.evidence.source,
    (e) => e.evidence.offset,
  );
}

function touching(a: EventRecord, b: EventRecord): boolean {
  return a.first.lo <= b.last.hi && b.first.lo <= a.last.hi;
}

function identity(e: EventRecord): string {
  if (e.uid !== undefined) return `uid ${e.uid}`;
  if (e.name !== undefined) return `name ${e.about.namespace ?? ''}/${e.name}`;
  return `text ${keyOf(e.about)} ${e.reason} ${e.component ?? ''} ${e.message}`;
}

function fuller(a: EventRecord, b: EventRecord): EventRecord {
  const newer = b.count > a.count || (b.count === a.count && b.last.hi > a.last.hi) ? b : a;
  const older = newer === a ? b : a;
  const tighter = older.first.hi - older.first.lo < newer.first.hi - newer.first.lo;
  const first = older.first.lo < newer.first.lo || tighter ? older.first : newer.first;
  return { ...ownEvent(newer), first, last: newer.last.lo >= older.last.lo ? newer.last : older.last };
}
