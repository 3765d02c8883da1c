import { sortedBy, type Instant, type Interval } from '../../base/index.js';
import type { Ref } from '../../model/index.js';

/** From an instant on, a quantity lay between lo and hi; known exactly when they are equal. */
export interface Level {
  readonly from: Instant;
  readonly lo: number;
  readonly hi: number;
}

/**
 * One quantity of one entity over time, as a staircase of ranges. Before the first level nothing is
 * known. A change seen only to the second is a short level that spans both values.
 */
export interface Track {
  readonly entity: Ref;
  readonly levels: readonly Level[];
}

/**
 * What a source says of a quantity.
 *   is      seen to have the value; a change since the last mark happened somewhere in between
 *   became  changed to the value in this interval, so it was another just before
 *   set     has the value from this interval on, whatever it was before
 *   unsure  may have changed from here on
 */
export interface Mark {
  readonly kind: 'is' | 'became' | 'set' | 'unsure';
  readonly at: Interval;
  readonly value: number;
}

/** The staircase that a set of marks allows; `bounds` are the values a quantity can have at all. */
export function levelsOf(marks: readonly Mark[], bounds: { lo: number; hi: number }): Level[] {
  const levels: Level[] = [];
  let known: number | undefined;
  let since: Instant | undefined;
  const push = (from: Instant, lo: number, hi: number): void => {
    while ((levels.at(-1)?.from ?? -Infinity) >= from) levels.pop();
    const last = levels.at(-1);
    if (last?.lo === lo && last.hi === hi) return;
    levels.push({ from, lo, hi });
  };
  const ordered = sortedBy(
    marks,
    (m) => m.at.lo,
    (m) => m.at.hi,
    (m) => (m.kind === 'unsure' ? 1 : 0),
  );
  for (const m of ordered) {
    const from = Math.max(m.at.lo, since ?? -Infinity);
    const to = Math.max(m.at.hi, from);
    if (m.kind === 'unsure') {
      push(from, bounds.lo, bounds.hi);
      known = undefined;
      since = to;
      continue;
    }
    const { value } = m;
    if (known === undefined) {
      if (m.kind !== 'is' && to > from) push(from, bounds.lo, bounds.hi);
    } else if (known !== value) {
      const start = m.kind === 'is' && since !== undefined ? since : from;
      if (to > start) push(start, Math.min(known, value), Math.max(known, value));
    } else if (m.kind === 'became' && value !== bounds.lo && since !== undefined && from > since) {
      push(since, bounds.lo, bounds.hi);
    }
    push(to, value, value);
    known = value;
    since = to;
  }
  return levels;
}

/** The range at an instant; undefined before anything is known. */
export function levelAt(track: Track, t: Instant): Level | undefined {
  let low = 0;
  let high = track.levels.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if ((track.levels[mid]?.from ?? Infinity) <= t) low = mid + 1;
    else high = mid;
  }
  return track.levels[low - 1];
}

/**
 * Adds quantities up, such as ready pods to ready replicas. While a part is not known yet it may be
 * anything within `missing`.
 */
export function sumOf(entity: Ref, parts: readonly Track[], missing: { lo: number; hi: number }): Track {
  const edges = sortedBy(
    parts.flatMap((track, part) => track.levels.map((level) => ({ level, part }))),
    (e) => e.level.from,
    (e) => e.part,
  );
  const now = parts.map(() => missing);
  let lo = missing.lo * parts.length;
  let hi = missing.hi * parts.length;
  const levels: Level[] = [];
  edges.forEach(({ level, part }, i) => {
    const before = now[part] ?? missing;
    lo += level.lo - before.lo;
    hi += level.hi - before.hi;
    now[part] = level;
    if (edges[i + 1]?.level.from === level.from) return;
    const last = levels.at(-1);
    if (last?.lo !== lo || last.hi !== hi) levels.push({ from: level.from, lo, hi });
  });
  return { entity, levels };
}
