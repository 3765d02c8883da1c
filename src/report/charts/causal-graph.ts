import { sortedBy } from '../../base/index.js';
import { keyOf, type ConditionEntry, type LinkEntry } from '../../model/index.js';
import type { IncidentCase } from '../case.js';
import { lagWords } from '../prose/figure.js';
import { spanOf, when } from '../prose/time.js';
import { conditionLabel } from '../prose/words.js';
import type { GraphEdge, GraphSpec } from './graph.js';

/** A graph of more conditions than this is a wall; the ones nearest to causes and surfaces are kept. */
const MOST_NODES = 48;

const RANK: Readonly<Record<string, number>> = {
  'root-cause': 0,
  trigger: 1,
  contributing: 3,
  amplifier: 2,
  'recovery-blocker': 2,
};

/** The conditions that take part in some link, with accepted, alternative and refuted links and guards. */
export function causalGraph(c: IncidentCase): GraphSpec | undefined {
  const { incident } = c;
  const ends = new Set(incident.links.filter((l) => l.verdict !== 'refuted').flatMap((l) => [l.from, l.to]));
  const guards = new Set(c.accepted.flatMap((l) => l.guards));
  const roots = new Set(incident.rootCauses.map((r) => r.conditionId));
  const surfaces = new Set(incident.surfaces.map((s) => keyOf(s.entity)));
  const isSurface = (x: ConditionEntry) => surfaces.has(keyOf(x.entity)) && x.entity.kind === 'Surface';
  const candidates = incident.conditions.filter((x) => ends.has(x.id) || guards.has(x.id) || roots.has(x.id));
  if (candidates.length === 0) return undefined;
  const ranked = sortedBy(
    candidates,
    (x) => RANK[x.role] ?? (isSurface(x) ? 1 : 4),
    (x) => -x.severity,
    (x) => spanOf(x.onset)?.lo ?? Infinity,
    (x) => x.id,
  ).slice(0, MOST_NODES);
  const kept = new Set(ranked.map((x) => x.id));
  const nodes = candidates
    .filter((x) => kept.has(x.id))
    .map((x) => ({
      id: x.id,
      entity: x.entity,
      label: conditionLabel(x.condition),
      role: x.role,
      clock: when(x.onset, c.day),
      onset: spanOf(x.onset)?.lo ?? 0,
      surface: isSurface(x),
      evidence: x.evidence,
    }));
  const edges = incident.links.filter((l) => kept.has(l.from) && kept.has(l.to)).map(edgeOf);
  const guardEdges = c.accepted.flatMap((l) => guardsOf(l, kept));
  const omitted = candidates.length - ranked.length;
  return {
    incident: incident.id,
    title: 'Causal chain',
    alt: `Causal graph of ${nodes.length} conditions and ${edges.length} links. The same links are listed below it.`,
    nodes,
    edges: [...edges, ...guardEdges],
    omitted,
  };
}

function edgeOf(l: LinkEntry): GraphEdge {
  const { id, from, to, verdict, mechanism } = l;
  return { id, from, to, verdict, mechanism, lag: lagWords(l.lag) };
}

/** A weakness points at the effect that it let through. */
function guardsOf(l: LinkEntry, kept: ReadonlySet<string>): readonly GraphEdge[] {
  return l.guards
    .filter((g) => kept.has(g) && kept.has(l.to))
    .map((g) => ({
      id: `${l.id}~${g}`,
      from: g,
      to: l.to,
      verdict: 'guard',
      mechanism: 'made it possible',
      lag: '',
    }));
}
