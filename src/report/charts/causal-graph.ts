import { sortedBy } from '../../base/index.js';
import type { IncidentCase } from '../case.js';
import { chainFrom } from '../paths.js';
import { lagWords } from '../prose/figure.js';
import { clockOf, spanOf } from '../prose/time.js';
import type { StoryLink, StoryNode } from '../story.js';
import type { GraphEdge, GraphSpec } from './graph.js';

/** A graph of more nodes than this is a wall. */
const MOST_NODES = 28;

/**
 * What is drawn: the way from each cause to the users with what let it through, then what followed from
 * that, the severe before the minor, as far as a reader can take it in. Without a cause, all that is linked.
 */
function chosen(
  c: IncidentCase,
  candidates: readonly StoryNode[],
  roots: ReadonlySet<string>,
): ReadonlySet<string> {
  const { story } = c;
  const order = (nodes: readonly StoryNode[]) => sortedBy(nodes, (n) => -n.severity, (n) => spanOf(n.onset)?.lo ?? Infinity, (n) => n.id); // prettier-ignore
  if (roots.size === 0) return new Set(order(candidates).slice(0, MOST_NODES).map((n) => n.id)); // prettier-ignore
  const told = new Set([...roots].flatMap((r) => chainFrom(story, r).map((s) => s.node.id)));
  const guards = story.links.filter((l) => told.has(l.to)).flatMap((l) => l.guards);
  const ends = [...roots, ...[...story.goals].filter((id) => told.has(id))];
  const kept = new Set([...new Set([...ends, ...told, ...guards])].slice(0, MOST_NODES));
  while (kept.size < MOST_NODES) {
    const near = new Set(story.links.filter((l) => kept.has(l.from) && !kept.has(l.to)).map((l) => l.to));
    const [next] = order(candidates.filter((n) => near.has(n.id)));
    if (next === undefined) break;
    kept.add(next.id);
  }
  return kept;
}

/** The nodes that take part in some link, with accepted, open and refuted links and the weaknesses that let them through. */
export function causalGraph(c: IncidentCase): GraphSpec | undefined {
  const { story, incident } = c;
  const roots = new Set(incident.rootCauses.map((r) => story.nodeOf(r.conditionId)));
  const ends = new Set(story.links.flatMap((l) => [l.from, l.to]));
  const guards = new Set(story.links.flatMap((l) => l.guards));
  const candidates = story.nodes.filter((n) => ends.has(n.id) || guards.has(n.id) || roots.has(n.id));
  if (candidates.length === 0) return undefined;
  const kept = chosen(c, candidates, roots);
  const nodes = candidates
    .filter((n) => kept.has(n.id))
    .map((n) => ({
      id: n.id,
      entity: n.entity,
      label: n.members.length > 1 ? `${n.label} ×${n.members.length}` : n.label,
      role: n.role,
      clock: clockWords(c, n),
      onset: spanOf(n.onset)?.lo ?? 0,
      surface: story.goals.has(n.id),
      evidence: n.evidence,
    }));
  const edges = [...story.links, ...story.rejected]
    .filter((l) => kept.has(l.from) && kept.has(l.to))
    .map(edgeOf);
  const links = story.links.filter((l) => kept.has(l.to));
  return {
    incident: incident.id,
    title: 'Causal chain',
    alt: `Causal graph of ${nodes.length} conditions and ${edges.length} links. The same links are listed below it.`,
    nodes,
    edges: [...edges, ...guardEdges(links, kept)],
    omitted: candidates.length - nodes.length,
  };
}

/** On a drawing the earliest time is enough. */
function clockWords(c: IncidentCase, n: StoryNode): string {
  const span = spanOf(n.onset);
  return span === undefined ? '' : clockOf(span.lo, c.day);
}

function edgeOf(l: StoryLink): GraphEdge {
  const { id, from, to, verdict, mechanism, keeps } = l;
  return { id, from, to, verdict, keeps, mechanism, lag: lagWords(l.lag, keeps) };
}

/** A weakness points at the effect that it let through, once. */
function guardEdges(links: readonly StoryLink[], kept: ReadonlySet<string>): readonly GraphEdge[] {
  const pairs = links.flatMap((l) => l.guards.filter((g) => kept.has(g) && g !== l.to).map((g) => [`${g}~${l.to}`, g, l.to] as const)); // prettier-ignore
  return [...new Map(pairs.map((p) => [p[0], p])).values()].map(([id, from, to]) => ({
    id,
    from,
    to,
    verdict: 'guard' as const,
    keeps: false,
    mechanism: 'made it possible',
    lag: '',
  }));
}
