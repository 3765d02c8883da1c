import { iso, oneLine, type Stamp } from '../base/index.js';
import type { ExplainedIncident, Explanation, Part } from '../cause/index.js';
import type { Detection } from '../detect/index.js';
import {
  keyOf,
  type Analysis,
  type Capture,
  type CaptureSummary,
  type ConditionEntry,
  type LinkEntry,
  type RootCauseEntry,
  type SourceInfo,
} from '../model/index.js';
import type { Case } from '../world/index.js';
import { EvidenceIndex } from './evidence-index.js';
import { incidentEntry } from './incident.js';
import { instantJson } from './json.js';
import { seriesOf } from './series.js';
import { timelineOf } from './timeline.js';
import { RULES_VERSION, TOOL_VERSION } from './version.js';
import type { Profile } from '../measure/index.js';

/** Everything the rooms found, put into the words of the contract. */
export interface Findings {
  readonly capture: Capture;
  readonly world: Case;
  readonly detection: Detection;
  readonly explanation: Explanation;
  readonly profile: Profile | undefined;
}

/** Shared by the parts of the composition. */
export interface Composer {
  readonly world: Case;
  readonly explanation: Explanation;
  readonly evidence: EvidenceIndex;
  readonly profile: Profile | undefined;
}

const sourceId = (id: number): string => `s${id}`;

/** analysis.json as an object. Pure: the same findings give the same bytes. */
export function compose(f: Findings): Analysis {
  const paths = new Map(f.capture.sources.map((s) => [s.id, s.path]));
  const evidence = new EvidenceIndex(sourceId, (id) => paths.get(id) ?? '');
  const composer: Composer = { world: f.world, explanation: f.explanation, evidence, profile: f.profile };
  const incidents = f.explanation.incidents.map((i, n) => incidentEntry(composer, i, n));
  const timeline = timelineOf(composer, incidents);
  const background = f.explanation.background
    .filter((p) => p.condition.severity >= 1)
    .map((p) => conditionEntry(composer, p));
  return {
    schemaVersion: 1,
    tool: { name: 'inquest', version: TOOL_VERSION, rules: RULES_VERSION },
    capture: captureSummary(f),
    incidents,
    timeline,
    background,
    series: seriesOf(f.world, incidents),
    evidence: evidence.entries(),
  };
}

/** The `capture` object: also what `inventory --json` prints. */
export function captureSummary(f: { readonly capture: Capture; readonly world: Case }): CaptureSummary {
  return {
    asOf: instantJson(f.capture.asOf),
    sources: f.capture.sources.map(sourceEntry),
    gaps: f.world.coverage.gaps.map((g) => ({
      ...(g.source === undefined ? {} : { source: sourceId(g.source) }),
      ...(g.entity ? { entity: g.entity } : {}),
      from: g.window ? iso(g.window.lo) : null,
      to: g.window ? iso(g.window.hi) : null,
      why: g.why,
      wouldTell: g.wouldTell,
    })),
  };
}

function sourceEntry(s: SourceInfo): CaptureSummary['sources'][number] {
  return {
    id: sourceId(s.id),
    path: s.path,
    format: s.format,
    status: s.status,
    records: s.records,
    bytes: s.bytes,
    ...(s.entity ? { entity: s.entity } : {}),
    ...(s.span ? { from: iso(s.span.lo), to: iso(s.span.hi) } : {}),
    ...(s.clock
      ? { clock: { zone: s.clock.zone, offsetMs: s.clock.offsetMs ?? { lo: 0, hi: 0 }, how: s.clock.how } }
      : {}),
    problems: s.problems,
  };
}

export function conditionEntry(c: Composer, p: Part): ConditionEntry {
  const x = p.condition;
  return {
    id: x.id,
    entity: x.entity,
    condition: x.type,
    onset: instantJson(x.onset),
    end: instantJson(x.end),
    role: p.role,
    tags: p.tags,
    statement: x.statement,
    evidence: c.evidence.cite(x.evidence),
    severity: x.severity,
    ...(x.episodes.length > 1 ? { count: x.episodes.length } : {}),
    because: p.because,
  };
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

/** Identity of an incident: stable while its worst effect stays the same. */
export function topKey(i: ExplainedIncident): string {
  const top = i.tops[0];
  return top ? `${top.type} ${keyOf(top.entity)}` : '';
}

export function spanOf(stamps: readonly (Stamp | undefined)[]): Stamp | undefined {
  const known = stamps.filter((s): s is Stamp => s !== undefined && s.grade !== 'X');
  return known.reduce<Stamp | undefined>((a, b) => (!a || b.lo < a.lo ? b : a), undefined);
}
