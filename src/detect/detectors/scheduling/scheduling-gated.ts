import { labelOf } from '../../../model/index.js';
import { cite, pods, seenBy, workloadOf } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** Pods that wait because a controller holds them back on purpose. */
export const schedulingGated: Detector = {
  id: 'scheduling-gated',
  layer: 'scheduling',
  what: 'A pod carries scheduling gates (spec.schedulingGates); the scheduler leaves it alone until their owner, such as a queueing controller, takes them away.',
  lookAlikes: 'This is an intended wait, no shortage. It matters only when the owner of the gate is down.',
  sources: ['signatures.md 9 scheduling-gated', 'kubernetes pkg/scheduler/framework/plugins/schedulinggates'],
  emits: [{ id: 'scheduling-gated', nature: 'symptom', title: 'Pods held by a scheduling gate' }],
  *detect(c) {
    for (const pod of pods(c)) {
      const condition = pod.conditions.find(
        (x) => x.type === 'PodScheduled' && x.reason === 'SchedulingGated',
      );
      if (!condition || pod.entity.deleted) continue;
      const workload = workloadOf(c, pod.ref);
      yield {
        type: 'scheduling-gated',
        entity: workload,
        onset: condition.since ?? seenBy(c, pod.entity.created),
        severity: 1,
        statement: `Pods of ${labelOf(workload)} wait behind scheduling gates${condition.message === undefined ? '' : ` (${condition.message})`}.`,
        evidence: [cite(pod.snapshot, ...condition.path)],
        names: [pod.ref],
      };
    }
  },
};
