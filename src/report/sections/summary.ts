import type { Block, Span } from '../blocks.js';
import type { IncidentCase } from '../case.js';
import { cite, question, strong, text } from '../prose/spans.js';
import { CONFIDENCE_WORDS } from '../prose/words.js';
import { remarkOn } from './author.js';
import { section, type SectionMaker } from './section.js';

/** Without a summary of the engine, the plain facts of the window and the surfaces make one. */
function summaryText(c: IncidentCase): string {
  const { incident } = c;
  if (incident.summary.trim() !== '') return c.blameless(incident.summary);
  const surfaces = incident.surfaces.map((s) => `${s.entity.name}: ${s.symptom}`);
  return c.plain(surfaces.length === 0 ? incident.title : `${incident.title}. ${surfaces.join('. ')}`);
}

function causes(c: IncidentCase): Block {
  const roots = c.incident.rootCauses;
  if (roots.length === 0) {
    const title = 'Cause not known';
    return { kind: 'callout', tone: 'warning', title, body: [[text('Nothing in the capture explains the first fault. What it does show is in the causal chain below.')]] }; // prettier-ignore
  }
  const groups = alike(roots);
  const body = groups.map((group) => [
    text(`${group.map((r) => c.blameless(r.statement)).join(' ')} `),
    strong(`${CONFIDENCE_WORDS[group[0].confidence]}.`),
    ...doubt(group[0]),
    ...cite(group.flatMap((r) => r.evidence.slice(0, group.length > 1 ? 1 : 4))),
    ...group.flatMap((r) => remarkOn(c, r.conditionId)),
  ]);
  const title = groups.length === 1 ? 'The cause in one sentence' : `${groups.length} independent causes`;
  return { kind: 'callout', tone: 'note', title, body };
}

type Root = IncidentCase['incident']['rootCauses'][number];

/** Roots of one kind that are held back by the same doubt are told in one breath. */
function alike(roots: readonly Root[]): (readonly [Root, ...Root[]])[] {
  const groups: [Root, ...Root[]][] = [];
  for (const r of roots) {
    const doubts = (r.limits ?? []).join('\n');
    const same = groups.find(
      ([first]) =>
        doubts !== '' && first.condition === r.condition && (first.limits ?? []).join('\n') === doubts,
    );
    if (same) same.push(r);
    else groups.push([r]);
  }
  return groups;
}

/** What keeps the confidence from being higher, where it is not high. */
function doubt(r: Root): Span[] {
  const limits = r.confidence === 'high' ? [] : (r.limits ?? []);
  return limits.length === 0 ? [] : [text(` Why not higher: ${limits.join('; ')}.`)];
}

/** E3: what happened and why, for someone who reads nothing else. */
export const summary: SectionMaker = (c) => {
  const { incident } = c;
  const basis = cite(
    ...incident.surfaces.map((s) => s.evidence.slice(0, 2)),
    ...incident.rootCauses.map((r) => r.evidence.slice(0, 1)),
  );
  const fallback =
    basis.length > 0 ? basis : cite(incident.conditions.flatMap((x) => x.evidence.slice(0, 1)).slice(0, 3));
  return section('summary', 'executive', 'Summary', [
    { kind: 'paragraph', spans: [text(summaryText(c)), ...fallback] },
    causes(c),
    incident.rootCauses.length === 0
      ? question('What is the cause, as far as you know it?', 'The capture alone does not show it.')
      : undefined,
  ]);
};
