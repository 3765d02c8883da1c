import type { RowSource } from '../../app/ports.js';
import type { Interval } from '../../base/index.js';
import { keyOf } from '../../model/index.js';
import { bitsOf, intersect, setBit, type Bits } from './bits.js';
import type { Clause } from './clause.js';
import { extraPasses, matching, type Labels } from './match.js';
import { loOf, lowerBound, type RowTable } from './table.js';
import { NONE } from './writer.js';

/** What of the timeline is looked at: everything here can be undone and is remembered in the history. */
export interface Lens {
  readonly clauses: readonly Clause[];
  /** False while all clauses are lifted for a look around. */
  readonly active: boolean;
  readonly floor: 0 | 1 | 2 | 3;
  readonly window: Interval | undefined;
  readonly focus: Focus | undefined;
  readonly fold: boolean;
}

/** Attention on one entity, with its owners and what it owns. */
export interface Focus {
  readonly entity: string;
  readonly family: readonly string[];
}

export const OPEN_LENS: Lens = {
  clauses: [],
  active: true,
  floor: 0,
  window: undefined,
  focus: undefined,
  fold: true,
};

/**
 * The rows that a lens lets through, in order, and the items that the list shows: an item is a row, or
 * a row with its repeats folded in.
 */
export interface View {
  readonly rows: Uint32Array;
  /** Position in `rows` of each item's first row; ascending. */
  readonly heads: Uint32Array;
  /** Position in `rows` of each item's last row. */
  readonly tails: Uint32Array;
  /** How many rows the item stands for. */
  readonly sizes: Uint32Array;
  readonly items: number;
  readonly hidden: number;
}

/** Looks at the table through the lens. `open` holds first rows of folds that are shown in full. */
export function viewOf(table: RowTable, lens: Lens, open: ReadonlySet<number>, labels?: Labels): View {
  const rows = visibleRows(table, lens, labels);
  const hidden = table.count - rows.length;
  if (!lens.fold) {
    const heads = new Uint32Array(rows.length);
    for (let i = 0; i < heads.length; i++) heads[i] = i;
    return {
      rows,
      heads,
      tails: heads,
      sizes: new Uint32Array(rows.length).fill(1),
      items: rows.length,
      hidden,
    };
  }
  return { ...folded(table, rows, open), rows, hidden };
}

/** The column rows that all filters of the lens let through; undefined when nothing filters. */
export function passing(table: RowTable, lens: Lens, labels?: Labels): Bits | undefined {
  const { source } = table;
  const sets: Bits[] = [];
  if (lens.active) for (const clause of lens.clauses) sets.push(matching(source, clause, labels));
  if (lens.focus) sets.push(focusBits(table, lens.focus));
  if (lens.floor > 0) {
    const text = `sev:${String(lens.floor)}`;
    const terms = [{ kind: 'severity', least: lens.floor }] as const;
    sets.push(matching(source, { text, exclude: false, terms }, labels));
  }
  return intersect(sets);
}

function focusBits(table: RowTable, focus: Focus): Bits {
  const { source } = table;
  const family = new Set([focus.entity, ...focus.family]);
  const flags = source.entities.map((ref) => family.has(keyOf(ref)));
  const bits = bitsOf(source.count);
  for (let i = 0; i < source.count; i++) if (flags[source.entity[i] ?? NONE] === true) setBit(bits, i);
  return bits;
}

function visibleRows(table: RowTable, lens: Lens, labels: Labels | undefined): Uint32Array {
  const { source } = table;
  const from = lens.window === undefined ? 0 : lowerBound(source, lens.window.lo);
  const to = lens.window === undefined ? source.count : lowerBound(source, lens.window.hi + 1);
  const bits = passing(table, lens, labels);
  const extras = visibleExtras(table, lens);
  const out = new Uint32Array(Math.max(0, to - from) + extras.length);
  let n = 0;
  let begin = from;
  for (const extra of extras) {
    const at = Math.min(to, Math.max(begin, lowerBound(source, loOf(table, extra))));
    n = copyRows(out, n, begin, at, bits);
    out[n++] = extra;
    begin = at;
  }
  n = copyRows(out, n, begin, to, bits);
  return n * 2 < out.length ? out.slice(0, n) : out.subarray(0, n);
}

function copyRows(out: Uint32Array, at: number, from: number, to: number, bits: Bits | undefined): number {
  let n = at;
  if (bits === undefined) {
    for (let i = from; i < to; i++) out[n++] = i;
    return n;
  }
  const words = bits.words;
  for (let i = from; i < to;) {
    const word = words[i >>> 5] ?? 0;
    if (word === 0) {
      i = (i | 31) + 1;
      continue;
    }
    const end = Math.min(to, (i | 31) + 1);
    for (; i < end; i++) if (((word >>> (i & 31)) & 1) === 1) out[n++] = i;
  }
  return n;
}

function visibleExtras(table: RowTable, lens: Lens): number[] {
  const out: number[] = [];
  const { window, focus } = lens;
  const family = focus && new Set([focus.entity, ...focus.family]);
  table.extras.forEach((extra, i) => {
    if (window && (extra.lo < window.lo || extra.lo > window.hi)) return;
    if (extra.kind !== 'mark') {
      if (extra.severity < lens.floor && extra.kind !== 'note') return;
      if (family && extra.entity !== undefined && !family.has(keyOf(extra.entity))) return;
    }
    if (lens.active && !lens.clauses.every((clause) => extraPasses(extra, clause))) return;
    out.push(table.source.count + i);
  });
  return out;
}

/** Repeats fold when they come within this time of each other ... */
const FOLD_WITHIN = 120_000_000;
/** ... and with at most so many other items between them: two alternating messages fold into two. */
const FOLD_REACH = 64;
/**
 * Size of the memory of recent items; a clash only means that a repeat is not folded. An instant of the
 * incident ends all folds: what was said before it and is said again after it is news.
 */
const FOLD_SLOTS = 1 << 14;

type Folded = Pick<View, 'heads' | 'tails' | 'sizes' | 'items'>;

function folded(table: RowTable, rows: Uint32Array, open: ReadonlySet<number>): Folded {
  const { source } = table;
  const heads = new Uint32Array(rows.length);
  const tails = new Uint32Array(rows.length);
  const sizes = new Uint32Array(rows.length);
  const recent = new Int32Array(FOLD_SLOTS).fill(-1);
  let items = 0;
  for (let p = 0; p < rows.length; p++) {
    const id = rows[p] ?? 0;
    if (id < source.count) {
      const slot = foldSlot(source, id);
      const item = recent[slot] ?? -1;
      const head = item >= 0 && items - item <= FOLD_REACH ? (rows[heads[item] ?? 0] ?? 0) : -1;
      const same = head >= 0 && sameShape(source, head, id);
      const near =
        same && (source.lo[id] ?? 0) - (source.lo[rows[tails[item] ?? 0] ?? 0] ?? 0) <= FOLD_WITHIN;
      if (near && !open.has(head)) {
        tails[item] = p;
        sizes[item] = (sizes[item] ?? 0) + 1;
        continue;
      }
      // Rows of an opened fold stand by themselves, and their first row stays the one that they are told by.
      if (!near || !open.has(head)) recent[slot] = items;
    } else if (table.extras[id - source.count]?.kind === 'mark') recent.fill(-1);
    heads[items] = p;
    tails[items] = p;
    sizes[items] = 1;
    items++;
  }
  return { heads: trimmed(heads, items), tails: trimmed(tails, items), sizes: trimmed(sizes, items), items };
}

function foldSlot(source: RowSource, id: number): number {
  const template = Math.imul(source.template[id] ?? 0, 0x9e3779b1);
  return (template ^ Math.imul(source.entity[id] ?? NONE, 0x85ebca6b)) & (FOLD_SLOTS - 1);
}

/** The same words about the same entity, as bad as before. */
function sameShape(source: RowSource, a: number, b: number): boolean {
  return (
    source.template[a] === source.template[b] &&
    source.entity[a] === source.entity[b] &&
    source.severity[a] === source.severity[b]
  );
}

/** A short array of its own when most of the room was not needed. */
function trimmed(array: Uint32Array, length: number): Uint32Array {
  return length * 2 < array.length ? array.slice(0, length) : array.subarray(0, length);
}

/** Row number of an item's first row; -1 past the end. */
export function headRow(view: View, item: number): number {
  const head = view.heads[item];
  return head === undefined ? -1 : (view.rows[head] ?? -1);
}

/** The rows that an item stands for, first to last. */
export function members(table: RowTable, view: View, item: number): number[] {
  const head = view.heads[item] ?? 0;
  const tail = view.tails[item] ?? 0;
  const first = view.rows[head] ?? 0;
  const { source } = table;
  const out = [first];
  for (let p = head + 1; p <= tail && first < source.count; p++) {
    const id = view.rows[p] ?? 0;
    if (id < source.count && sameShape(source, first, id)) out.push(id);
  }
  return out;
}

/** First item at or after an instant; the last item when there is none. */
export function itemAt(table: RowTable, view: View, at: number): number {
  let lo = 0;
  let hi = view.items;
  while (lo < hi) {
    const mid = (lo + hi) >>> 1;
    if (loOf(table, headRow(view, mid)) < at) lo = mid + 1;
    else hi = mid;
  }
  return Math.max(0, Math.min(lo, view.items - 1));
}

/** The item that shows a row, or the nearest one before it in time. */
export function itemOfRow(table: RowTable, view: View, id: number): number {
  const at = loOf(table, id);
  const start = itemAt(table, view, at);
  for (let i = start; i < view.items && loOf(table, headRow(view, i)) === at; i++) {
    if (headRow(view, i) === id) return i;
  }
  for (let i = start; i >= 0 && i > start - FOLD_REACH; i--) {
    if ((view.sizes[i] ?? 1) > 1 && members(table, view, i).includes(id)) return i;
  }
  return start;
}
