import type { RowKind, RowName, RowOrigin, RowSource } from '../../app/ports.js';
import { byNumber, iso, type Instant } from '../../base/index.js';
import type { Ref } from '../../model/index.js';
import { textAt } from './text-column.js';
import { NONE } from './writer.js';

/** A row that no source holds: a gap in the evidence, an instant of the incident, a person's own entry. */
export interface ExtraRow {
  readonly lo: Instant;
  readonly hi: Instant;
  readonly kind: RowKind;
  readonly severity: 0 | 1 | 2 | 3;
  readonly entity?: Ref;
  readonly text: string;
}

/** One row made visible. */
export interface Row {
  readonly id: number;
  readonly lo: Instant;
  readonly hi: Instant;
  readonly kind: RowKind;
  readonly severity: number;
  readonly quality: number;
  readonly origin: RowOrigin | undefined;
  readonly entity: Ref | undefined;
  readonly times: number;
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** The columns and the few extra rows as one numbered table: extras come after the last column row. */
export interface RowTable {
  readonly source: RowSource;
  readonly extras: readonly ExtraRow[];
  readonly count: number;
  readonly from: Instant;
  readonly to: Instant;
}

export function tableOf(source: RowSource, extras: readonly ExtraRow[]): RowTable {
  const sorted = [...extras].sort((a, b) => byNumber(a.lo, b.lo));
  const times = [source.lo[0], source.lo[source.count - 1], sorted[0]?.lo, sorted.at(-1)?.lo];
  const known = times.filter((t): t is number => t !== undefined && Number.isFinite(t));
  return {
    source,
    extras: sorted,
    count: source.count + sorted.length,
    from: known.length === 0 ? 0 : Math.min(...known),
    to: known.length === 0 ? 0 : Math.max(...known),
  };
}

export function loOf(table: RowTable, id: number): Instant {
  const { source } = table;
  return (id < source.count ? source.lo[id] : table.extras[id - source.count]?.lo) ?? 0;
}

export function severityOf(table: RowTable, id: number): number {
  const { source } = table;
  return (id < source.count ? source.severity[id] : table.extras[id - source.count]?.severity) ?? 0;
}

export function kindOf(table: RowTable, id: number): RowKind {
  const { source } = table;
  if (id >= source.count) return table.extras[id - source.count]?.kind ?? 'context';
  return source.kinds[source.kind[id] ?? 0] ?? 'context';
}

/** One row made visible; undefined for a number that no row has. */
export function rowOf(table: RowTable, id: number): Row | undefined {
  const { source } = table;
  if (id < 0 || id >= table.count) return undefined;
  if (id >= source.count) return extraRow(table, id);
  return {
    id,
    lo: source.lo[id] ?? 0,
    hi: source.hi[id] ?? 0,
    kind: kindOf(table, id),
    severity: source.severity[id] ?? 0,
    quality: source.quality[id] ?? 0,
    origin: source.sources[source.source[id] ?? NONE],
    entity: source.entities[source.entity[id] ?? NONE],
    times: source.times[id] ?? 1,
    offset: source.offset[id] ?? -1,
    length: source.length[id] ?? 0,
    text: textAt(source.texts, source.text[id] ?? 0),
  };
}

function extraRow(table: RowTable, id: number): Row | undefined {
  const extra = table.extras[id - table.source.count];
  if (extra === undefined) return undefined;
  const { lo, hi, kind, severity, text } = extra;
  const base = { id, lo, hi, kind, severity, text, quality: 0, times: 1, offset: -1, length: 0 };
  return { ...base, origin: undefined, entity: extra.entity };
}

/** First column row at or after an instant. */
export function lowerBound(source: RowSource, at: Instant): number {
  let lo = 0;
  let hi = source.count;
  while (lo < hi) {
    const mid = (lo + hi) >>> 1;
    if ((source.lo[mid] ?? 0) < at) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

/** The name under which a session keeps a row. */
export function nameOf(row: Row): RowName {
  const name = { at: iso(row.lo), text: row.text.slice(0, 200) };
  if (row.origin === undefined || row.offset < 0) return name;
  return { ...name, source: row.origin.id, offset: row.offset };
}

/** Key of a row name: the same for the row of this run and the name kept by an earlier one. */
export function nameKey(name: RowName): string {
  return name.source === undefined
    ? `${name.at} ${name.text}`
    : `${name.at} ${name.source} ${String(name.offset)}`;
}
