import { groupBy, sortedBy } from '../../base/index.js';

type Links = readonly (readonly [string, string])[];
type RowsOf = readonly (readonly string[])[];

const SWEEPS = 24;

/** How many pairs of links between neighbouring layers cross. */
export function crossings(rows: RowsOf, links: Links): number {
  const place = new Map(rows.flatMap((row, layer) => row.map((id, i) => [id, { layer, i }] as const)));
  const byLayer = groupBy(links, ([a]) => place.get(a)?.layer ?? 0);
  let count = 0;
  for (const between of byLayer.values()) {
    const ends = between.map(([a, b]) => [place.get(a)?.i ?? 0, place.get(b)?.i ?? 0] as const);
    ends.forEach(([a, b], i) => {
      for (const [c, d] of ends.slice(i + 1)) if ((a - c) * (b - d) < 0) count++;
    });
  }
  return count;
}

/**
 * Order within the layers: sweeps down and up put each node at the mean place of its neighbours in the
 * layer before; the order with the fewest crossings is kept.
 */
export function ordered(start: RowsOf, links: Links): RowsOf {
  const above = groupBy(links, ([, b]) => b);
  const below = groupBy(links, ([a]) => a);
  let rows = start.map((r) => [...r]);
  let best: RowsOf = start;
  let least = crossings(start, links);
  for (let sweep = 0; sweep < SWEEPS && least > 0; sweep++) {
    const down = sweep % 2 === 0;
    const place = new Map(rows.flatMap((row) => row.map((id, i) => [id, i] as const)));
    const near = (id: string) =>
      down ? (above.get(id) ?? []).map(([a]) => a) : (below.get(id) ?? []).map(([, b]) => b);
    const layers = rows.map((_, i) => (down ? i : rows.length - 1 - i));
    const next = [...rows];
    for (const layer of layers) {
      const row = rows[layer] ?? [];
      const weights = new Map(row.map((id) => [id, mean(near(id).map((o) => place.get(o) ?? 0), place.get(id) ?? 0)] as const)); // prettier-ignore
      const sorted = sortedBy(row, (id) => weights.get(id) ?? 0, (id) => place.get(id) ?? 0); // prettier-ignore
      sorted.forEach((id, i) => place.set(id, i));
      next[layer] = sorted;
    }
    rows = next;
    const count = crossings(rows, links);
    if (count < least) [best, least] = [rows, count];
  }
  return best;
}

function mean(values: readonly number[], otherwise: number): number {
  return values.length === 0 ? otherwise : values.reduce((s, v) => s + v, 0) / values.length;
}
