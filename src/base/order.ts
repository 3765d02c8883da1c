/** The only comparators of the house: total, locale-free, so that the same bytes come out everywhere. */

/** By UTF-16 code unit, not by locale. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function byNumber(a: number, b: number): number {
  return a - b;
}

/** What items are put in order by: a number or a text, first key first. */
type Key<T> = (item: T) => string | number;

/** Sorts a copy by the given keys, first key first. */
export function sortedBy<T>(items: Iterable<T>, ...keys: Key<T>[]): T[] {
  const [first, ...others] = keys;
  if (first === undefined) return [...items];
  // The first key decides nearly always, so that it is worth asking for it once an item.
  return Array.from(items, (item) => ({ item, key: first(item) }))
    .sort((a, b) => byKeys(a.key, b.key) || compare(a.item, b.item, others))
    .map(({ item }) => item);
}

function byKeys(a: string | number, b: string | number): number {
  if (a === b) return 0;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return byText(String(a), String(b));
}

/** The first `n` of {@link sortedBy}, found in one pass: what a few of very many are taken by. */
export function firstBy<T>(items: Iterable<T>, n: number, ...keys: Key<T>[]): T[] {
  const best: T[] = [];
  for (const item of items) {
    const last = best[n - 1];
    if (last !== undefined && compare(item, last, keys) >= 0) continue;
    let at = best.length;
    for (
      let before = best[at - 1];
      before !== undefined && compare(item, before, keys) < 0;
      before = best[at - 1]
    )
      at -= 1;
    best.splice(at, 0, item);
    if (best.length > n) best.pop();
  }
  return best;
}

function compare<T>(a: T, b: T, keys: readonly Key<T>[]): number {
  for (const key of keys) {
    const order = byKeys(key(a), key(b));
    if (order !== 0) return order;
  }
  return 0;
}

/** Groups in order of first appearance. */
export function groupBy<T, K>(items: Iterable<T>, key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const k = key(item);
    const group = groups.get(k);
    if (group) group.push(item);
    else groups.set(k, [item]);
  }
  return groups;
}

/** The set of keys of some items. */
export function keysIn<T>(items: Iterable<T>, key: (item: T) => string): Set<string> {
  const keys = new Set<string>();
  for (const item of items) keys.add(key(item));
  return keys;
}

/** The largest of however many numbers; −∞ of none. Spreading a long list into Math.max ends the program. */
export function largest(values: Iterable<number>): number {
  let most = -Infinity;
  for (const value of values) most = Math.max(most, value);
  return most;
}

/** The smallest of however many numbers; ∞ of none. */
export function smallest(values: Iterable<number>): number {
  let least = Infinity;
  for (const value of values) least = Math.min(least, value);
  return least;
}
