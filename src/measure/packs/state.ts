import {
  digNumber,
  digText,
  groupBy,
  sortedBy,
  stampOf,
  type Instant,
  type Stamp,
} from '../../base/index.js';
import { keyOf, type EventRecord, type MessageRecord, type Ref } from '../../model/index.js';
import { levelsOf, type Case, type Mark, type Track } from '../../world/index.js';
import { recent, type Signal } from '../replay/signal.js';

/** First instant that any source of the capture speaks of: rules are evaluated from there on. */
export function coveredSince(c: Case): Instant {
  return c.fact(firstSeen);
}

function firstSeen(c: Case): Instant {
  const spans = c.coverage.sources.map((s) => s.window.lo);
  const files = c.sources.flatMap((s) => (s.span ? [s.span.lo] : []));
  const said = [c.events[0]?.first.lo, c.messages[0]?.at.lo, c.access[0]?.at.lo].filter(
    (t) => t !== undefined,
  );
  const all = [...spans, ...files, ...said].filter((t) => Number.isFinite(t));
  return all.length > 0 ? all.reduce((a, b) => Math.min(a, b)) : c.asOf.lo;
}

/** A flag of every object of a kind, as its snapshots show it and since when. */
export function flagOf(
  c: Case,
  kind: string,
  read: (object: unknown) => { value: boolean; since?: Stamp | undefined } | undefined,
): Track[] {
  return c.all(kind).flatMap((entity) => {
    const marks = entity.snapshots.flatMap((s): Mark[] => {
      if (s.shape === 'deleted' || s.shape === 'manifest' || s.shape === 'row') return [];
      const flag = read(s.object);
      if (!flag) return [];
      const value = flag.value ? 1 : 0;
      const seen: Mark = { kind: 'is', at: s.at, value };
      return flag.since ? [{ kind: 'became', at: flag.since, value }, seen] : [seen];
    });
    if (entity.created && marks.length > 0) {
      marks.push({ kind: 'set', at: { lo: entity.created.lo, hi: entity.created.lo }, value: 0 });
    }
    return marks.length > 0 ? [{ entity: entity.ref, levels: levelsOf(marks, { lo: 0, hi: 1 }) }] : [];
  });
}

/** Instants that an event or a folded log line stands for: first, last, and between them evenly. */
export function timesOf(e: EventRecord | MessageRecord): Instant[] {
  const first = e.kind === 'event' ? e.first.lo : e.at.lo;
  const last = e.kind === 'event' ? e.last.lo : e.until.lo;
  const n = Math.min(e.count, 500);
  if (n <= 1 || last <= first) return [first];
  return Array.from({ length: n }, (_, i) => Math.round(first + ((last - first) * i) / (n - 1)));
}

/** "At least n of these within the window", per entity that they are about. */
export function occurring(
  c: Case,
  items: readonly { readonly entity: Ref; readonly times: readonly Instant[] }[],
  window: number,
  n: number,
): Signal[] {
  const groups = groupBy(items, (x) => keyOf(x.entity));
  return sortedBy(groups, ([key]) => key).flatMap(([, list]) => {
    const entity = list[0]?.entity;
    return entity
      ? [
          recent(
            entity,
            list.flatMap((x) => x.times),
            window,
            n,
            coveredSince(c),
          ),
        ]
      : [];
  });
}

/** Events of these reasons as occurrences on what they are about. */
export function eventsWhere(
  c: Case,
  reasons: readonly string[],
  test: (e: EventRecord) => boolean = () => true,
): { entity: Ref; times: Instant[] }[] {
  return c
    .eventsOf(...reasons)
    .filter(test)
    .map((e) => ({ entity: e.about, times: timesOf(e) }));
}

/** Log lines of these ids as occurrences on an entity of the caller's choice. */
export function messagesWhere(
  c: Case,
  ids: readonly string[],
  entityOf: (m: MessageRecord) => Ref | undefined,
): { entity: Ref; times: Instant[] }[] {
  return c.messagesOf(...ids).flatMap((m) => {
    const entity = entityOf(m);
    return entity ? [{ entity, times: timesOf(m) }] : [];
  });
}

/** The node that wrote a log line. */
export function nodeOfMessage(m: MessageRecord): Ref | undefined {
  return m.origin.node === undefined ? undefined : { kind: 'Node', name: m.origin.node };
}

/** Number at a path of an object's status or spec. */
export function numberAt(object: unknown, ...path: readonly string[]): number | undefined {
  return digNumber(object, ...path);
}

/** Stamp at a path. */
export function stampAt(object: unknown, ...path: readonly string[]): Stamp | undefined {
  return stampOf(digText(object, ...path));
}
