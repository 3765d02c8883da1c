import { digNumber, inWords, iso, MINUTE, SECOND } from '../../../base/index.js';
import { labelOf, type ConditionType } from '../../../model/index.js';
import { cite, nodeOfPod, pods } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const type: ConditionType = { id: 'pod-stuck-terminating', nature: 'symptom', title: 'Pod does not go away' };

/** A pod far past its grace period: nobody confirms that its containers ended. */
export const podStuckTerminating: Detector = {
  id: 'pod-stuck-terminating',
  layer: 'node',
  what:
    'A pod was deleted and is still there minutes after its grace period: its node is not heard of, its runtime ' +
    'hangs, or a volume cannot be unmounted. What must be the only one of its name cannot be replaced.',
  lookAlikes:
    'A pod that carries a finalizer waits for a controller. A long grace period is a wait that was asked for.',
  sources: ['Kubernetes API: deletionTimestamp (request time plus grace)'],
  emits: [type],
  *detect(c) {
    for (const p of pods(c)) {
      // deletionTimestamp is when the grace period ends.
      if (!p.deleting || p.entity.deleted || p.snapshot.at.lo - p.deleting.hi < MINUTE) continue;
      const grace = (digNumber(p.snapshot.object, 'metadata', 'deletionGracePeriodSeconds') ?? 30) * SECOND;
      const node = nodeOfPod(c, p.ref);
      yield {
        type: type.id,
        entity: p.ref,
        onset: p.deleting,
        severity: 2,
        statement: `${labelOf(p.ref)}, deleted at ${iso(p.deleting.lo - grace)}, is still there ${inWords(
          p.snapshot.at.lo - p.deleting.hi,
        )} after its grace period${node ? ` (node ${node.name})` : ''}.`,
        evidence: [cite(p.snapshot, 'metadata', 'deletionTimestamp')],
        ...(node ? { names: [node], attrs: { node: node.name } } : {}),
      };
    }
  },
};
