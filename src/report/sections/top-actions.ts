import { counted } from '../../base/index.js';
import type { Incident } from '../../model/index.js';
import type { IncidentCase } from '../case.js';
import { blank, cells, claims, cite, say, text } from '../prose/spans.js';
import { ACTION_WORDS } from '../prose/words.js';
import { section, type SectionMaker } from './section.js';

export type Action = Incident['actions'][number];

/** Links that are named for an action; one action may cut many of the same kind. */
const MOST_CUTS = 3;

/** The links and gaps that an action cuts, with their evidence. */
export function cutsOf(
  c: IncidentCase,
  action: Action,
): { readonly words: string; readonly evidence: readonly string[] } {
  const known = action.cuts.flatMap((id) => c.link(id) ?? []);
  const gaps = action.cuts.filter((id) => c.link(id) === undefined);
  const words = new Set([
    ...known.map((l) => c.plain(l.mechanism)),
    ...gaps.map((g) => c.plain(gapWords(g))),
  ]);
  const left = words.size - MOST_CUTS;
  const more = left > 0 ? [`And ${counted(left, 'more link')}.`] : [];
  return {
    words: [...[...words].slice(0, MOST_CUTS), ...more].join(' '),
    evidence: known.flatMap((l) => c.evidenceOfLink(l)),
  };
}

function gapWords(gap: string): string {
  if (gap === 'detection') return 'The time until someone knew.';
  return `${gap.charAt(0).toUpperCase()}${gap.slice(1)}`;
}

/** What an action rests on: the links that it cuts, else what noticed the incident, else the causes. */
export function basisOf(c: IncidentCase, action: Action): readonly string[] {
  const cuts = cutsOf(c, action).evidence;
  if (cuts.length > 0) return cuts;
  const detection = action.kind === 'detect' ? (c.incident.detection.evidence ?? []) : [];
  if (detection.length > 0) return detection;
  const causes = c.incident.rootCauses.flatMap((r) => r.evidence.slice(0, 1));
  return causes.length > 0
    ? causes
    : c.incident.conditions.flatMap((x) => x.evidence.slice(0, 1)).slice(0, 1);
}

const CUTTING: readonly Action['kind'][] = ['prevent', 'mitigate'];

/**
 * Three in their order: the first of all; the first that breaks or shortens the chain; when no alert noticed the
 * incident, the first about being told; and what comes next.
 */
function firstThree({ actions, detection }: Incident): readonly Action[] {
  const cutting = actions.find((a) => CUTTING.includes(a.kind));
  const told = detection.by === 'alert' ? undefined : actions.find((a) => a.kind === 'detect');
  const first = new Set([actions[0], cutting, told, ...actions].filter((a) => a !== undefined));
  const three = new Set([...first].slice(0, 3));
  return actions.filter((a) => three.has(a));
}

/** E5: what to do first. */
export const topActions: SectionMaker = (c) => {
  const three = firstThree(c.incident);
  if (three.length === 0) {
    return section('top-actions', 'executive', 'First actions', [
      say('No action follows from the capture alone.'),
    ]);
  }
  const rows = three.map((a) =>
    cells(
      [text(a.action), ...cite(basisOf(c, a).slice(0, 2))],
      ACTION_WORDS[a.kind],
      a.doneWhen === '' ? [blank('When is it done?')] : a.doneWhen,
      [blank('Who, and by when?')],
    ),
  );
  return section('top-actions', 'executive', 'First actions', [
    claims(['Action', 'Kind', 'Done when', 'Owner, date'], rows),
  ]);
};
