import { groupBy, sortedBy } from '../../base/index.js';
import { keyOf, type ConditionEntry } from '../../model/index.js';
import type { Block, Span, TableRow } from '../blocks.js';
import type { IncidentCase } from '../case.js';
import { cells, cite, claims, entity, heading, say, sentence, text } from '../prose/spans.js';
import { spanOf, when } from '../prose/time.js';
import { section, type SectionMaker } from './section.js';

const byOnset = (items: readonly ConditionEntry[]) =>
  sortedBy(items, (x) => spanOf(x.onset)?.lo ?? Infinity, (x) => x.id); // prettier-ignore

const CAUSED: ReadonlySet<string> = new Set(['symptom', 'amplifier', 'recovery-blocker']);

/** Tag of what was broken before and could not recover while the incident lasted. */
const HELD_BACK = 'recovery-blocked';

/** One row per entity: what happened to it first, and that more did. */
function caused(c: IncidentCase): readonly TableRow[] {
  const symptoms = byOnset(c.incident.conditions.filter((x) => CAUSED.has(x.role)));
  return [...groupBy(symptoms, (x) => keyOf(x.entity)).values()].flatMap((group) => {
    const first = group[0];
    if (first === undefined) return [];
    const said: Span[] = group.flatMap((x, i) => [
      text(`${i === 0 ? '' : ' '}${sentence(x.statement)}`),
      ...cite(x.evidence.slice(0, 2)),
    ]);
    return [cells([entity(first.entity)], when(first.onset, c.day), said)];
  });
}

function listed(c: IncidentCase, items: readonly ConditionEntry[]): readonly TableRow[] {
  return byOnset(items).map((x) =>
    cells(
      [entity(x.entity)],
      when(x.onset, c.day),
      [text(sentence(x.statement)), ...cite(x.evidence)],
      x.because === undefined ? 'It began before the first fault.' : sentence(x.because),
    ),
  );
}

const WHY = ['What', 'Since', 'What was seen', 'Why it is listed here'];

/** A3: four lists that keep fallout apart from what was wrong already. */
export const attribution: SectionMaker = (c) => {
  const { incident } = c;
  const named = (ids: readonly string[]) => ids.flatMap((id) => c.condition(id) ?? []);
  const role = (r: ConditionEntry['role']) => incident.conditions.filter((x) => x.role === r);
  const unique = (items: readonly ConditionEntry[]) => [...new Map(items.map((x) => [x.id, x])).values()];
  const before = unique([...named(incident.preExisting), ...role('pre-existing')]);
  const held = before.filter((x) => x.tags.includes(HELD_BACK));
  const broken = before.filter((x) => !x.tags.includes(HELD_BACK));
  const lists: readonly (readonly [string, readonly TableRow[], readonly string[], string])[] = [
    ['Caused by this incident', caused(c), ['What', 'From', 'What was seen'], 'No other failure was traced to it.'],
    ['Held back, not caused', listed(c, held), WHY, 'Nothing that was broken before was found to have been kept from recovering.'],
    ['Already broken before', listed(c, broken), WHY, 'Nothing was found that was broken before and stayed so.'],
    ['Chronic noise', listed(c, unique([...named(incident.noise), ...role('chronic-noise')])), WHY, 'Nothing was found that happens all the time.'],
  ]; // prettier-ignore
  const blocks = lists.flatMap(([title, rows, columns, none]): Block[] => [
    heading(title),
    rows.length === 0 ? say(none) : claims(columns, rows),
  ]);
  return section('attribution', 'analysis', 'Caused, and not caused', blocks);
};
