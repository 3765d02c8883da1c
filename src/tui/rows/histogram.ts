import type { Interval } from '../../base/index.js';
import { loOf, severityOf, type RowTable } from './table.js';
import type { View } from './view.js';

/** One column of the picture: how many rows fall into its stretch of time and how bad the worst is. */
export interface Bucket {
  readonly count: number;
  /** Rows that a person should look at, or worse. */
  readonly bad: number;
  readonly worst: number;
}

const remembered = new WeakMap<View, Map<string, readonly Bucket[]>>();

/** Counts the rows of a view in `width` equal stretches of a range; rows outside it are left out. */
export function histogramOf(table: RowTable, view: View, range: Interval, width: number): readonly Bucket[] {
  const known = remembered.get(view) ?? new Map<string, readonly Bucket[]>();
  remembered.set(view, known);
  const key = `${String(range.lo)} ${String(range.hi)} ${String(width)}`;
  const found = known.get(key);
  if (found) return found;
  const buckets = countBuckets(table, view, range, width);
  known.set(key, buckets);
  return buckets;
}

function countBuckets(table: RowTable, view: View, range: Interval, width: number): readonly Bucket[] {
  const counts = new Uint32Array(width);
  const bad = new Uint32Array(width);
  const worst = new Uint8Array(width);
  const { source } = table;
  const span = Math.max(1, range.hi - range.lo);
  for (const id of view.rows) {
    const plain = id < source.count;
    const lo = plain ? (source.lo[id] ?? 0) : loOf(table, id);
    if (lo < range.lo || lo > range.hi) continue;
    const b = Math.min(width - 1, Math.floor(((lo - range.lo) / span) * width));
    const severity = plain ? (source.severity[id] ?? 0) : severityOf(table, id);
    counts[b] = (counts[b] ?? 0) + 1;
    if (severity >= 2) bad[b] = (bad[b] ?? 0) + 1;
    if (severity > (worst[b] ?? 0)) worst[b] = severity;
  }
  return Array.from(counts, (count, i) => ({ count, bad: bad[i] ?? 0, worst: worst[i] ?? 0 }));
}

/** Column of an instant in a range drawn `width` wide; -1 when it lies outside. */
export function columnOf(range: Interval, width: number, at: number): number {
  if (at < range.lo || at > range.hi) return -1;
  const span = Math.max(1, range.hi - range.lo);
  return Math.min(width - 1, Math.floor(((at - range.lo) / span) * width));
}
