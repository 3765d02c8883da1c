import { byNumber } from '../../base/index.js';

/**
 * Horizontal coordinates of a layered graph by Brandes and Köpf ("Fast and Simple Horizontal Coordinate
 * Assignment", 2002): nodes are aligned with the median of their neighbours in four ways (from above and
 * below, leaning left and right), each packed as tightly as the widths allow; the result is the mean of
 * the two middle ones. Chains of waypoints come out as straight lines.
 */
export interface Rows {
  readonly rows: readonly (readonly string[])[];
  readonly links: readonly (readonly [string, string])[];
  readonly isWaypoint: (id: string) => boolean;
  readonly width: (id: string) => number;
  readonly gap: number;
}

type Neighbours = ReadonlyMap<string, readonly string[]>;

function neighbours(links: Rows['links'], end: 0 | 1): Neighbours {
  const out = new Map<string, string[]>();
  for (const link of links) {
    const list = out.get(link[end]);
    const other = link[end === 0 ? 1 : 0];
    if (list) list.push(other);
    else out.set(link[end], [other]);
  }
  return out;
}

const pairKey = (a: string, b: string) => (a < b ? `${a}\u0001${b}` : `${b}\u0001${a}`);

/** Ordinary links that cross a run of waypoints: the run wins, the link is not aligned. */
function conflicts({ rows, isWaypoint }: Rows, up: Neighbours, order: ReadonlyMap<string, number>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const row of rows) {
    const inner = row.filter((v) => isWaypoint(v)).flatMap((v) => (up.get(v) ?? []).filter((w) => isWaypoint(w)).map((w) => [v, w] as const));
    for (const v of row) {
      for (const w of up.get(v) ?? []) {
        if (isWaypoint(v) && isWaypoint(w)) continue;
        const crosses = inner.some(([iv, iw]) => {
          const a = (order.get(v) ?? 0) - (order.get(iv) ?? 0);
          const b = (order.get(w) ?? 0) - (order.get(iw) ?? 0);
          return a * b < 0;
        });
        if (crosses) found.add(pairKey(v, w));
      }
    }
  }
  return found;
} // prettier-ignore

/** Blocks of nodes that share a coordinate: node → root of its block. */
function align(rows: Rows['rows'], near: Neighbours, bad: ReadonlySet<string>): ReadonlyMap<string, string> {
  const root = new Map<string, string>();
  const next = new Map<string, string>();
  const place = new Map<string, number>();
  for (const row of rows) row.forEach((v, i) => {
    root.set(v, v);
    next.set(v, v);
    place.set(v, i);
  }); // prettier-ignore
  const at = (v: string) => place.get(v) ?? 0;
  for (const row of rows) {
    let edge = -1;
    for (const v of row) {
      const others = [...(near.get(v) ?? [])].sort((a, b) => byNumber(at(a), at(b)));
      const middle = (others.length - 1) / 2;
      for (let i = Math.floor(middle); i <= Math.ceil(middle) && i >= 0; i++) {
        const w = others[i];
        if (w === undefined || next.get(v) !== v || edge >= at(w) || bad.has(pairKey(v, w))) continue;
        next.set(w, v);
        root.set(v, root.get(w) ?? w);
        next.set(v, root.get(v) ?? v);
        edge = at(w);
      }
    }
  }
  return root;
}

/** Places the blocks as far to the left as their neighbours allow, then back towards their right neighbours. */
function pack({ rows, width, gap }: Rows, root: ReadonlyMap<string, string>): ReadonlyMap<string, number> {
  const left = new Map<string, Map<string, number>>();
  const right = new Map<string, Map<string, number>>();
  const put = (map: Map<string, Map<string, number>>, a: string, b: string, d: number) => {
    const inner = map.get(a) ?? new Map<string, number>();
    inner.set(b, Math.max(inner.get(b) ?? 0, d));
    map.set(a, inner);
  };
  for (const row of rows) {
    for (let i = 1; i < row.length; i++) {
      const [u, v] = [row[i - 1] ?? '', row[i] ?? ''];
      const d = (width(u) + width(v)) / 2 + gap;
      const [ru, rv] = [root.get(u) ?? u, root.get(v) ?? v];
      if (ru === rv) continue;
      put(left, rv, ru, d);
      put(right, ru, rv, d);
    }
  }
  const x = new Map<string, number>();
  const open = new Set<string>();
  const settle = (v: string): number => {
    const known = x.get(v);
    if (known !== undefined) return known;
    if (open.has(v)) return 0;
    open.add(v);
    const least = Math.max(0, ...[...(left.get(v) ?? [])].map(([u, d]) => settle(u) + d));
    x.set(v, least);
    return least;
  };
  const blocks = [...new Set(root.values())];
  for (const b of blocks) settle(b);
  const late = [...blocks].sort((a, b) => byNumber(x.get(b) ?? 0, x.get(a) ?? 0));
  for (const b of late) {
    const room = Math.min(...[...(right.get(b) ?? [])].map(([v, d]) => (x.get(v) ?? 0) - d));
    if (Number.isFinite(room)) x.set(b, Math.max(x.get(b) ?? 0, room));
  }
  return new Map([...root].map(([v, r]) => [v, x.get(r) ?? 0] as const));
}

/** Centre of each node on the horizontal axis. */
export function coordinates(graph: Rows): ReadonlyMap<string, number> {
  const order = new Map(graph.rows.flatMap((row) => row.map((v, i) => [v, i] as const)));
  const up = neighbours(graph.links, 1);
  const down = neighbours(graph.links, 0);
  const bad = conflicts(graph, up, order);
  const ways = [false, true].flatMap((fromBelow) =>
    [false, true].map((leanRight) => {
      const vertical = fromBelow ? [...graph.rows].reverse() : graph.rows;
      const rows = leanRight ? vertical.map((r) => [...r].reverse()) : vertical;
      const root = align(rows, fromBelow ? down : up, bad);
      const packed = pack({ ...graph, rows }, root);
      return leanRight ? new Map([...packed].map(([v, x]) => [v, -x] as const)) : packed;
    }),
  );
  const extent = (xs: ReadonlyMap<string, number>) => {
    const all = [...xs];
    return { lo: Math.min(...all.map(([v, x]) => x - graph.width(v) / 2)), hi: Math.max(...all.map(([v, x]) => x + graph.width(v) / 2)) };
  };
  const extents = ways.map(extent);
  const tight = extents.reduce((best, e) => (e.hi - e.lo < best.hi - best.lo ? e : best));
  const shifts = extents.map((e, i) => (i % 2 === 0 ? tight.lo - e.lo : tight.hi - e.hi));
  return new Map(
    [...order.keys()].map((v) => {
      const xs = ways.map((w, i) => (w.get(v) ?? 0) + (shifts[i] ?? 0)).sort(byNumber);
      return [v, ((xs[1] ?? 0) + (xs[2] ?? 0)) / 2] as const;
    }),
  );
} // prettier-ignore
