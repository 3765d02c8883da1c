import { groupBy, sortedBy } from '../../base/index.js';
import type { GraphEdge, GraphNode, GraphSpec } from './graph.js';

/**
 * Layered layout (Sugiyama's method): links that would close a cycle are turned for the layout only,
 * each node's layer is the longest way to it from a source, long links get a waypoint per layer, the order in
 * a layer is improved by the mean position of neighbours. Causes stand above effects.
 */
export interface Placed {
  readonly node: GraphNode;
  readonly x: number;
  readonly y: number;
}

export interface Routed {
  readonly edge: GraphEdge;
  /** From the foot of the cause over waypoints to the head of the effect. */
  readonly points: readonly (readonly [number, number])[];
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly Placed[];
  readonly edges: readonly Routed[];
}

export interface LayoutSize {
  readonly node: readonly [number, number];
  readonly gap: readonly [number, number];
}

interface Cell {
  readonly id: string;
  readonly layer: number;
  readonly dummy: boolean;
}

const SWEEPS = 12;

/** Links without those that would close a cycle, found by depth-first search in order of onset. */
function acyclic(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
): readonly (readonly [string, string])[] {
  const out = groupBy(edges, (e) => e.from);
  const state = new Map<string, 'open' | 'done'>();
  const kept: [string, string][] = [];
  const visit = (id: string): void => {
    state.set(id, 'open');
    for (const e of out.get(id) ?? []) {
      if (state.get(e.to) === 'open') kept.push([e.to, id]);
      else kept.push([id, e.to]);
      if (!state.has(e.to)) visit(e.to);
    }
    state.set(id, 'done');
  };
  for (const n of sortedBy(nodes, (x) => (x.role === 'root-cause' ? 0 : 1), (x) => x.onset, (x) => x.id)) if (!state.has(n.id)) visit(n.id); // prettier-ignore
  return kept.filter(([a, b]) => a !== b);
}

/** Longest-way layers; a source is then pulled down to just above its first effect. */
function layersOf(
  nodes: readonly GraphNode[],
  pairs: readonly (readonly [string, string])[],
): Map<string, number> {
  const layer = new Map<string, number>(nodes.map((n) => [n.id, 0]));
  for (let round = 0; round < nodes.length; round++) {
    let moved = false;
    for (const [a, b] of pairs) {
      const least = (layer.get(a) ?? 0) + 1;
      if ((layer.get(b) ?? 0) < least) {
        layer.set(b, least);
        moved = true;
      }
    }
    if (!moved) break;
  }
  const hasCause = new Set(pairs.map(([, b]) => b));
  const effects = groupBy(pairs, ([a]) => a);
  for (const n of nodes) {
    const below = effects.get(n.id) ?? [];
    if (hasCause.has(n.id) || below.length === 0 || n.role === 'root-cause') continue;
    layer.set(n.id, Math.min(...below.map(([, b]) => layer.get(b) ?? 1)) - 1);
  }
  return layer;
}

/** Chains of cells for every pair: [from, waypoint..., to]. */
function chains(pairs: readonly (readonly [string, string])[], layer: ReadonlyMap<string, number>): Map<string, readonly Cell[]> {
  const out = new Map<string, readonly Cell[]>();
  for (const [a, b] of pairs) {
    const key = `${a}\u0000${b}`;
    const top = layer.get(a) ?? 0;
    const end = layer.get(b) ?? 0;
    if (out.has(key)) continue;
    const cells: Cell[] = [{ id: a, layer: top, dummy: false }];
    for (let l = top + 1; l < end; l++) cells.push({ id: `${key}\u0000${l}`, layer: l, dummy: true });
    out.set(key, [...cells, { id: b, layer: end, dummy: false }]);
  }
  return out;
} // prettier-ignore

/** Order of the cells in each layer after sweeping down and up. */
function ordered(cells: readonly Cell[], links: readonly (readonly [string, string])[]): string[][] {
  const byLayer = groupBy(cells, (c) => c.layer);
  const count = Math.max(0, ...byLayer.keys()) + 1;
  let rows = Array.from({ length: count }, (_, l) => (byLayer.get(l) ?? []).map((c) => c.id));
  const up = groupBy(links, ([, b]) => b);
  const down = groupBy(links, ([a]) => a);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const goingDown = sweep % 2 === 0;
    const place = new Map(rows.flatMap((row) => row.map((id, i) => [id, (i + 0.5) / row.length] as const)));
    const near = (id: string) =>
      goingDown ? (up.get(id) ?? []).map(([a]) => a) : (down.get(id) ?? []).map(([, b]) => b);
    rows = rows.map((row) => {
      const own = new Map(row.map((id, i) => [id, (i + 0.5) / row.length] as const));
      const weight = (id: string) => {
        const at = near(id).map((other) => place.get(other) ?? 0);
        return at.length === 0 ? (own.get(id) ?? 0) : at.reduce((s, v) => s + v, 0) / at.length;
      };
      const weights = new Map(row.map((id) => [id, weight(id)] as const));
      return sortedBy(row, (id) => weights.get(id) ?? 0, (id) => own.get(id) ?? 0); // prettier-ignore
    });
  }
  return rows;
}

/** Pixel centres: neighbours' mean, then pushed apart so that nothing overlaps. */
function positions(
  rows: readonly (readonly string[])[],
  links: readonly (readonly [string, string])[],
  wide: (id: string) => number,
  gap: number,
): Map<string, number> {
  const x = new Map<string, number>();
  for (const row of rows) {
    let at = 0;
    for (const id of row) {
      x.set(id, at + wide(id) / 2);
      at += wide(id) + gap;
    }
  }
  const narrow = (id: string) => id.includes('\u0000');
  const near = new Map<string, string[]>();
  for (const [a, b] of links) {
    near.set(a, [...(near.get(a) ?? []), b]);
    near.set(b, [...(near.get(b) ?? []), a]);
  }
  for (let round = 0; round < 80; round++) {
    for (const row of round % 2 === 0 ? rows : [...rows].reverse()) {
      const wish = row.map((id) => {
        const others = near.get(id) ?? [];
        if (others.length === 0) return x.get(id) ?? 0;
        // Waypoints pull on each other more than on conditions, so that long links run straight.
        const weight = (o: string) => (narrow(id) && narrow(o) ? 8 : narrow(o) ? 0.5 : 1);
        const sum = others.reduce((s, o) => s + weight(o), 0);
        return others.reduce((s, o) => s + weight(o) * (x.get(o) ?? 0), 0) / sum;
      });
      const apart = (i: number) => (wide(row[i] ?? '') + wide(row[i + 1] ?? '')) / 2 + gap;
      const right = [...wish];
      for (let i = 0; i + 1 < row.length; i++)
        right[i + 1] = Math.max(right[i + 1] ?? 0, (right[i] ?? 0) + apart(i));
      const left = [...wish];
      for (let i = row.length - 2; i >= 0; i--)
        left[i] = Math.min(left[i] ?? 0, (left[i + 1] ?? 0) - apart(i));
      row.forEach((id, i) => x.set(id, ((right[i] ?? 0) + (left[i] ?? 0)) / 2));
    }
  }
  return x;
}

/** Places a graph; deterministic, without randomness. */
export function layOut(graph: GraphSpec, { node: [w, h], gap: [gx, gy] }: LayoutSize): Layout {
  const pairs = acyclic(graph.nodes, graph.edges);
  const layer = layersOf(graph.nodes, pairs);
  const routes = chains(pairs, layer);
  const seen = new Map<string, Cell>();
  for (const n of sortedBy(graph.nodes, (x) => x.onset, (x) => x.id)) seen.set(n.id, { id: n.id, layer: layer.get(n.id) ?? 0, dummy: false }); // prettier-ignore
  for (const cell of [...routes.values()].flat()) if (!seen.has(cell.id)) seen.set(cell.id, cell);
  const links = [...routes.values()].flatMap((r) =>
    r.slice(1).map((b, i) => [r[i]?.id ?? '', b.id] as const),
  );
  const rows = ordered([...seen.values()], links);
  const x = positions(rows, links, (id) => (seen.get(id)?.dummy === true ? 14 : w), gx);
  const least = Math.min(...[...seen.values()].map((c) => (x.get(c.id) ?? 0) - (c.dummy ? 7 : w / 2)));
  const most = Math.max(...[...seen.values()].map((c) => (x.get(c.id) ?? 0) + (c.dummy ? 7 : w / 2)));
  const cx = (id: string) => (x.get(id) ?? 0) - least + 8;
  const top = (l: number) => 8 + l * (h + gy);
  const edges = graph.edges.flatMap((edge): Routed[] => {
    const straight = routes.get(`${edge.from}\u0000${edge.to}`);
    const turned = routes.get(`${edge.to}\u0000${edge.from}`);
    const route = straight ?? turned;
    if (route === undefined) return [];
    const points = route.flatMap((c, i): [number, number][] => {
      const y = top(c.layer);
      if (c.dummy) return [[cx(c.id), y], [cx(c.id), y + h]]; // prettier-ignore
      return [[cx(c.id), i === 0 ? y + h : y]];
    });
    return [{ edge, points: straight === undefined ? points.reverse() : points }];
  });
  const nodes = graph.nodes.map((node) => ({ node, x: cx(node.id), y: top(layer.get(node.id) ?? 0) }));
  return { width: most - least + 16, height: top(rows.length - 1) + h + 8, nodes, edges };
}
