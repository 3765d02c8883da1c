import { exactly, largest, oneLine, SECOND, sortedBy, type Stamp } from '../base/index.js';
import type { ExplainedIncident } from '../cause/index.js';
import { instantsJson, measure, NO_PROFILE, type MeasuredIncident, type Measures } from '../measure/index.js';
import { labelOf, type Condition, type Incident, type Role } from '../model/index.js';
import { measuresUnder } from './author/instants.js';
import { distinct, summaryOf, titleOf } from './incident-words.js';
import { conditionEntry, linkEntries, rootEntries, type Composer } from './entries.js';
import { budgetEntry, byPack } from './measured-entries.js';
import { contradictionsOf } from './contradictions.js';
import { instantJson } from './json.js';

/** One incident in the words of the contract. */
export function incidentEntry(c: Composer, i: ExplainedIncident, index: number): Incident {
  const attached =
    index === 0
      ? c.explanation.background.filter((p) => p.condition.severity >= 2 && p.role !== 'contributing')
      : [];
  const parts = [
    ...i.parts,
    ...attached.filter(
      (p) => p.role === 'pre-existing' || p.role === 'chronic-noise' || p.role === 'unexplained',
    ),
  ];
  const found = measure({ c: c.world, incident: measured(c, i), profile: c.profile ?? NO_PROFILE });
  const m = measuresUnder(found, c.author?.incident === i ? c.author.instants : []);
  const conditions = sortedBy(
    parts,
    (p) => p.condition.onset.lo,
    (p) => p.condition.id,
  ).map((p) => {
    const herring = i.redHerrings.some((r) => r.condition.id === p.condition.id);
    return conditionEntry(c, herring ? { ...p, tags: [...p.tags, 'red-herring'] } : p);
  });
  const withRole = (role: Role): string[] => conditions.filter((x) => x.role === role).map((x) => x.id);
  const roots = rootEntries(c, i);
  return {
    id: `incident-${index + 1}`,
    title: titleOf(c, i),
    summary: summaryOf(c, i, m),
    severity: m.severity.severity,
    severityRule: m.severity.rule,
    status: m.verdict.status,
    statusWhy: m.verdict.why,
    canRecur: m.verdict.canRecur,
    window: windowOf(i, m),
    instants: instantsJson(m.instants),
    surfaces: surfaceEntries(c, m),
    figures: m.figures,
    detection: detectionOf(c, m),
    rootCauses: roots,
    conditions,
    links: linkEntries(i),
    loops: loopEntries(c, i, m),
    preventions: preventionsOf(i),
    preExisting: withRole('pre-existing'),
    noise: withRole('chronic-noise'),
    redHerrings: i.redHerrings
      .filter((r) => conditions.some((x) => x.id === r.condition.id))
      .map((r) => ({ condition: r.condition.id, clearedBy: r.clearedBy })),
    unexplained: withRole('unexplained'),
    notAffected: i.unaffected.map((u) => ({
      entity: u.entity,
      evidence: c.evidence.cite(u.evidence),
      why: u.why,
    })),
    responses: responseEntries(c, m),
    alternatives: i.alternatives.map((a) => ({
      statement: a.statement,
      probability: a.probability,
      rootCauses: a.roots.map((x) => x.id),
      toDecide: a.toDecide,
    })),
    contradictions: contradictionsOf(c, i),
    actions: m.actions.map((a) => ({ action: a.action, kind: a.kind, cuts: a.cuts, doneWhen: a.doneWhen })),
    blindSpots: m.blindSpots.map((b) => ({
      kind: b.kind,
      statement: b.statement,
      signal: b.signal,
      ...(b.savesMinutes ? { savesMinutes: b.savesMinutes } : {}),
      evidence: c.evidence.cite(b.evidence),
    })),
  };
}

function surfaceEntries(c: Composer, m: Measures): Incident['surfaces'] {
  return m.surfaces.map((s): Incident['surfaces'][number] => ({
    entity: s.condition.entity,
    ...(s.host === undefined ? {} : { host: s.host }),
    symptom: s.condition.statement,
    impact: s.impact,
    from: instantJson(s.from),
    to: instantJson(s.to),
    status: s.status,
    evidence: c.evidence.cite(s.condition.evidence),
    figures: s.figures,
    ...(s.requests ? { requests: s.requests } : {}),
    ...(s.budget ? { budget: budgetEntry(s.budget) } : {}),
  }));
}

function loopEntries(c: Composer, i: ExplainedIncident, m: Measures): Incident['loops'] {
  // an act that helped, on a thing at which the loop can be broken, was the way out
  const escape = (l: ExplainedIncident['loops'][number]): { escapeUsed?: string } => {
    const helped = (r: Measures['responses'][number]): boolean =>
      r.effect === 'worked' && l.breakPoints.some((p) => p.includes(labelOf(r.entity)));
    const used = m.responses.find(helped);
    return used ? { escapeUsed: used.change } : {};
  };
  return i.loops.map((l) => ({
    ...escape(l),
    kind: l.kind,
    members: [...new Set(l.members.map((x) => x.id))],
    breakPoints: l.breakPoints,
    statement: l.statement,
    evidence: c.evidence.cite(l.members.flatMap((x) => x.evidence.slice(0, 1))),
  }));
}

function responseEntries(c: Composer, m: Measures): Incident['responses'] {
  return m.responses.map((r) => ({
    at: instantJson(r.at),
    by: r.by,
    entity: r.entity,
    change: oneLine(r.change, 300),
    kind: r.kind,
    effect: r.effect,
    evidence: c.evidence.cite(r.evidence),
    why: r.why,
    ...(r.inForce ? { inForce: true } : {}),
  }));
}

/** The incident as measure wants it. */
function measured(c: Composer, i: ExplainedIncident): MeasuredIncident {
  const roles = new Map(i.parts.map((p) => [p.condition.id, p.role]));
  const until = lastOf(c, i);
  return {
    conditions: i.parts.map((p) => p.condition),
    conditionTypes: c.explanation.types,
    roleOf: (id) => roles.get(id) ?? 'symptom',
    rootCauses: i.roots.map((r) => r.condition),
    links: i.accepted.map((l) => ({
      id: l.id,
      causeId: l.cause.id,
      effectId: l.effect.id,
      guards: l.guards.map((g) => g.id),
    })),
    surfaces: surfacesOf(c, i),
    elsewhere: elsewhereOf(c, i),
    responses: c.world.changes.filter((x) => x.byPerson && x.at.hi >= i.faultAt && x.at.lo <= until),
    preventions: preventionsOf(i),
    loops: i.loops.map((l) => ({
      kind: l.kind,
      members: l.members.map((x) => x.id),
      breakPoints: l.breakPoints,
      statement: l.statement,
      evidence: [],
    })),
  };
}

/** Conditions of other incidents and of the background: what a note may be about instead. */
function elsewhereOf(c: Composer, i: ExplainedIncident): readonly Condition[] {
  const others = c.explanation.incidents.filter((o) => o !== i).flatMap((o) => o.parts);
  // what people touched while they looked for the cause says nothing of another one
  const background = c.explanation.background.filter(
    (p) => c.explanation.types.get(p.condition.type)?.nature !== 'change',
  );
  return [...others, ...background].map((p) => p.condition);
}

function lastOf(c: Composer, i: ExplainedIncident): number {
  const open = i.parts.some((p) => p.condition.end === undefined && p.condition.severity >= 2);
  return open
    ? c.world.asOf.hi
    : largest(i.parts.map((p) => p.condition.end?.hi ?? p.condition.onset.hi)) + 600 * SECOND;
}

const SURFACE_KINDS = [
  'Surface',
  'Component',
  'Cluster',
  'Namespace',
  'Service',
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
];

/** What users or the platform felt: surfaces if there are any, else the worst effects. */
function surfacesOf(c: Composer, i: ExplainedIncident): readonly Condition[] {
  const impacts = i.parts
    .map((p) => p.condition)
    .filter((x) => c.explanation.types.get(x.type)?.nature === 'impact');
  const outside = impacts.filter((x) => SURFACE_KINDS.includes(x.entity.kind) && x.entity.kind !== 'Service');
  if (outside.length > 0) return [...distinct(outside), ...laterOutages(outside)];
  // like failures are one batch, of which none is left out
  const alike = i.tops.filter((t) => t.type === i.tops[0]?.type);
  const worst = alike.length > 3 ? alike : i.tops.slice(0, 3);
  return distinct(impacts.length > 0 ? impacts : worst).slice(0, 12);
}

/** An entrance that failed, recovered and failed again has several outages; blips do not count. */
function laterOutages(outside: readonly Condition[]): readonly Condition[] {
  const first = new Set(distinct(outside));
  return sortedBy(
    outside.filter((x) => !first.has(x) && x.entity.kind === 'Surface' && x.severity >= 2),
    (x) => x.onset.lo,
    (x) => x.id,
  );
}

function windowOf(i: ExplainedIncident, m: Measures): Incident['window'] {
  const from: Stamp = m.instants.fault ?? m.instants.impact ?? exactly(i.faultAt, 'B');
  return { from: instantJson(from), to: instantJson(m.instants.restore) };
}

function detectionOf(c: Composer, m: Measures): Incident['detection'] {
  const told = m.awareness.detect;
  return {
    by: told?.by ?? 'unknown',
    at: instantJson(told?.at),
    ...(told ? { why: told.why } : {}),
    alerts: m.alerts.map(({ evidence, ...a }) => ({ ...a, evidence: c.evidence.cite(evidence) })),
    byPack: byPack(m),
    ...(told ? { evidence: c.evidence.cite(told.evidence) } : {}),
  };
}

/** The single changes that would have broken the chain, each with what a replay says of it. */
function preventionsOf(i: ExplainedIncident): Incident['preventions'] {
  return i.preventions.map((p) => ({
    change: p.change,
    entity: p.entity,
    verdict: p.verdict,
    with: [],
    why: p.why,
    removes: p.removes.id,
  }));
}
