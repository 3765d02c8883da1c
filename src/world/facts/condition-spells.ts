import type { Stamp } from '../../base/index.js';
import type { Evidence } from '../../model/index.js';
import { cite, type Entity, type Snapshot } from '../entity.js';
import { conditionsOf, type ObjectCondition } from './pods.js';

/** A time in which an object carried a condition of status.conditions with one status. */
export interface ConditionSpell {
  readonly condition: ObjectCondition;
  readonly snapshot: Snapshot;
  readonly since: Stamp;
  /** When a later snapshot says it changed. */
  readonly ended: Stamp | undefined;
  readonly evidence: Evidence;
}

/**
 * Every time that the snapshots show a condition with a status. One spell per transition time; the last
 * reading of it speaks. Without a transition time the first snapshot that shows it bounds the onset.
 */
export function conditionSpells(entity: Entity, type: string, status: string): ConditionSpell[] {
  const spells: ConditionSpell[] = [];
  let open = false;
  for (const s of entity.snapshots) {
    const condition = conditionsOf(s.object).find((x) => x.type === type);
    if (!condition) continue;
    const last = spells.at(-1);
    if (condition.status !== status) {
      if (open && last) spells[spells.length - 1] = { ...last, ended: condition.since ?? s.at };
      open = false;
      continue;
    }
    const since = condition.since ?? s.at;
    const spell = { condition, snapshot: s, since, ended: undefined, evidence: cite(s, ...condition.path) };
    if (open && last && (last.since.lo === since.lo || !condition.since)) {
      spells[spells.length - 1] = { ...spell, since: last.since };
    } else spells.push(spell);
    open = true;
  }
  return spells;
}
