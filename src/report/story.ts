import { groupBy, largest, smallest, sortedBy } from '../base/index.js';
import {
  keyOf,
  type Analysis,
  type ConditionEntry,
  type Incident,
  type InstantJson,
  type LinkEntry,
  type Ref,
  type Role,
} from '../model/index.js';
import { folding } from './fold.js';
import { keptGoing } from './keeps.js';
import { spanOf } from './prose/time.js';
import { labelled } from './prose/words.js';

/**
 * The causal graph as it is told: the same condition on several pods of a workload is one step, and a
 * link that other, equally well supported links already imply is left out (transitive reduction). The
 * analysis keeps all of them.
 */
export interface StoryNode {
  /** Id of the condition that stands for the others. */
  readonly id: string;
  readonly members: readonly ConditionEntry[];
  readonly entity: Ref;
  readonly condition: string;
  /** The condition in words. */
  readonly label: string;
  readonly role: Role;
  readonly severity: number;
  readonly onset: InstantJson;
  readonly statement: string;
  readonly evidence: readonly string[];
}

export interface StoryLink {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly verdict: LinkEntry['verdict'];
  readonly mechanism: string;
  readonly why: string;
  readonly strength: number;
  readonly lag: { readonly lo: number; readonly hi: number };
  /** The effect was there before the cause: it did not start it, it kept it going. */
  readonly keeps: boolean;
  readonly guards: readonly string[];
}

export interface Story {
  readonly nodes: readonly StoryNode[];
  /** Accepted links, without those that others imply. */
  readonly links: readonly StoryLink[];
  /** What users met: surfaces, else what the analysis names as affected. */
  readonly goals: ReadonlySet<string>;
  /** Links left open or refuted. */
  readonly rejected: readonly StoryLink[];
  node(id: string): StoryNode | undefined;
  /** The node that tells a condition. */
  nodeOf(conditionId: string): string;
}

const onsetOf = (c: ConditionEntry) => spanOf(c.onset)?.lo ?? Infinity;

function nodeFrom(members: readonly ConditionEntry[], entity: Ref): readonly StoryNode[] {
  const ordered = sortedBy(members, (c) => -c.severity, onsetOf, (c) => c.id); // prettier-ignore
  const first = ordered[0];
  const earliest = sortedBy(members, onsetOf)[0];
  if (first === undefined || earliest === undefined) return [];
  const evidence = [
    ...new Set([...first.evidence, ...ordered.slice(1).flatMap((c) => c.evidence.slice(0, 1))]),
  ];
  const { id, condition, role, severity, statement } = first;
  const label = labelled(first);
  return [
    {
      id,
      members: ordered,
      entity,
      condition,
      label,
      role,
      severity,
      statement,
      onset: earliest.onset,
      evidence,
    },
  ];
}

/** Links between nodes: those between the same two are one, as strong as the strongest. */
function merged(links: readonly LinkEntry[], nodeOf: (id: string) => string): readonly StoryLink[] {
  const groups = groupBy(
    links.filter((l) => nodeOf(l.from) !== nodeOf(l.to)),
    (l) => `${nodeOf(l.from)}\u0000${nodeOf(l.to)}`,
  );
  return [...groups.values()].flatMap((group) => {
    const best = sortedBy(group, (l) => -l.strength, (l) => l.id)[0]; // prettier-ignore
    if (best === undefined) return [];
    const { id, verdict, mechanism, why, strength } = best;
    const lag = { lo: smallest(group.map((l) => l.lag.lo)), hi: largest(group.map((l) => l.lag.hi)) };
    const guards = [...new Set(group.flatMap((l) => l.guards.map(nodeOf)))];
    const ends = { from: nodeOf(best.from), to: nodeOf(best.to) };
    return [{ id, ...ends, verdict, mechanism, why, strength, lag, keeps: false, guards }];
  });
}

/**
 * True when `to` can be reached from `from` over other links, each at least as strong as the given one. What only kept
 * an effect going does not imply what started it.
 */
function implied(link: StoryLink, out: ReadonlyMap<string, readonly StoryLink[]>, gone: ReadonlySet<string>): boolean {
  const seen = new Set([link.from]);
  const queue = [link.from];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const l of out.get(at) ?? []) {
      if (l.id === link.id || gone.has(l.id) || l.strength < link.strength || seen.has(l.to)) continue;
      if (l.keeps && !link.keeps) continue;
      if (l.to === link.to) return true;
      seen.add(l.to);
      queue.push(l.to);
    }
  }
  return false;
} // prettier-ignore

function reduced(links: readonly StoryLink[]): readonly StoryLink[] {
  const out = groupBy(links, (l) => l.from);
  const gone = new Set<string>();
  for (const l of sortedBy(links, (x) => x.strength, (x) => -x.lag.hi, (x) => x.id)) if (implied(l, out, gone)) gone.add(l.id); // prettier-ignore
  return links.filter((l) => !gone.has(l.id));
}

function goalsOf(incident: Incident, nodes: readonly StoryNode[]): ReadonlySet<string> {
  const direct = nodes.filter((n) => n.entity.kind === 'Surface' && n.role === 'symptom');
  if (direct.length > 0) return new Set(direct.map((n) => n.id));
  const affected = new Set(incident.surfaces.map((s) => keyOf(s.entity)));
  const met = nodes.filter((n) => affected.has(keyOf(n.entity)) && n.role === 'symptom');
  const worst = Math.max(0, ...met.map((n) => n.severity));
  return new Set(met.filter((n) => n.severity === worst).map((n) => n.id));
}

/** The story of one incident. */
export function storyOf(analysis: Analysis, incident: Incident): Story {
  const fold = folding(analysis);
  const groups = groupBy(incident.conditions, (c) => `${keyOf(fold(c.entity))}\u0000${c.condition}\u0000${c.role}`);
  const nodes = [...groups.values()].flatMap((members) => nodeFrom(members, fold(members[0]?.entity ?? { kind: '', name: '' })));
  const byId = new Map(nodes.map((n) => [n.id, n] as const));
  const home = new Map(nodes.flatMap((n) => n.members.map((m) => [m.id, n.id] as const)));
  const nodeOf = (id: string) => home.get(id) ?? id;
  const known = incident.links.filter((l) => home.has(l.from) && home.has(l.to));
  const linked = merged(known.filter((l) => l.verdict === 'accepted'), nodeOf);
  const kept = keptGoing(linked);
  const accepted = linked.map((l) => (kept.has(l) ? { ...l, keeps: true } : l));
  const pairs = new Set(accepted.map((l) => `${l.from}\u0000${l.to}`));
  const rejected = (['alternative', 'refuted'] as const).flatMap((verdict) =>
    merged(known.filter((l) => l.verdict === verdict), nodeOf).filter((l) => !pairs.has(`${l.from}\u0000${l.to}`)),
  );
  return { nodes, links: reduced(accepted), goals: goalsOf(incident, nodes), rejected, node: (id) => byId.get(id), nodeOf };
} // prettier-ignore
