import { groupBy, listed, lowerFirst, sortedBy } from '../../base/index.js';
import { keyOf, type RootCauseEntry } from '../../model/index.js';
import type { Block, ListItem, Spans, TableRow } from '../blocks.js';
import type { IncidentCase } from '../case.js';
import { causalGraph } from '../charts/causal-graph.js';
import { chainFrom, sideLinks, type ChainStep } from '../paths.js';
import { lagWords } from '../prose/figure.js';
import {
  bullets,
  cells,
  cite,
  claims,
  heading,
  paragraph,
  question,
  say,
  steps,
  strong,
  text,
} from '../prose/spans.js';
import { labelWords } from '../prose/names.js';
import { when } from '../prose/time.js';
import { CONFIDENCE_WORDS, conditionLabel, strengthOf } from '../prose/words.js';
import type { StoryLink } from '../story.js';
import { remarkOn } from './author.js';
import { section, type SectionMaker } from './section.js';

/** Rows of a table of links that a reader works through; the rest is in analysis.json. */
const MOST_ROWS = 30;

/** Where a node was told: "step 3", or "step 3 of cause 1" in another chain. */
type Told = Map<string, { readonly cause: number; readonly step: number }>;

function place(told: Told, id: string, cause: number): string {
  const at = told.get(id);
  if (at === undefined) return 'a condition not told here';
  return at.cause === cause ? `step ${at.step}` : `step ${at.step} of cause ${at.cause}`;
}

function step(c: IncidentCase, { node, links }: ChainStep, told: Told, cause: number): ListItem {
  const own = new Set([node.entity.name, node.members[0]?.entity.name]);
  const others = [...new Set(node.members.map((o) => o.entity.name))].filter((name) => !own.has(name));
  const left = others.length - 3;
  const also: readonly Spans[] =
    others.length === 0
      ? []
      : [[text(`The same of ${listed(left > 0 ? [...others.slice(0, 3), `${left} more`] : others)}.`)]];
  const spans: Spans = [
    text(`${when(node.onset, c.day)} `),
    ...c.told(node.id, c.blameless(node.statement)),
    ...cite(node.evidence.slice(0, 3)),
    ...remarkOn(c, ...node.members.map((m) => m.id)),
  ];
  return {
    spans,
    notes: [...reasons(c, links, (l) => place(told, l.from, cause)), ...also],
  };
}

/**
 * "From step 2, after 1–3 s: The handler waits ... (path and pattern fit)"; what several steps brought about in
 * the same way is said once: "From step 1, after 2 min; steps 2 and 3, after 39 s: ...". What began later than this
 * did not start it: "Kept going by step 7: ...".
 */
function reasons(
  c: IncidentCase,
  links: readonly StoryLink[],
  from: (l: StoryLink) => string,
): readonly Spans[] {
  const ordered = sortedBy(links, (l) => (l.keeps ? 1 : 0));
  return [...groupBy(ordered, (l) => `${l.keeps} ${l.mechanism} ${strengthOf(l)}`).values()].flatMap(
    (alike) => {
      const [first] = alike;
      if (!first) return [];
      const how = `${c.blameless(first.mechanism)} (${strengthOf(first)})`;
      if (first.keeps)
        return [[text(`Kept going by ${stepsNamed(alike.map(from))}, which came later: ${how}`)]];
      const places = [...groupBy(alike, (l) => lagWords(l.lag))].map(
        ([lag, list]) => `${stepsNamed(list.map(from))}, ${lag}`,
      );
      return [[text(`From ${places.join('; ')}: ${how}`)]];
    },
  );
}

/** "step 2", "steps 2, 3 and 4"; places in other chains are named each by itself. */
function stepsNamed(places: readonly string[]): string {
  const numbers = places.map((p) => /^step (\d+)$/.exec(p)?.[1]);
  return places.length > 1 && numbers.every((n) => n !== undefined)
    ? `steps ${listed(sortedBy(numbers, Number).map(String))}`
    : listed([...new Set(places)]);
}

/** A cause and how sure it is. */
function sentenceOf(c: IncidentCase, root: RootCauseEntry): Spans {
  return [strong(c.blameless(root.statement)), text(` ${CONFIDENCE_WORDS[root.confidence]}.`), ...cite(root.evidence.slice(0, 6))];
} // prettier-ignore

/** A cause and what it led to; what an earlier cause has told already is named, not told again. */
function chain(c: IncidentCase, root: RootCauseEntry, told: Told): readonly Block[] {
  const all = chainFrom(c.story, c.story.nodeOf(root.conditionId));
  const fresh = all.filter((s) => !told.has(s.node.id));
  fresh.forEach((s, i) => told.set(s.node.id, { cause: root.rank, step: i + 1 }));
  const own = new Set(fresh.map((s) => s.node.id));
  const joins = all.flatMap((s) => s.links).filter((l) => own.has(l.from) && !own.has(l.to));
  return [
    paragraph(...sentenceOf(c, root)),
    // a cause that leads nowhere has been told already
    ...(all.length > 1 || fresh.some((s) => s.links.length > 0) ? [steps(fresh.map((s) => step(c, s, told, root.rank)))] : []),
    ...joins.map((l) =>
      paragraph(
        text(`It ${l.keeps ? 'kept going' : 'joins'} ${place(told, l.to, root.rank)}${l.keeps ? '' : `, ${lagWords(l.lag)}`}: ${c.blameless(l.mechanism)} (${strengthOf(l)})`),
        ...cite(c.evidenceOfLink(l).slice(0, 3)),
      ),
    ),
  ];
} // prettier-ignore

/** A node by what it is told under and by what it was. */
function named(c: IncidentCase, id: string): Spans {
  return [c.finding(id), text(`: ${lowerFirst(c.story.node(id)?.label ?? 'not told here')}`)];
}

/** What followed beside the main line: one row per effect, with what brought it about. */
function effectRow(c: IncidentCase, links: readonly StoryLink[]): readonly TableRow[] {
  const [best] = sortedBy(links, (l) => -l.strength, (l) => l.id); // prettier-ignore
  if (best === undefined) return [];
  const node = c.story.node(best.to);
  const causes = links
    .slice(0, 3)
    .flatMap((l, i): Spans => [...(i === 0 ? [] : [text('; ')]), ...named(c, l.from)]);
  const left = links.length > 3 ? [text(`; and ${links.length - 3} more`)] : [];
  const how = [text(c.blameless(best.mechanism)), ...cite(c.evidenceOfLink(best).slice(0, 3))];
  return [cells(when(node?.onset, c.day), named(c, best.to), [...causes, ...left], how, strengthOf(best))];
}

/** A link that would fit, beside one that fits better. */
const OPEN = 'Place and time allow it; another link explains the effect better.';

/** What one thing was held to have brought about, in vain, for one reason: a row. */
function rejectedRow(c: IncidentCase, links: readonly StoryLink[]): readonly TableRow[] {
  const [first] = links;
  if (first === undefined) return [];
  const shown = links.slice(0, MOST_TOGETHER);
  const left = links.length - shown.length;
  const effects = shown.flatMap((l, i): Spans => [...(i === 0 ? [] : [text('; ')]), ...named(c, l.to)]);
  const proofs = links.length === 1 ? c.evidenceOfLink(first).slice(0, 3) : [...new Set(shown.flatMap((l) => c.evidenceOfLink(l)))].slice(0, 5);
  return [
    cells(
      named(c, first.from),
      [...effects, ...(left > 0 ? [text(`; and ${left} more`)] : [])],
      first.verdict === 'refuted' ? 'refuted' : 'left open',
      [text(c.plain(whyNot(first))), ...cite(proofs)],
    ),
  ];
} // prettier-ignore

const MOST_TOGETHER = 4;

function whyNot(l: StoryLink): string {
  return l.verdict === 'refuted' ? l.why : OPEN;
}

/** Links that were dropped between two things; within one thing they say little to a reader. */
function dropped(c: IncidentCase): readonly TableRow[] {
  const entity = (id: string) => keyOf(c.story.node(id)?.entity ?? { kind: '', name: id });
  const told = c.story.rejected.filter((l) => l.verdict === 'alternative' || entity(l.from) !== entity(l.to));
  return [...groupBy(told, (l) => [l.from, l.verdict, whyNot(l)].join('\u0000')).values()].flatMap((links) => rejectedRow(c, links));
} // prettier-ignore

function linkTable(title: string, columns: readonly string[], rows: readonly TableRow[]): readonly Block[] {
  if (rows.length === 0) return [];
  const left = rows.length - MOST_ROWS;
  const more = left > 0 ? [say(`${left} more of this kind are in analysis.json.`)] : [];
  return [heading(title), claims(columns, rows.slice(0, MOST_ROWS)), ...more];
}

/** How far a link is supported, as it stands behind each step. */
const SUPPORT =
  'Behind each link stands how well it is supported: named by the evidence; path and pattern fit, or the path alone (what relates the two things allows it, and the times agree); place and time only.';

function apart(roots: readonly RootCauseEntry[]): string {
  const places = roots.map((r) => labelWords(r.entity));
  const same = roots.every((r) => r.condition === roots[0]?.condition);
  return same
    ? `The same held in ${roots.length} places: ${listed(places)}. What they share is told once, under the first.`
    : `The ${roots.length} causes are told apart because no link between them is supported: ${listed(places)}.`;
}

/** A5: from the fault to the users, step by step, with what was considered and dropped. */
export const causalChain: SectionMaker = (c) => {
  const roots = c.incident.rootCauses;
  const told: Told = new Map();
  const graph = causalGraph(c);
  const bare =
    roots.length > 1 &&
    roots.every((r) => chainFrom(c.story, c.story.nodeOf(r.conditionId)).every((s) => s.links.length === 0));
  const chains = bare
    ? [bullets(roots.map((r) => sentenceOf(c, r)))]
    : roots.map((r) => [
        heading(
          roots.length === 1
            ? 'Step by step'
            : `Cause ${r.rank}: ${lowerFirst(c.story.node(c.story.nodeOf(r.conditionId))?.label ?? conditionLabel(r.condition))} (${labelWords(r.entity)})`,
        ),
        ...chain(c, r, told),
      ]);
  const sides = [...groupBy(sideLinks(c.story, new Set(told.keys())), (l) => l.to).values()];
  return section('causal-chain', 'analysis', 'Causal chain', [
    roots.length === 0 ? say('No chain from a cause to the impact could be supported by evidence.') : undefined,
    roots.length > 1 && !bare ? say(apart(roots)) : undefined,
    roots.length > 0 ? say(SUPPORT) : undefined,
    graph === undefined ? undefined : { kind: 'graph', graph },
    ...chains,
    linkTable('What else followed', ['Time', 'What', 'From what', 'How', 'Support'], sides.flatMap((links) => effectRow(c, links))),
    linkTable('Considered and not accepted', ['From', 'To', 'Verdict', 'Why'], dropped(c)),
    roots.length === 0 ? undefined : question('Does this chain agree with what you know of the system?', 'Correct it where it does not; a missing link is as useful as a wrong one.'),
  ]); // prettier-ignore
};
