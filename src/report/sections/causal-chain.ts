import { listed } from '../../base/index.js';
import type { LinkEntry, RootCauseEntry } from '../../model/index.js';
import type { Block, ListItem, Spans, TableRow } from '../blocks.js';
import type { IncidentCase } from '../case.js';
import { causalGraph } from '../charts/causal-graph.js';
import { chainFrom, sideLinks, type ChainStep } from '../paths.js';
import { lagWords } from '../prose/figure.js';
import {
  cells,
  cite,
  claims,
  heading,
  paragraph,
  question,
  say,
  sentence,
  steps,
  strong,
  text,
} from '../prose/spans.js';
import { when } from '../prose/time.js';
import { CONFIDENCE_WORDS, conditionLabel, strengthOf } from '../prose/words.js';
import { section, type SectionMaker } from './section.js';

/** Where a condition was told: "step 3", or "step 3 of cause 1" in another chain. */
type Told = Map<string, { readonly cause: number; readonly step: number }>;

function place(told: Told, id: string, cause: number): string {
  const at = told.get(id);
  if (at === undefined) return 'a condition not told here';
  return at.cause === cause ? `step ${at.step}` : `step ${at.step} of cause ${at.cause}`;
}

function step(c: IncidentCase, { id, links }: ChainStep, told: Told, cause: number): ListItem {
  const x = c.condition(id);
  const spans: Spans = [
    text(`${when(x?.onset, c.day)} `),
    c.finding(id),
    text(`: ${sentence(c.blameless(x?.statement ?? id))}`),
    ...cite(x?.evidence.slice(0, 3)),
  ];
  return { spans, notes: links.map((l) => [text(reason(c, l, place(told, l.from, cause)))]) };
}

/** "From step 2, after 1–3 s: the handler waits ... (path and pattern fit)." */
function reason(c: IncidentCase, l: LinkEntry, from: string): string {
  return `From ${from}, ${lagWords(l.lag)}: ${sentence(c.blameless(l.mechanism))} (${strengthOf(l)})`;
}

/** A cause and what it led to; what an earlier cause has told already is named, not told again. */
function chain(c: IncidentCase, root: RootCauseEntry, told: Told): readonly Block[] {
  const all = chainFrom(c, root.conditionId);
  const fresh = all.filter((s) => !told.has(s.id));
  fresh.forEach((s, i) => told.set(s.id, { cause: root.rank, step: i + 1 }));
  const joins = all.flatMap((s) => s.links).filter((l) => fresh.some((f) => f.id === l.from) && told.get(l.to)?.cause !== root.rank);
  return [
    paragraph(strong(sentence(c.blameless(root.statement))), text(` ${CONFIDENCE_WORDS[root.confidence]}.`), ...cite(root.evidence)),
    steps(fresh.map((s) => step(c, s, told, root.rank))),
    ...joins.map((l) => paragraph(text(`It joins ${place(told, l.to, root.rank)}. ${sentence(c.blameless(l.mechanism))} (${lagWords(l.lag)}; ${strengthOf(l)})`), ...cite(c.evidenceOfLink(l).slice(0, 3)))),
  ];
} // prettier-ignore

function linkRow(c: IncidentCase, l: LinkEntry): TableRow {
  const label = (id: string) => conditionLabel(c.condition(id)?.condition ?? '').toLowerCase();
  return cells(
    [c.finding(l.from), text(`: ${label(l.from)}`)],
    [c.finding(l.to), text(`: ${label(l.to)}`)],
    [text(sentence(c.blameless(l.mechanism))), ...cite(c.evidenceOfLink(l).slice(0, 3))],
    lagWords(l.lag),
    strengthOf(l),
  );
}

function rejected(c: IncidentCase): readonly TableRow[] {
  return c.incident.links
    .filter((l) => l.verdict !== 'accepted')
    .slice(0, 60)
    .map((l) =>
      cells([c.finding(l.from)], [c.finding(l.to)], l.verdict === 'refuted' ? 'refuted' : 'left open', [
        text(sentence(l.why)),
        ...cite(c.evidenceOfLink(l).slice(0, 3)),
      ]),
    );
}

/** A5: from the fault to the users, step by step, with what was considered and dropped. */
export const causalChain: SectionMaker = (c) => {
  const roots = c.incident.rootCauses;
  const told: Told = new Map();
  const graph = causalGraph(c);
  const chains = roots.map((r) => [
    heading(roots.length === 1 ? 'Step by step' : `Cause ${r.rank}: ${conditionLabel(r.condition)}`),
    ...chain(c, r, told),
  ]);
  const sides = sideLinks(c, new Set(told.keys()));
  const dropped = rejected(c);
  const apart = `The ${roots.length} causes are told apart because no link between them is supported: ${listed(roots.map((r) => r.entity.name))}.`;
  return section('causal-chain', 'analysis', 'Causal chain', [
    roots.length === 0 ? say('No chain from a cause to the impact could be supported by evidence.') : undefined,
    roots.length > 1 ? say(apart) : undefined,
    graph === undefined ? undefined : { kind: 'graph', graph },
    ...chains,
    ...(sides.length === 0 ? [] : [[heading('What else followed'), claims(['From', 'To', 'How', 'Lag', 'Support'], sides.map((l) => linkRow(c, l)))]]),
    ...(dropped.length === 0 ? [] : [[heading('Considered and not accepted'), claims(['From', 'To', 'Verdict', 'Why'], dropped)]]),
    roots.length === 0 ? undefined : question('Does this chain agree with what you know of the system?', 'Correct it where it does not; a missing link is as useful as a wrong one.'),
  ]); // prettier-ignore
};
