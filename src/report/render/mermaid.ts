import { groupBy } from '../../base/index.js';
import type { GraphEdge, GraphNode, GraphSpec } from '../charts/graph.js';
import { visibleLine } from '../visible.js';
import { labelWords } from '../prose/names.js';

/**
 * A Mermaid flowchart of the causal graph. Ids are ours (n1 ...), since a name such as "end" breaks the
 * parser; labels are quoted, cut at 60 characters and freed of what Mermaid reads inside quotes:
 * quotation marks, angle brackets, semicolons, entity codes, backticks (Markdown strings).
 */
const MOST_NODES = 30;
const LABEL = 60;

const CLASSES: readonly (readonly [string, string])[] = [
  ['root', 'fill:#fde7e5,stroke:#b3261e,color:#3b0a07,stroke-width:2px'],
  ['surface', 'fill:#fff0dc,stroke:#8a4b00,color:#3d2200,stroke-width:2px'],
  ['guard', 'fill:#efe8f8,stroke:#6b3fa0,color:#2a1746,stroke-dasharray:4 3'],
  ['plain', 'fill:#f3f5f7,stroke:#57606a,color:#1b1f24'],
];

function label(text: string): string {
  const line = visibleLine(text, 400);
  const cut = line.length <= LABEL ? line : `${line.slice(0, LABEL - 1).trimEnd()}…`;
  return cut
    .replace(/#/g, '＃')
    .replace(/"/g, '#quot;')
    .replace(/</g, '#lt;')
    .replace(/>/g, '#gt;')
    .replace(/;/g, ',')
    .replace(/#(quot|lt|gt),/g, '#$1;')
    .replace(/`/g, "'")
    .replace(/\\/g, '/')
    .replace(/%%/g, '% %');
}

function classOf(node: GraphNode): string {
  if (node.role === 'root-cause' || node.role === 'trigger') return 'root';
  if (node.surface) return 'surface';
  return node.role === 'contributing' || node.role === 'amplifier' ? 'guard' : 'plain';
}

function arrow(edge: GraphEdge): string {
  if (edge.keeps) return '-. "kept it going" .->';
  if (edge.verdict === 'accepted') return edge.lag === '' ? '-->' : `-->|"${label(edge.lag)}"|`;
  return edge.verdict === 'guard' ? '-.-o' : '-. "left open" .->';
}

/** The chart as the lines inside a mermaid fence, and how many nodes were left out. */
export function mermaid(graph: GraphSpec): { readonly lines: readonly string[]; readonly left: number } {
  const nodes = graph.nodes.slice(0, MOST_NODES);
  const ids = new Map(nodes.map((n, i) => [n.id, `n${i + 1}`] as const));
  const edges = graph.edges.filter((e) => e.verdict !== 'refuted' && ids.has(e.from) && ids.has(e.to));
  const classes = groupBy(nodes, classOf);
  const lines = [
    'flowchart TD',
    ...nodes.map((n) => `  ${ids.get(n.id) ?? ''}["${label(labelWords(n.entity))}<br/>${label(n.label)}<br/>${label(n.clock)}"]`),
    ...edges.map((e) => `  ${ids.get(e.from) ?? ''} ${arrow(e)} ${ids.get(e.to) ?? ''}`),
    ...CLASSES.flatMap(([name, style]) => {
      const members = classes.get(name)?.map((n) => ids.get(n.id) ?? '') ?? [];
      return members.length === 0 ? [] : [`  classDef ${name} ${style}`, `  class ${members.join(',')} ${name}`];
    }),
  ];
  return { lines, left: graph.nodes.length - nodes.length + graph.omitted };
} // prettier-ignore
