import { counted, groupBy, sortedBy } from '../../base/index.js';
import { keyOf, type ConditionEntry } from '../../model/index.js';
import type { Block, Span, TableRow } from '../blocks.js';
import type { IncidentCase } from '../case.js';
import { cells, cite, claims, entity, heading, say, text } from '../prose/spans.js';
import { spanOf, when } from '../prose/time.js';
import type { StoryNode } from '../story.js';
import { remarkOn } from './author.js';
import { firstSentence } from './surface-words.js';
import { section, type SectionMaker } from './section.js';

const CAUSED: ReadonlySet<string> = new Set(['symptom', 'amplifier', 'recovery-blocker']);

/** Tag of what was broken before and could not recover while the incident lasted. */
const HELD_BACK = 'recovery-blocked';

/** Sentences told of one thing; the drawer and analysis.json have the rest. */
const MOST_TOLD = 3;

const MOST_ROWS = 40;

const onset = (x: StoryNode) => spanOf(x.onset)?.lo ?? Infinity;

/** What was seen of one thing: the severe first, in the order in which it began. */
function seen(c: IncidentCase, nodes: readonly StoryNode[]): readonly Span[] {
  const told = sortedBy(sortedBy(nodes, (x) => -x.severity, onset).slice(0, MOST_TOLD), onset, (x) => x.id); // prettier-ignore
  const left = nodes.length - told.length;
  const spans = told.flatMap((x, i) => [
    text(
      `${i === 0 ? '' : ' '}${c.beside(x.entity, c.plain(x.entity.kind === 'Surface' ? firstSentence(x.statement) : x.statement))}`,
    ),
    ...cite(x.evidence.slice(0, 2)),
    ...remarkOn(c, ...x.members.map((m) => m.id)),
  ]);
  return left === 0 ? spans : [...spans, text(` And ${counted(left, 'more condition')}.`)];
}

/** One row per thing, pods under their workload, in the order in which they were met. */
function rows(c: IncidentCase, nodes: readonly StoryNode[], because: boolean): readonly TableRow[] {
  const groups = [...groupBy(sortedBy(nodes, onset, (x) => x.id), (x) => keyOf(x.entity)).values()]; // prettier-ignore
  return groups.flatMap((group) => {
    const first = group[0];
    if (first === undefined) return [];
    const why = group.flatMap((x) => x.members[0]?.because ?? [])[0];
    const reason = because ? [why === undefined ? 'It began before the first fault.' : c.plain(why)] : [];
    return [cells([entity(first.entity)], when(first.onset, c.day), seen(c, group), ...reason)];
  });
}

const WHAT = ['What', 'From', 'What was seen'];
const WHY = ['What', 'Since', 'What was seen', 'Why it is listed here'];

/** A3: four lists that keep fallout apart from what was wrong already. */
export const attribution: SectionMaker = (c) => {
  const { incident, story } = c;
  const named = (ids: readonly string[]) => ids.flatMap((id) => story.node(story.nodeOf(id)) ?? []);
  const role = (r: ConditionEntry['role']) => story.nodes.filter((x) => x.role === r);
  const unique = (items: readonly StoryNode[]) => [...new Map(items.map((x) => [x.id, x])).values()];
  const before = unique([...named(incident.preExisting), ...role('pre-existing')]);
  const isHeld = (x: StoryNode) => x.members.some((m) => m.tags.includes(HELD_BACK));
  const noise = unique([...named(incident.noise), ...role('chronic-noise')]);
  const lists: readonly (readonly [string, readonly TableRow[], readonly string[], string])[] = [
    ['Caused by this incident', rows(c, story.nodes.filter((x) => CAUSED.has(x.role)), false), WHAT, 'No other failure was traced to it.'],
    ['Held back, not caused', rows(c, before.filter(isHeld), true), WHY, 'Nothing that was broken before was found to have been kept from recovering.'],
    ['Already broken before', rows(c, before.filter((x) => !isHeld(x)), true), WHY, 'Nothing was found that was broken before and stayed so.'],
    ['Chronic noise', rows(c, noise, true), WHY, 'Nothing was found that happens all the time.'],
  ]; // prettier-ignore
  if (lists.every(([, all]) => all.length === 0)) {
    return section('attribution', 'analysis', 'Caused, and not caused', [
      say(
        'No other failure was traced to this incident, and nothing was found that was broken before or is always noisy.',
      ),
    ]);
  }
  const blocks = lists.flatMap(([title, all, columns, none]): Block[] => {
    const left = all.length - MOST_ROWS;
    const more =
      left > 0 ? [say(`${counted(left, 'more thing')} met it; analysis.json lists all of them.`)] : [];
    return [heading(title), all.length === 0 ? say(none) : claims(columns, all.slice(0, MOST_ROWS)), ...more];
  });
  return section('attribution', 'analysis', 'Caused, and not caused', blocks);
};
