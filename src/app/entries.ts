import { oneLine } from '../base/index.js';
import type { ExplainedIncident, Explanation, Part } from '../cause/index.js';
import type { Profile } from '../measure/index.js';
import type { AuthorRemark, ConditionEntry, LinkEntry, RootCauseEntry } from '../model/index.js';
import type { Case } from '../world/index.js';
import type { Decisions } from './author/decisions.js';
import type { EvidenceIndex } from './evidence-index.js';
import { instantJson } from './json.js';

/** Shared by the parts of the composition. */
export interface Composer {
  readonly world: Case;
  readonly explanation: Explanation;
  readonly evidence: EvidenceIndex;
  readonly profile: Profile | undefined;
  /** What the author said: of findings by their id, of instants of one incident, of what no source tells. */
  readonly author?: {
    readonly remarks: ReadonlyMap<string, AuthorRemark>;
    readonly instants: Decisions['instants'];
    readonly incident: ExplainedIncident | undefined;
    readonly events: Decisions['events'];
  };
}

export function conditionEntry(c: Composer, p: Part): ConditionEntry {
  const x = p.condition;
  const author = c.author?.remarks.get(x.id);
  return {
    id: x.id,
    entity: x.entity,
    condition: x.type,
    ...labelled(c, x.type),
    onset: instantJson(x.onset),
    end: instantJson(x.end),
    role: p.role,
    tags: p.tags,
    statement: x.statement,
    evidence: c.evidence.cite(x.evidence),
    severity: x.severity,
    ...(x.episodes.length > 1 ? { count: x.episodes.length } : {}),
    because: p.because,
    ...(author ? { author } : {}),
  };
}

/** The title of the type, which readers see instead of its id. */
function labelled(c: Composer, type: string): { label?: string } {
  const title = c.explanation.types.get(type)?.title;
  return title === undefined ? {} : { label: title };
}

export function linkEntries(i: ExplainedIncident): LinkEntry[] {
  const entry = (l: ExplainedIncident['accepted'][number], verdict: LinkEntry['verdict']): LinkEntry => ({
    id: l.id,
    from: l.cause.id,
    to: l.effect.id,
    rule: l.rule.id,
    mechanism: l.rule.mechanism,
    lag: { lo: finite(l.lag.lo), hi: finite(l.lag.hi) },
    strength: Math.round(l.strength * 1000) / 1000,
    verdict,
    guards: l.guards.map((g) => g.id),
    why: l.refuted ?? `${l.walk.map((k) => oneLine(k, 120)).join(' → ')}; lag allowed: ${l.rule.lag.source}`,
  });
  return [
    ...i.accepted.map((l) => entry(l, 'accepted')),
    ...i.alternative.map((l) => entry(l, 'alternative')),
    ...i.refuted.map((l) => entry(l, 'refuted')),
  ];
}

function finite(n: number): number {
  return Number.isFinite(n) ? Math.round(n * 1e6) / 1e6 : 0;
}

export function rootEntries(c: Composer, i: ExplainedIncident): RootCauseEntry[] {
  return i.roots.map((r) => ({
    rank: r.rank,
    entity: r.condition.entity,
    condition: r.condition.type,
    conditionId: r.condition.id,
    onset: instantJson(r.condition.onset),
    confidence: r.confidence,
    probability: r.probability,
    statement: r.condition.statement,
    explains: r.explains,
    evidence: c.evidence.cite(r.condition.evidence),
    limits: r.limits,
  }));
}
