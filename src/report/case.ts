import { lowerFirst } from '../base/index.js';
import {
  labelOf,
  type Analysis,
  type ConditionEntry,
  type Incident,
  type LinkEntry,
  type Ref,
} from '../model/index.js';
import type { Span } from './blocks.js';
import { roleNaming } from './prose/role-names.js';
import { sentence } from './prose/spans.js';
import { labelled } from './prose/words.js';
import { dayOf } from './prose/time.js';
import { storyOf, type Story } from './story.js';
import { labelWords } from './prose/names.js';

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
  /** A condition with its statement; a statement that begins with the same name goes on from it. */
  told(id: string, statement: string): readonly Span[];
  /** What was said of a thing beside its name in a table: the name is not said again. */
  beside(entity: Ref, sentence: string): string;
  /** Words of the engine as a sentence of this draft: a capital, a full stop. */
  plain(text: string): string;
  /** {@link plain} with people named by role only, for everything that speaks of causes. */
  blameless(text: string): string;
}

/** An alert is named with what it is about, "ModelDown (model)"; a sentence says its first word. */
function alertNames({ kind, name }: Ref): readonly string[] {
  return kind === 'Alert' ? [`Alert ${name.split(' (')[0] ?? name}`] : [];
}

/** "Deployment shop/web has 0 of 2 replicas ready." beside its name: "Has 0 of 2 replicas ready." */
export function withoutName(entity: Ref, sentence: string): string {
  const names = [labelOf(entity), labelWords(entity), ...(entity.kind === 'Component' ? [] : [`The ${labelWords(entity)}`]), ...alertNames(entity)];
  const rest = names.flatMap((n) => (sentence.startsWith(`${n} `) ? [sentence.slice(n.length + 1)] : []))[0];
  return rest !== undefined && /^[a-z]+[ :]/.test(rest) ? `${rest.charAt(0).toUpperCase()}${rest.slice(1)}` : sentence;
} // prettier-ignore

/** Ids of conditions in a sentence of the engine become their labels; ids of rules say nothing to a reader. */
export function termsOf(analysis: Analysis, ...incidents: readonly Incident[]): (text: string) => string {
  const rules = new Set(incidents.flatMap((i) => i.links.map((l) => l.rule)));
  const types = new Map([...analysis.background, ...incidents.flatMap((i) => i.conditions)].map((c) => [c.condition, labelled(c)]));
  return (text) =>
    text
      .replace(/ \(([a-z0-9]+(?:-[a-z0-9]+)+)\)/g, (all, id: string) => (rules.has(id) ? '' : all))
      .replace(/(?<![\w/.-])[a-z0-9]+(?:-[a-z0-9]+)+(?![\w/.-]|\.\w)/g, (id) => lowerFirst(types.get(id) ?? id));
} // prettier-ignore

export function incidentCase(analysis: Analysis, incident: Incident, number: number): IncidentCase {
  const conditions = new Map([...analysis.background, ...incident.conditions].map((c) => [c.id, c] as const));
  const links = new Map(incident.links.map((l) => [l.id, l] as const));
  const day = dayOf(incident.window.from) || dayOf(incident.instants.impact) || dayOf(analysis.capture.asOf);
  const story = storyOf(analysis, incident);
  const roles = roleNaming(incident);
  const terms = termsOf(analysis, incident);
  const plain = (text: string) => sentence(terms(text));
  const entityOf = (id: string) => story.node(story.nodeOf(id))?.entity ?? conditions.get(id)?.entity;
  const finding = (id: string): Span => {
    const entity = entityOf(id);
    return entity === undefined
      ? { kind: 'code', text: id }
      : { kind: 'finding', incident: incident.id, id, text: labelWords(entity) };
  };
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
    finding,
    told: (id, statement) => {
      const entity = entityOf(id);
      const names =
        entity === undefined
          ? []
          : [
              labelOf(entity),
              labelWords(entity),
              ...(entity.kind === 'Component' ? [] : [`The ${labelWords(entity)}`]),
              entity.name,
            ];
      const label = names.find((n) => statement.startsWith(n)); // prettier-ignore
      const rest = label === undefined ? '' : statement.slice(label.length);
      return label !== undefined && label !== '' && /^(?: |: |, )/.test(rest)
        ? [finding(id), { kind: 'text', text: rest }]
        : [finding(id), { kind: 'text', text: `: ${statement}` }];
    },
    beside: withoutName,
    plain,
    blameless: (text) => plain(roles(text)),
  };
}
