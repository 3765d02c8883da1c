import { counted } from '../../../base/index.js';
import { groupBy } from '../../../base/index.js';
import type { ConditionType } from '../../../model/index.js';
import { nodeSpells } from '../../../world/index.js';
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
      if (!first || !last || spells.length < 3) continue;
      yield {
        type: type.id,
        entity: first.node,
        onset: first.marked,
        ...(last.ended ? { end: last.ended } : {}),
        severity: 2,
        statement: `Node ${name} was not ready ${counted(spells.length, 'time')} and came back in between.`,
        evidence: spells.flatMap((s) => s.evidence).slice(0, 6),
        episodes: spells.map((s) => s.marked),
        attrs: { times: spells.length },
      };
    }
  },
};
