import type { Case } from '../case.js';
import { conditionsOf } from '../facts/pods.js';
import { levelsOf, type Mark, type Track } from './level.js';

/** Whether each node was Ready, over time: conditions of every snapshot, and the node controller's events. */
export function nodeReadiness(c: Case): readonly Track[] {
  return c.fact(allNodes);
}

function allNodes(c: Case): readonly Track[] {
  return c.all('Node').flatMap((node) => {
    const marks: Mark[] = node.snapshots.flatMap((s) => {
      const ready = conditionsOf(s.object).find((x) => x.type === 'Ready');
      if (!ready || s.shape === 'deleted') return [];
      const value = ready.status === 'True' ? 1 : 0;
      const seen: Mark = { kind: 'is', at: s.at, value };
      return ready.since ? [{ kind: 'became', at: ready.since, value } as const, seen] : [seen];
    });
    for (const e of c.eventsAbout(node.ref)) {
      if (e.reason !== 'NodeReady' && e.reason !== 'NodeNotReady') continue;
      const value = e.reason === 'NodeReady' ? 1 : 0;
      for (const at of new Set([e.first, e.last])) marks.push({ kind: 'set', at, value });
    }
    return marks.length > 0 ? [{ entity: node.ref, levels: levelsOf(marks, { lo: 0, hi: 1 }) }] : [];
  });
}
