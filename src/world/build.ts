import {
  dig,
  digText,
  exactly,
  groupBy,
  largest,
  SECOND,
  sortedBy,
  stampOf,
  type Stamp,
} from '../base/index.js';
import {
  keyOf,
  ref,
  type Capture,
  type CaptureRecord,
  type EntityKey,
  type EventRecord,
  type ObjectRecord,
  type Ref,
} from '../model/index.js';
import { Case } from './case.js';
import { changeLedger } from './change-ledger.js';
import { coverageOf } from './coverage-ledger.js';
import { makeEntity, type Entity } from './entity.js';
import { mergeEvents } from './events.js';
import { settlePlaces } from './log-places.js';
import { relate } from './relations/index.js';

/** Puts the world together from what intake read. Pure: the same capture gives the same case. */
export function buildCase(capture: Capture): Case {
  const by = sortRecords(capture.records);
  const events = mergeEvents(by.event);
  const requests = [...by.request].sort((a, b) => a.at.lo - b.at.lo || a.evidence.offset - b.evidence.offset);
  const entities = entitiesOf(by.object, events, capture.asOf);
  const c = new Case({
    asOf: capture.asOf,
    sources: capture.sources,
    entities,
    events,
    messages: inTime(settlePlaces(by.message, entities)),
    requests,
    access: inTime(by.access),
    alerts: inTime(by.alert),
    alertRules: by['alert-rule'],
    statements: inTime(by.statement),
    metrics: by.metric,
    reports: by.report,
    ...(capture.clashes === undefined ? {} : { clashes: capture.clashes }),
  });
  relate(c);
  c.changes = changeLedger(c);
  c.coverage = coverageOf(c);
  return c;
}

type ByKind = { [K in CaptureRecord['kind']]: Extract<CaptureRecord, { kind: K }>[] };

function sortRecords(records: readonly CaptureRecord[]): ByKind {
  const by: ByKind = {
    object: [],
    event: [],
    message: [],
    request: [],
    access: [],
    alert: [],
    'alert-rule': [],
    statement: [],
    metric: [],
    report: [],
  };
  for (const r of records) (by[r.kind] as CaptureRecord[]).push(r);
  return by;
}

function inTime<T extends { at: Stamp; evidence: { source: number; offset: number } }>(
  records: readonly T[],
): T[] {
  return [...records].sort(
    (a, b) =>
      a.at.lo - b.at.lo || a.evidence.source - b.evidence.source || a.evidence.offset - b.evidence.offset,
  );
}

/** Objects by identity, the things that events and owner references speak of, and when each was gone. */
function entitiesOf(
  objects: readonly ObjectRecord[],
  events: readonly EventRecord[],
  asOf: Stamp,
): ReadonlyMap<EntityKey, Entity> {
  const records = new Map<EntityKey, ObjectRecord[]>();
  const refs = new Map<EntityKey, Ref>();
  const mention = (r: Ref): EntityKey => {
    const key = keyOf(r);
    if (!refs.has(key)) refs.set(key, r);
    return key;
  };
  for (const record of objects) {
    const key = mention(record.ref);
    const list = records.get(key);
    if (list) list.push(record);
    else records.set(key, [record]);
  }
  for (const event of events) mention(event.about);
  for (const record of objects) for (const owner of ownersOf(record)) mention(owner);
  for (const record of objects) {
    const node = digText(record.object, 'spec', 'nodeName');
    if (record.ref.kind === 'Pod' && node !== undefined) mention({ kind: 'Node', name: node });
    if (record.ref.namespace !== undefined) mention({ kind: 'Namespace', name: record.ref.namespace });
  }
  const sweeps = listSweeps(objects);
  const eventsOf = groupBy(events, (e) => keyOf(e.about));
  const entities = new Map<EntityKey, Entity>();
  for (const [key, r] of refs) {
    const list = records.get(key) ?? [];
    entities.set(key, makeEntity(r, key, list, goneAt(r, list, sweeps, eventsOf.get(key) ?? [], asOf)));
  }
  return entities;
}

function ownersOf(record: ObjectRecord): Ref[] {
  const owners = dig(record.object, 'metadata', 'ownerReferences');
  if (!Array.isArray(owners)) return [];
  return owners.flatMap((o): Ref[] => {
    const kind = digText(o, 'kind');
    const name = digText(o, 'name');
    if (kind === undefined || name === undefined) return [];
    return [ref(kind, kind === 'Node' ? undefined : record.ref.namespace, name)];
  });
}

/** A time at which the objects of a kind were listed: in some namespaces, or in all. */
interface Sweep {
  readonly at: Stamp;
  /** Namespaces of the objects that were listed. */
  readonly namespaces: Set<string | undefined>;
  /** True when one list held objects of several namespaces, as `-A` gives them. */
  isWide: boolean;
}

/** Kind → its lists, ascending. */
function listSweeps(objects: readonly ObjectRecord[]): ReadonlyMap<string, readonly Sweep[]> {
  const sweeps = new Map<string, Map<number, Sweep>>();
  const firstOf = new Map<string, string | undefined>();
  for (const { shape, evidence, ref: of, at } of objects) {
    if (shape !== 'full' || !isListed(evidence)) continue;
    const times = sweeps.get(of.kind) ?? new Map<number, Sweep>();
    const sweep = times.get(at.hi) ?? { at, namespaces: new Set(), isWide: false };
    const list = `${evidence.source} ${of.kind}`;
    if (!firstOf.has(list)) firstOf.set(list, of.namespace);
    sweep.isWide ||= firstOf.get(list) !== of.namespace;
    sweep.namespaces.add(of.namespace);
    times.set(at.hi, sweep);
    sweeps.set(of.kind, times);
  }
  return new Map(
    [...sweeps].map(([kind, times]) => [kind, sortedBy(times.values(), (sweep) => sweep.at.lo)]),
  );
}

function isListed({ pointer }: ObjectRecord['evidence']): boolean {
  return pointer?.startsWith('/items/') === true;
}

/**
 * An object is gone by its deletion stamp, or between the last list that had it and the next that lacks it.
 * `events` are those about it.
 */
function goneAt(
  r: Ref,
  records: readonly ObjectRecord[],
  sweeps: ReadonlyMap<string, readonly Sweep[]>,
  events: readonly EventRecord[],
  asOf: Stamp,
): Stamp | undefined {
  const last = records.filter((x) => x.shape === 'full').at(-1);
  const seenUntil = largest(records.map((x) => x.at.hi));
  const lists = (sweeps.get(r.kind) ?? []).filter((x) => x.isWide || x.namespaces.has(r.namespace));
  // Clocks tell whole seconds: two answers of one session, with the clock asked between them, meet in one.
  const next = lists.find(({ at }) => at.hi > seenUntil && at.lo >= seenUntil - SECOND);
  if (next && records.some((x) => x.shape === 'full' && isListed(x.evidence))) {
    const stated = stampOf(digText(last?.object, 'metadata', 'deletionTimestamp'));
    return { lo: stated?.lo ?? seenUntil, hi: next.at.hi, grade: 'B' };
  }
  if (records.length > 0 || r.kind !== 'Pod') return undefined;
  if (lists.length === 0) return undefined;
  const lastSpoken = largest(events.map((e) => e.last.lo));
  const absent = lists.find(({ at }) => at.lo > lastSpoken);
  return absent ? { lo: lastSpoken, hi: absent.at.hi, grade: 'B' } : exactly(asOf.hi, 'X');
}
