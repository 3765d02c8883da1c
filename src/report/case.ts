import {
  labelOf,
  type Analysis,
  type ConditionEntry,
  type Incident,
  type LinkEntry,
} from '../model/index.js';
import type { Span } from './blocks.js';
import { roleNaming } from './prose/role-names.js';
import { sentence } from './prose/spans.js';
import { dayOf } from './prose/time.js';
import { storyOf, type Story } from './story.js';

/** One incident with the look-ups that its sections share. */
export interface IncidentCase {
  readonly analysis: Analysis;
  readonly incident: Incident;
  readonly number: number;
  /** Day of the incident, which times on that day need not repeat. */
  readonly day: string;
  readonly story: Story;
  condition(id: string): ConditionEntry | undefined;
  link(id: string): LinkEntry | undefined;
  /** Evidence of both ends of a link. */
  evidenceOfLink(link: { readonly from: string; readonly to: string }): readonly string[];
  /** A condition as a span that opens it, named after what it is told under. */
  finding(id: string): Span;
  /** Words of the engine as a sentence of this draft: a capital, a full stop. */
  plain(text: string): string;
  /** {@link plain} with people named by role only, for everything that speaks of causes. */
  blameless(text: string): string;
}

export function incidentCase(analysis: Analysis, incident: Incident, number: number): IncidentCase {
  const conditions = new Map([...analysis.background, ...incident.conditions].map((c) => [c.id, c] as const));
  const links = new Map(incident.links.map((l) => [l.id, l] as const));
  const day = dayOf(incident.window.from) || dayOf(incident.instants.impact) || dayOf(analysis.capture.asOf);
  const story = storyOf(analysis, incident);
  const roles = roleNaming(incident);
  const plain = sentence;
  return {
    analysis,
    incident,
    number,
    day,
    story,
    condition: (id) => conditions.get(id),
    link: (id) => links.get(id),
    evidenceOfLink: (l) => [
      ...(conditions.get(l.from)?.evidence.slice(0, 2) ?? []),
      ...(conditions.get(l.to)?.evidence.slice(0, 2) ?? []),
    ],
    finding: (id) => {
      const entity = story.node(story.nodeOf(id))?.entity ?? conditions.get(id)?.entity;
      return entity === undefined
        ? { kind: 'code', text: id }
        : { kind: 'finding', incident: incident.id, id, text: labelOf(entity) };
    },
    plain,
    blameless: (text) => plain(roles(text)),
  };
}
