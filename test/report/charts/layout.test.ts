import { describe, expect, it } from 'vitest';
import { coordinates } from '../../../src/report/charts/coordinates.js';
import type { GraphEdge, GraphNode, GraphSpec } from '../../../src/report/charts/graph.js';
import { layOut } from '../../../src/report/charts/layout.js';
import { crossings, ordered } from '../../../src/report/charts/ordering.js';
import { compose } from '../../../src/report/index.js';
import { registryOutage } from '../fixture.js';
import { sectionOf } from '../read.js';

const SIZE = { node: [200, 60], gap: [20, 40] } as const;

function graph(nodes: readonly string[], edges: readonly (readonly [string, string])[]): GraphSpec {
  return {
    incident: 'i',
    title: '',
    alt: '',
    omitted: 0,
    nodes: nodes.map((id, onset): GraphNode => ({ id, entity: { kind: 'Pod', name: id }, label: id, role: 'symptom', clock: '', onset, surface: false, evidence: [] })),
    edges: edges.map(([from, to], i): GraphEdge => ({ id: `l${i}`, from, to, verdict: 'accepted', keeps: false, lag: '', mechanism: '' })),
  }; // prettier-ignore
}

function overlapping(spec: GraphSpec): readonly string[] {
  const { nodes } = layOut(spec, SIZE);
  return nodes.flatMap((a, i) =>
    nodes
      .slice(i + 1)
      .flatMap((b) =>
        Math.abs(a.x - b.x) < 200 && Math.abs(a.y - b.y) < 60 ? [`${a.node.id} ${b.node.id}`] : [],
      ),
  );
}

describe('layOut', () => {
  const block = sectionOf(compose(registryOutage), 'causal-chain').blocks.find((b) => b.kind === 'graph');
  const outage = block?.kind === 'graph' ? block.graph : graph([], []);

  it('lets no two conditions overlap, and stays inside its drawing', () => {
    expect(overlapping(outage)).toEqual([]);
    const { nodes, edges, width, height } = layOut(outage, SIZE);
    for (const n of nodes) {
      expect(n.x - 100).toBeGreaterThanOrEqual(0);
      expect(n.x + 100).toBeLessThanOrEqual(width);
      expect(n.y + 60).toBeLessThanOrEqual(height);
    }
    for (const [x, y] of edges.flatMap((e) => e.points)) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(width);
      expect(y).toBeLessThanOrEqual(height);
    }
  });

  it('puts causes above effects', () => {
    const { nodes } = layOut(outage, SIZE);
    const y = new Map(nodes.map((n) => [n.node.id, n.y]));
    for (const e of outage.edges) expect(y.get(e.from) ?? 0).toBeLessThan(y.get(e.to) ?? 0);
  });

  it('stands what kept an effect going below it, and gives no room to what is shown on demand', () => {
    const plain = graph(['a', 'down', 'pull'], [['a', 'down'], ['a', 'pull'], ['pull', 'down']]); // prettier-ignore
    const changed = (more: Partial<GraphEdge>) => layOut({ ...plain, edges: plain.edges.map((e) => (e.id === 'l2' ? { ...e, ...more } : e)) }, SIZE); // prettier-ignore
    const rows = ({ nodes }: ReturnType<typeof layOut>) => nodes.map((n) => n.y);
    const [first, second, third] = rows(layOut(plain, SIZE));
    expect(rows(changed({ keeps: true }))).toEqual([first, third, second]);
    const open = changed({ verdict: 'alternative' });
    expect(rows(open)).toEqual([first, third, third]);
    expect(open.edges).toHaveLength(3);
  });

  it('draws a link over several layers as a straight line where it can', () => {
    const { edges } = layOut(
      graph(
        ['a', 'b', 'c', 'd'],
        [
          ['a', 'b'],
          ['b', 'c'],
          ['c', 'd'],
          ['a', 'd'],
        ],
      ),
      SIZE,
    );
    const long = edges.find((e) => e.edge.id === 'l3')?.points ?? [];
    const inner = long.slice(1, -1).map(([x]) => x);
    expect(inner.length).toBeGreaterThan(0);
    expect(new Set(inner).size).toBe(1);
  });

  it('bears a loop, a link to itself, an unknown end and a graph of one', () => {
    expect(
      overlapping(
        graph(
          ['a', 'b', 'c'],
          [
            ['a', 'b'],
            ['b', 'c'],
            ['c', 'a'],
            ['b', 'b'],
          ],
        ),
      ),
    ).toEqual([]);
    expect(layOut(graph(['a'], []), SIZE)).toMatchObject({ width: 216, height: 76 });
    expect(
      layOut(
        graph(
          ['a', 'b', 'c'],
          [
            ['a', 'b'],
            ['b', 'c'],
            ['c', 'a'],
          ],
        ),
        SIZE,
      ).edges,
    ).toHaveLength(3);
  });

  it('is the same twice, whatever the order of the links', () => {
    const turned = { ...outage, edges: [...outage.edges].reverse() };
    expect(layOut(outage, SIZE)).toEqual(layOut(outage, SIZE));
    expect(overlapping(turned)).toEqual([]);
  });

  it('bears a wide and a deep graph', () => {
    const many = Array.from({ length: 48 }, (_, i) => `n${i}`);
    expect(
      overlapping(
        graph(
          many,
          many.slice(1).map((n) => ['n0', n] as const),
        ),
      ),
    ).toEqual([]);
    expect(
      overlapping(
        graph(
          many,
          many.slice(1).map((n, i) => [many[i] ?? '', n] as const),
        ),
      ),
    ).toEqual([]);
    expect(
      overlapping(
        graph(
          many,
          many.flatMap((n, i) =>
            [1, 5, 11].flatMap((d) => (many[i + d] === undefined ? [] : [[n, many[i + d] ?? ''] as const])),
          ),
        ),
      ),
    ).toEqual([]);
  });
});

describe('ordered', () => {
  it('takes out a crossing that need not be', () => {
    const rows = [
      ['a', 'b'],
      ['c', 'd'],
    ];
    const links = [
      ['a', 'd'],
      ['b', 'c'],
    ] as const;
    expect(crossings(rows, links)).toBe(1);
    expect(crossings(ordered(rows, links), links)).toBe(0);
  });
});

describe('coordinates', () => {
  it('keeps neighbours apart by their widths', () => {
    const x = coordinates({
      rows: [['a', 'b'], ['c']],
      links: [
        ['a', 'c'],
        ['b', 'c'],
      ],
      isWaypoint: () => false,
      width: () => 100,
      gap: 10,
    });
    expect((x.get('b') ?? 0) - (x.get('a') ?? 0)).toBeGreaterThanOrEqual(110);
    expect(x.get('c')).toBeGreaterThanOrEqual(x.get('a') ?? 0);
  });
});
