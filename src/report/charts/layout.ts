import { groupBy, sortedBy } from '../../base/index.js';
import { coordinates } from './coordinates.js';
import { layersOf } from './layers.js';
import { ordered } from './ordering.js';
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

/** Room that a long link takes when it passes a layer. */
const WAYPOINT = 12;

/** A link as it is laid out: what only kept an effect going stands below it. */
function upright(e: GraphEdge): { readonly from: string; readonly to: string } {
  return e.keeps ? { from: e.to, to: e.from } : e;
}

/**
 * The links that are drawn from the start, without those that would close a cycle, found by depth-first search in
 * order of onset. Links left open or refuted are shown on demand and take no room.
 */
function acyclic(
  nodes: readonly GraphNode[],
  all: readonly GraphEdge[],
): readonly (readonly [string, string])[] {
  const drawn = all.filter((e) => e.verdict === 'accepted' || e.verdict === 'guard');
  const out = groupBy(drawn.map(upright), (e) => e.from);
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

/** Ids per layer, in order of first use. */
function layersWith(cells: readonly Cell[]): readonly (readonly string[])[] {
  const byLayer = groupBy(cells, (c) => c.layer);
  const count = Math.max(0, ...byLayer.keys()) + 1;
  return Array.from({ length: count }, (_, l) => (byLayer.get(l) ?? []).map((c) => c.id));
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
  const rows = ordered(layersWith([...seen.values()]), links);
  const isWaypoint = (id: string) => seen.get(id)?.dummy === true;
  const x = coordinates({ rows, links, isWaypoint, width: (id) => (isWaypoint(id) ? WAYPOINT : w), gap: gx });
  const least = Math.min(
    ...[...seen.values()].map((c) => (x.get(c.id) ?? 0) - (c.dummy ? WAYPOINT / 2 : w / 2)),
  );
  const most = Math.max(
    ...[...seen.values()].map((c) => (x.get(c.id) ?? 0) + (c.dummy ? WAYPOINT / 2 : w / 2)),
  );
  const cx = (id: string) => (x.get(id) ?? 0) - least + 8;
  const top = (l: number) => 8 + l * (h + gy);
  // a link shown on demand: from foot to head, or from head to foot where the effect stands above
  const direct = (a: Cell, b: Cell): [number, number][] => {
    const down = a.layer < b.layer;
    return [[cx(a.id), top(a.layer) + (down ? h : 0)], [cx(b.id), top(b.layer) + (down ? 0 : h)]]; // prettier-ignore
  };
  const edges = graph.edges.flatMap((edge): Routed[] => {
    const straight = routes.get(`${edge.from}\u0000${edge.to}`);
    const turned = routes.get(`${edge.to}\u0000${edge.from}`);
    const route = straight ?? turned;
    const [a, b] = [seen.get(edge.from), seen.get(edge.to)];
    if (route === undefined) return a && b && a !== b ? [{ edge, points: direct(a, b) }] : [];
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
