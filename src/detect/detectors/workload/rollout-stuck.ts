import { labelOf } from '../../../model/index.js';
import { cite, workloads } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** A rollout that made no progress within its deadline. */
export const rolloutStuck: Detector = {
  id: 'rollout-stuck',
  layer: 'workload',
  what: 'The new revision of a Deployment got no further replica available within the progress deadline (600 s by default), so the controller gives the rollout up. Pods of the old revision may go on serving.',
  lookAlikes:
    'A rollout that is merely slow still progresses. The condition stays False after an old failure until the next rollout.',
  sources: [
    'signatures.md 11 rollout-stuck',
    'Deployment condition Progressing=False ProgressDeadlineExceeded',
  ],
  emits: [{ id: 'rollout-stuck', nature: 'symptom', title: 'Rollout stuck' }],
  *detect(c) {
    for (const w of workloads(c)) {
      const stuck = w.conditions.find(
        (x) => x.type === 'Progressing' && x.status === 'False' && x.reason === 'ProgressDeadlineExceeded',
      );
      if (!stuck || w.desired === 0) continue;
      const serving = w.available !== undefined && w.available > 0;
      yield {
        type: 'rollout-stuck',
        entity: w.ref,
        onset: stuck.since ?? { ...c.asOf, grade: 'X' },
        severity: 2,
        statement: `The rollout of ${labelOf(w.ref)} made no progress within its deadline${serving ? `; ${w.available ?? 0} replicas still serve` : ''}.`,
        evidence: [cite(w.snapshot, ...stuck.path)],
        attrs: { available: w.available ?? 0, desired: w.desired ?? 0 },
      };
    }
  },
};
