import { SECOND, sortedBy, type Instant, type Interval } from '../../base/index.js';
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
 *   waning  may have dropped to its lowest value from here on, if it was not there already
 */
export interface Mark {
  readonly kind: 'is' | 'became' | 'set' | 'unsure' | 'waning';
  readonly at: Interval;
  readonly value: number;
}

/** How long at least a value held that a stamped change ended. */
const JUST = SECOND;

interface Bounds {
  readonly lo: number;
  readonly hi: number;
}

/** The staircase that a set of marks allows; `bounds` are the values a quantity can have at all. */
export function levelsOf(marks: readonly Mark[], bounds: Bounds): Level[] {
  const stairs = new Stairs(bounds);
  for (const m of inOrder(marks)) stairs.take(m);
  return stairs.levels;
}

/** By time; a stamped change replaces a looser mark of the same change. */
function inOrder(marks: readonly Mark[]): Mark[] {
  const changes = marks.filter((m) => m.kind === 'became');
  const stamped = (m: Mark): boolean =>
    m.kind === 'set' && changes.some((x) => x.value === m.value && m.at.lo <= x.at.lo && x.at.lo <= m.at.hi);
  return sortedBy(
    marks.filter((m) => !stamped(m)),
    (m) => m.at.lo,
    (m) => m.at.hi,
    (m) => (m.kind === 'unsure' || m.kind === 'waning' ? 1 : 0),
  );
}

/** Climbs from mark to mark: `known` is the value since `since`, undefined while it may be any. */
class Stairs {
  readonly levels: Level[] = [];
  readonly #bounds: Bounds;
  #known: number | undefined;
  #since: Instant | undefined;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  take(m: Mark): void {
    if (m.kind === 'waning' && this.#known === this.#bounds.lo) return;
    if (m.kind === 'unsure' || m.kind === 'waning') {
      this.#push(m.at.lo, this.#bounds.lo, this.#bounds.hi);
      this.#known = undefined;
    } else {
      this.#change(m);
      this.#push(m.at.hi, m.value, m.value);
      this.#known = m.value;
    }
    this.#since = m.at.hi;
  }

  /** What may have been between the last mark and this one. */
  #change(m: Mark): void {
    const { lo, hi } = this.#bounds;
    const since = this.#since;
    const known = this.#known;
    if (known === undefined) {
      if (m.kind !== 'is' && m.at.hi > m.at.lo) this.#push(m.at.lo, lo, hi);
    } else if (known !== m.value) {
      const start = m.kind === 'is' && since !== undefined ? Math.min(since, m.at.lo) : m.at.lo;
      if (m.at.hi > start) this.#push(start, Math.min(known, m.value), Math.max(known, m.value));
    } else if (m.kind === 'became' && since !== undefined && m.at.lo > since) {
      this.#push(since, lo, hi);
      // what can only be or not be was the other just before
      const other = lo + hi - m.value;
      if (hi - lo === 1 && m.at.lo - JUST > since) {
        this.#push(m.at.lo - JUST, other, other);
        if (m.at.hi > m.at.lo) this.#push(m.at.lo, lo, hi);
      }
    }
  }

  #push(from: Instant, lo: number, hi: number): void {
    while ((this.levels.at(-1)?.from ?? -Infinity) >= from) this.levels.pop();
    const last = this.levels.at(-1);
    if (last?.lo !== lo || last.hi !== hi) this.levels.push({ from, lo, hi });
  }
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

/** A part of a sum; what it may be before its first level depends on whether it existed then. */
export interface Part extends Track {
  readonly before: { readonly lo: number; readonly hi: number };
}

/** Adds quantities up, such as ready pods to ready replicas. */
export function sumOf(entity: Ref, parts: readonly Part[]): Track {
  const edges = sortedBy(
    parts.flatMap((track, part) => track.levels.map((level) => ({ level, part }))),
    (e) => e.level.from,
    (e) => e.part,
  );
  const now = parts.map((p) => p.before);
  let lo = parts.reduce((n, p) => n + p.before.lo, 0);
  let hi = parts.reduce((n, p) => n + p.before.hi, 0);
  const levels: Level[] = [];
  edges.forEach(({ level, part }, i) => {
    const before = now[part] ?? level;
    lo += level.lo - before.lo;
    hi += level.hi - before.hi;
    now[part] = level;
    if (edges[i + 1]?.level.from === level.from) return;
    const last = levels.at(-1);
    if (last?.lo !== lo || last.hi !== hi) levels.push({ from: level.from, lo, hi });
  });
  return { entity, levels };
}

/**
 * A track that agrees with what another source counted at some instants: from there on it is that many until
 * the track changes; where the track had another value, it must have changed unseen since its last step.
 */
export function agreeing(track: Track, counts: readonly Mark[]): Track {
  let levels = track.levels;
  for (const { at, value } of sortedBy(counts, (m) => m.at.lo)) {
    const place = levels.findLastIndex((l) => l.from <= at.lo);
    const level = levels[place];
    if (!level || (level.lo === value && level.hi === value)) continue;
    const next = levels[place + 1];
    const rest = next?.lo === value && next.hi === value ? levels.slice(place + 2) : levels.slice(place + 1);
    const doubt = { ...level, lo: Math.min(level.lo, value), hi: Math.max(level.hi, value) };
    const before = level.from < at.lo ? [doubt] : [];
    levels = [...levels.slice(0, place), ...before, { from: at.lo, lo: value, hi: value }, ...rest];
  }
  return { entity: track.entity, levels };
}
