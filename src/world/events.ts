import { sortedBy } from '../base/index.js';
import { keyOf, type EventRecord } from '../model/index.js';

/**
 * The same event in two snapshots and in the watch stream is one event: same event object (uid, else
 * name, else what it says). The reading with the highest count and the latest last stamp is kept, with
 * the earliest first stamp of all readings.
 */
export function mergeEvents(records: readonly EventRecord[]): EventRecord[] {
  const merged = new Map<string, EventRecord>();
  for (const e of records) {
    const id = identity(e);
    const known = merged.get(id);
    merged.set(id, known ? fuller(known, e) : e);
  }
  return sortedBy(
    merged.values(),
    (e) => e.first.lo,
    (e) => e.evidence.source,
    (e) => e.evidence.offset,
  );
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
  return { ...newer, first, last: newer.last.lo >= older.last.lo ? newer.last : older.last };
}
