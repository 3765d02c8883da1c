import { groupBy, keysIn, sortedBy } from '../base/index.js';
import type { Condition, ConditionType } from '../model/index.js';
import type { Case } from '../world/index.js';
import { Binder } from './bind.js';
import { preventionsOf } from './counterfactual.js';
import type { ExplainedIncident, Explanation, Part } from './explanation.js';
import { splitIncidents } from './incidents.js';
import { Graph } from './graph.js';
import { loopsOf } from './loops.js';
import { redHerringsOf } from './red-herrings.js';
import { rules as allRules } from './registry.js';
import { backgroundRole, rolesOf } from './roles.js';
import { alternativesOf, rootsOf } from './roots.js';
import type { CausalRule } from './rule.js';
import { search, type Derivation } from './search.js';
import { Sight } from './sight.js';
import type { Story } from './story.js';
import { unaffectedBy } from './unaffected.js';

/**
 * From conditions to causes: binds the rules, finds the cheapest explanation, splits it into incidents and
 * gives every condition its role. Deterministic; says nothing that no condition carries.
 */
export function explain(
  c: Case,
  conditions: readonly Condition[],
  types: ReadonlyMap<string, ConditionType>,
  rules: readonly CausalRule[] = allRules,
): Explanation {
  const held = sortedBy(
    conditions,
    (x) => x.onset.lo,
    (x) => x.onset.hi,
    (x) => x.id,
  );
  const binder = new Binder(c, held, rules, types);
  const derivation = search(held, binder.standing(held), types);
  const split = splitIncidents(c, held, derivation, types);
  const webhooks = held.filter((x) => x.type.startsWith('webhook-'));
  const frame = { c, derivation, webhooks, binder, sight: new Sight(c, rules, types), types };
  const incidents = split.incidents.map((story) => explainStory(story, frame));
  const told = new Set(incidents.flatMap((i) => i.parts.map((p) => p.condition.id)));
  const faultAt = incidents.length === 0 ? undefined : Math.min(...incidents.map((i) => i.faultAt));
  const before = split.before.flatMap(preExisting);
  const beforeIds = new Set(before.map((p) => p.condition.id));
  const background = [
    ...before,
    ...split.rest
      .filter((x) => !told.has(x.id) && !beforeIds.has(x.id))
      .map((x) => backgroundRole(x, faultAt, c.asOf.hi, types)),
  ].filter((p) => !told.has(p.condition.id));
  return {
    incidents,
    background: sortedBy(
      background,
      (p) => p.condition.onset.lo,
      (p) => p.condition.id,
    ),
    types,
  };
}

function preExisting(story: Story): Part[] {
  const caused = keysIn(story.links, (l) => l.effect.id);
  return story.conditions.map((x) => ({
    condition: x,
    role: 'pre-existing',
    tags: caused.has(x.id) ? [] : ['source'],
    because:
      'it began before the first fault of the incident, was never seen healthy in this capture, and has no link to the incident',
  }));
}

/** What the stories of one case have in common. */
interface Frame {
  readonly c: Case;
  readonly types: ReadonlyMap<string, ConditionType>;
  readonly derivation: Derivation;
  readonly binder: Binder;
  readonly sight: Sight;
  readonly webhooks: readonly Condition[];
}

function explainStory(story: Story, frame: Frame): ExplainedIncident {
  const { c, types, derivation: d, sight, webhooks } = frame;
  const graph = new Graph(story.conditions, story.links);
  const refuted = frame.binder.refuted(askedAbout(story));
  const roots = rootsOf(story, graph, d, types, sight);
  const weaknesses = weaknessesOf(story, d);
  const parts = rolesOf(story, graph, weaknesses, roots, types);
  const loops = loopsOf(c, story, webhooks);
  const causes = parts
    .filter((p) => p.role === 'contributing' || p.role === 'trigger')
    .map((p) => p.condition);
  return {
    parts: sortedBy(
      parts,
      (p) => p.condition.onset.lo,
      (p) => p.condition.id,
    ),
    tops: story.tops,
    accepted: story.links,
    alternative: d.alternative.intoAny(story.conditions),
    refuted,
    roots,
    faultAt: story.faultAt,
    loops,
    preventions: preventionsOf(story, graph, causes, types, loops),
    redHerrings: redHerringsOf(c, story, graph, roots, refuted, types),
    unaffected: unaffectedBy(c, story),
    alternatives: alternativesOf(story, roots, d, types),
  };
}

/** "Why not" is answered for all conditions of an incident of so many; nobody reads a storm pair by pair. */
const ASKED_ABOUT = 2000;
/** In a storm it is answered for so many of what was felt. */
const FELT = 500;

/** The conditions whose refuted causes are shown: all of them, or in a storm what was felt. */
function askedAbout(story: Story): readonly Condition[] {
  return story.conditions.length <= ASKED_ABOUT ? story.conditions : story.tops.slice(0, FELT);
}

/** Weaknesses that links of the story work through: their guards, and weakness links of accepted effects. */
function weaknessesOf(story: Story, d: Derivation): Condition[] {
  const members = new Set(story.conditions.map((x) => x.id));
  const found = new Map<string, Condition>();
  for (const l of story.links) for (const g of l.guards) found.set(g.id, g);
  for (const l of d.accepted.intoAny(story.conditions))
    if (!members.has(l.cause.id)) found.set(l.cause.id, l.cause);
  return [...groupBy(found.values(), (x) => x.id).values()].flatMap((g) => g[0] ?? []);
}
