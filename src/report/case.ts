import {
  labelOf,
  type Analysis,
  type ConditionEntry,
  type Incident,
  type LinkEntry,
} from '../model/index.js';
import type { Span } from './blocks.js';
import { roleNaming } from './prose/role-names.js';
import { dayOf } from './prose/time.js';

/** One incident with the look-ups that its sections share. */
export interface IncidentCase {
  readonly analysis: Analysis;
  readonly incident: Incident;
  readonly number: number;
  /** Day of the incident, which times on that day need not repeat. */
  readonly day: string;
  condition(id: string): ConditionEntry | undefined;
  link(id: string): LinkEntry | undefined;
  accepted: readonly LinkEntry[];
  /** Evidence of both ends of a link. */
  evidenceOfLink(link: LinkEntry): readonly string[];
  /** A condition as a span that opens it. */
  finding(id: string): Span;
  /** The sentence with people named by role only, for everything that speaks of causes. */
  blameless(text: string): string;
}

export function incidentCase(analysis: Analysis, incident: Incident, number: number): IncidentCase {
  const conditions = new Map([...analysis.background, ...incident.conditions].map((c) => [c.id, c] as const));
  const links = new Map(incident.links.map((l) => [l.id, l] as const));
  return {
    analysis,
    incident,
    number,
    day: dayOf(incident.window.from) || dayOf(incident.instants.impact) || dayOf(analysis.capture.asOf),
    condition: (id) => conditions.get(id),
    link: (id) => links.get(id),
    accepted: incident.links.filter((l) => l.verdict === 'accepted'),
    evidenceOfLink: (l) => [
      ...(conditions.get(l.from)?.evidence.slice(0, 2) ?? []),
      ...(conditions.get(l.to)?.evidence.slice(0, 2) ?? []),
    ],
    finding: (id) => findingSpan(incident.id, id, conditions.get(id)),
    blameless: roleNaming(incident),
  };
}

function findingSpan(incident: string, id: string, condition: ConditionEntry | undefined): Span {
  if (condition === undefined) return { kind: 'code', text: id };
  return { kind: 'finding', incident, id, text: labelOf(condition.entity) };
}
