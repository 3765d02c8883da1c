import { counted, groupBy } from '../../../base/index.js';
import type { ConditionType } from '../../../model/index.js';
import { nodeSpells, type Case, type NodeSpell } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const type: ConditionType = {
  id: 'node-flapping',
  nature: 'symptom',
  title: 'Node goes ready and not ready',
};

/** Readiness that comes and goes: each loss starts an eviction clock and empties endpoints. */
export const nodeFlapping: Detector = {
  id: 'node-flapping',
  layer: 'node',
  what:
    'A node was not ready three times or more and came back in between: an unsteady link, a runtime that ' +
    'stalls, or a host that starves.',
  lookAlikes: 'One loss and one return is a single outage of the node, also when it was long.',
  sources: ['kubernetes-mixin KubeNodeReadinessFlapping (more than two changes in 15 min)'],
  emits: [type],
  *detect(c) {
    for (const [name, spells] of groupBy(nodeSpells(c), (s) => s.node.name)) {
      const first = spells[0];
      const last = spells.at(-1);
      const times = Math.max(spells.length, toldTimes(c, first));
      if (!first || !last || times < 3) continue;
      yield {
        type: type.id,
        entity: first.node,
        onset: first.marked,
        ...(last.ended ? { end: last.ended } : {}),
        severity: 2,
        statement: `Node ${name} was not ready ${counted(times, 'time')} and came back in between.`,
        evidence: spells.flatMap((s) => s.evidence).slice(0, 6),
        episodes: spells.map((s) => s.marked),
        attrs: { times },
      };
    }
  },
};

/** A repeated event is kept as one with its count. */
function toldTimes(c: Case, spell: NodeSpell | undefined): number {
  const told = spell ? c.eventsAbout(spell.node).filter((e) => e.reason === 'NodeNotReady') : [];
  return Math.max(0, ...told.map((e) => e.count));
}
