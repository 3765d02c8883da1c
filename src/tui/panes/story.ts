import { sortedBy } from '../../base/index.js';
import { keyOf, type ConditionEntry, type Incident } from '../../model/index.js';
import { causeTree, onsetOf, pathTo } from '../state/causes.js';
import type { Scene } from '../state/scene.js';
import { span } from '../text/line.js';
import { entry, heading, type Entry } from './pane.js';
import { conditionSpans, jumpOf, roleTone, roleWord, whenShort } from './telling.js';

const STORY_LINES = 10;

/** The way from the first causes to what users met, step by step: a chain that a person can retell. */
export function story(scene: Scene, i: Incident): Entry[] {
  const shown = storyOf(scene, i);
  const more = i.conditions.filter((c) => c.severity >= 2).length - shown.length;
  if (shown.length === 0) return [];
  return [
    ...heading('HOW IT WENT', 'C shows the whole chain, L all of it over time'),
    ...shown.map((c) => {
      const role = c.role === 'symptom' ? '' : `  ${roleWord(c.role)}`;
      return entry(
        [span(` ${whenShort(c.onset)} `, 'dim'), ...conditionSpans(c), span(role, roleTone(c.role))],
        jumpOf(c),
      );
    }),
    ...(more > 0 ? [entry([span(`    and ${String(more)} more conditions`, 'dim')])] : []),
  ];
}

/**
 * First causes, what users met, and the steps between them as far as there is room; where no surface is
 * known, what was worst. In order of time, and no effect before its cause: where onsets are known only
 * within some seconds, the time alone would tell the story backwards.
 */
function storyOf(scene: Scene, i: Incident): readonly ConditionEntry[] {
  const suffering = new Set(i.surfaces.map((s) => keyOf(s.entity)));
  const ends = i.conditions.filter((c) => suffering.has(keyOf(c.entity))).map((c) => c.id);
  const worst = i.conditions.filter((c) => c.severity >= 3 || (c.severity >= 2 && c.role !== 'symptom'));
  const steps = ends.length > 0 ? ends.flatMap((id) => pathTo(scene, id)) : worst.map((c) => c.id);
  const wanted = [...new Set([...i.rootCauses.map((r) => r.conditionId), ...ends, ...steps])].slice(
    0,
    STORY_LINES,
  );
  const told = i.conditions.filter((c) => wanted.includes(c.id));
  const inTime = sortedBy(
    told,
    (c) => onsetOf(scene, c.id),
    (c) => c.id,
  );
  return causesFirst(inTime, (id) => causeTree(scene).nearest.get(id)?.from);
}

function causesFirst(
  conditions: readonly ConditionEntry[],
  causeOf: (id: string) => string | undefined,
): readonly ConditionEntry[] {
  const out: ConditionEntry[] = [];
  const tell = (c: ConditionEntry): void => {
    if (out.includes(c)) return;
    const cause = conditions.find((other) => other.id === causeOf(c.id));
    if (cause) tell(cause);
    out.push(c);
  };
  conditions.forEach(tell);
  return out;
}
