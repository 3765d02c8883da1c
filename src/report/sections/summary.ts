import { groupBy, listed } from '../../base/index.js';
import type { Block, Span } from '../blocks.js';
import type { IncidentCase } from '../case.js';
import { cite, question, strong, text } from '../prose/spans.js';
import { CONFIDENCE_WORDS, leastSure } from '../prose/words.js';
import { labelOf } from '../../model/index.js';
import { remarkOn } from './author.js';
import { section, type SectionMaker } from './section.js';
import { spread } from './spread.js';

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
  const groups = alikeRoots(roots);
  const body = groups.map((group) => [
    text(`${causeWords(c, group)} `),
    strong(`${CONFIDENCE_WORDS[leastSure(group.map((r) => r.confidence))]}.`),
    ...doubt(group),
    ...cite(group.flatMap((r) => r.evidence.slice(0, group.length > 1 ? 2 : 4)).slice(0, 6)),
    ...group.flatMap((r) => remarkOn(c, r.conditionId)),
  ]);
  return { kind: 'callout', tone: 'note', title: titleOf(groups), body };
}

function titleOf(groups: readonly (readonly Root[])[]): string {
  const [first = []] = groups;
  if (groups.length > 1) return `${groups.length} causes, without a known link between them`;
  if (first.length === 1)
    return first[0]?.confidence === 'low' ? 'A lead, not yet a cause' : 'The cause in one sentence';
  const shared = first.every((r) => r.confidence === 'low');
  return shared ? `The same failure in ${first.length} places` : `The same cause in ${first.length} places`;
}

/** The sentence of the first, and where else the same held. */
function causeWords(c: IncidentCase, [first, ...others]: readonly [Root, ...Root[]]): string {
  const said = c.blameless(first.statement);
  if (others.length === 0) return said;
  const names = [...new Set(others.map((r) => labelOf(r.entity)))];
  const left = names.length - MOST_NAMED;
  return `${said} The same held for ${listed(left > 0 ? [...names.slice(0, MOST_NAMED), `${left} more`] : names)}.`;
}

const MOST_NAMED = 4;

type Root = IncidentCase['incident']['rootCauses'][number];

/** Roots of one kind are told in one breath: one fault on three nodes is not three causes. */
export function alikeRoots(roots: readonly Root[]): readonly (readonly [Root, ...Root[]])[] {
  return [...groupBy(roots, (r) => r.condition).values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [[first, ...others] as const],
  );
}

/** What keeps the confidence from being higher, where it is not high. */
function doubt(group: readonly Root[]): Span[] {
  const limits = new Set(group.filter((r) => r.confidence !== 'high').flatMap((r) => r.limits ?? []));
  return limits.size === 0 ? [] : [text(` Why not higher: ${[...limits].join('; ')}.`)];
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
    spread(c),
    incident.rootCauses.length === 0
      ? question('What is the cause, as far as you know it?', 'The capture alone does not show it.')
      : undefined,
  ]);
};
