import { groupBy, lowerFirst } from '../../base/index.js';
import type { Ref } from '../../model/index.js';
import type { Block, Span } from '../blocks.js';
import type { IncidentCase } from '../case.js';
import { mainPath } from '../paths.js';
import { cite, paragraph, strong, text } from '../prose/spans.js';
import type { StoryLink, StoryNode } from '../story.js';

/** Things that a reader follows in one sentence. */
const MOST_STOPS = 6;

/** A thing on the way, with what happened to it. */
interface Stop {
  readonly node: StoryNode;
  readonly label: string;
}

/** A Service and the workload of its name, and all that belongs to one node, are one place for a reader. */
function placeOf({ kind, namespace, name }: Ref): string {
  if (['NodeNetwork', 'NodeService', 'ServiceDataplane', 'Node'].includes(kind)) return `node ${name.split('/')[0] ?? ''}`;
  return namespace === undefined ? `${kind} ${name}` : `${namespace}/${name}`;
} // prettier-ignore

/** The condition in words, without what stands in brackets: it goes into brackets itself. */
function shortLabel(n: StoryNode): string {
  return lowerFirst(n.label.replace(/ \([^()]*\)$/, ''));
}

/** What was felt at the end of the way: all entrances that this reached, else its last thing. */
function felt(c: IncidentCase, last: StoryNode): readonly Span[] {
  const entrances = c.story.nodes.filter((n) => n.entity.kind === 'Surface' && n.condition === last.condition && c.story.goals.has(n.id));
  const shown = last.entity.kind === 'Surface' && entrances.length <= 3 ? entrances : [last];
  return shown.flatMap((n, i): readonly Span[] => [...(i === 0 ? [] : [text(i === shown.length - 1 ? ' and ' : ', ')]), c.finding(n.id)]);
} // prettier-ignore

/** The places along a path, each with what first happened there. */
function stopsOf(c: IncidentCase, root: string, path: readonly StoryLink[]): readonly Stop[] {
  const nodes = [root, ...path.map((l) => l.to)].flatMap((id) => c.story.node(id) ?? []);
  return [...groupBy(nodes, (n) => placeOf(n.entity)).values()].flatMap(([first]) =>
    first === undefined ? [] : [{ node: first, label: shortLabel(first) }],
  );
}

/** "Deployment a (x), Registry b (y) and Deployment c (z)", each opening what is said of it. */
function listedStops(c: IncidentCase, stops: readonly Stop[]): readonly Span[] {
  const left = stops.length - MOST_STOPS;
  const shown = left > 0 ? [...stops.slice(0, MOST_STOPS - 2), ...stops.slice(-2)] : stops;
  return shown.flatMap((s, i): readonly Span[] => {
    const skipped = left > 0 && i === MOST_STOPS - 2 ? [text(`${left} more, `)] : [];
    const before = i === 0 ? [] : [text(i === shown.length - 1 ? ' and ' : ', ')];
    return [...before, ...skipped, c.finding(s.node.id), text(` (${s.label})`)];
  });
}

function proofs(stops: readonly Stop[]): readonly string[] {
  return [...new Set(stops.flatMap((s) => s.node.evidence.slice(0, 1)))].slice(0, 5);
}

/** The first cause from which such a path leads to what was felt, with the path. */
function leading(c: IncidentCase, of: 'all' | 'starts'): { readonly root: string; readonly path: readonly StoryLink[] } | undefined {
  return c.incident.rootCauses
    .map((r) => c.story.nodeOf(r.conditionId))
    .map((root) => ({ root, path: mainPath(c.story, root, of) }))
    .find(({ path }) => c.story.goals.has(path.at(-1)?.to ?? ''));
} // prettier-ignore

/** What kept it going on another way than that along which it began. */
function keptBy(c: IncidentCase, root: string, way: readonly Stop[]): readonly Stop[] {
  const path = mainPath(c.story, root);
  if (!path.some((l) => l.keeps)) return [];
  const between = stopsOf(c, root, path).slice(1, -1);
  const told = new Set(way.map((s) => placeOf(s.node.entity)));
  return between.some((s) => !told.has(placeOf(s.node.entity))) ? between : [];
}

/**
 * How a fault became what was felt, in one or two sentences: the way along which it began, and, where another one
 * then kept it going, that too. A cause that is itself what was felt, or its next neighbour, has no way to tell.
 */
export function spread(c: IncidentCase): Block | undefined {
  const started = leading(c, 'starts');
  const began = started ?? leading(c, 'all');
  if (began === undefined) return undefined;
  const way = stopsOf(c, began.root, began.path);
  const [first, last] = [way[0], way.at(-1)];
  const between = way.slice(1, -1);
  const kept = started === undefined ? [] : keptBy(c, began.root, way);
  if (first === undefined || last === undefined || between.length + kept.length === 0) return undefined;
  return paragraph(
    strong('How it spread.'),
    text(' From '),
    c.finding(first.node.id),
    ...(between.length === 0 ? [text(' straight to ')] : [text(' to '), ...listedStops(c, between), text(', and so to ')]),
    ...felt(c, last.node),
    text('.'),
    ...(kept.length === 0 ? [] : [text(' What then kept it going: '), ...listedStops(c, kept), text('.')]),
    ...cite(proofs([...between, ...kept])),
  );
} // prettier-ignore
