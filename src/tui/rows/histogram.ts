import type { Interval } from '../../base/index.js';
import { loOf, severityOf, type RowTable } from './table.js';
import type { View } from './view.js';

/** One column of the picture: how many rows fall into its stretch of time and how bad the worst is. */
export interface Bucket {
  readonly count: number;
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

/** Rows stand in order of time, so a bucket is a stretch of them: its ends are found by halving. */
function countBuckets(table: RowTable, view: View, range: Interval, width: number): readonly Bucket[] {
  const span = Math.max(1, range.hi - range.lo);
  let from = firstAt(table, view, range.lo);
  return Array.from({ length: width }, (_, i) => {
    const end = i === width - 1 ? range.hi + 1 : range.lo + Math.ceil((span * (i + 1)) / width);
    const to = firstAt(table, view, end, from);
    const bucket = worstOf(table, view, from, to);
    from = to;
    return bucket;
  });
}

function worstOf(table: RowTable, view: View, from: number, to: number): Bucket {
  const { severity, count: plain } = table.source;
  const { rows } = view;
  let worst = 0;
  for (let p = from; p < to && worst < 3; p++) {
    const id = rows[p] ?? 0;
    const s = id < plain ? (severity[id] ?? 0) : severityOf(table, id);
    if (s > worst) worst = s;
  }
  return { count: to - from, worst };
}

/** Position in the view of the first row at or after an instant. */
export function firstAt(table: RowTable, view: View, at: number, from = 0): number {
  let lo = from;
  let hi = view.rows.length;
  while (lo < hi) {
    const mid = (lo + hi) >>> 1;
    if (loOf(table, view.rows[mid] ?? 0) < at) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

/** Column of an instant in a range drawn `width` wide; -1 when it lies outside. */
export function columnOf(range: Interval, width: number, at: number): number {
  if (at < range.lo || at > range.hi) return -1;
  const span = Math.max(1, range.hi - range.lo);
  return Math.min(width - 1, Math.floor(((at - range.lo) / span) * width));
}
