import { counted, listed } from '../../../base/index.js';
import { labelOf } from '../../../model/index.js';
import {
  isQueued,
  severityOf,
  unscheduledWorkloads,
  type Case,
  type UnscheduledWorkload,
} from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** Pods that no node takes: the symptom; what rules the nodes out has detectors of its own. */
export const failedScheduling: Detector = {
  id: 'failed-scheduling',
  layer: 'scheduling',
  what: 'The scheduler finds no node for pods of a workload and says why in a histogram of reasons, node by node. It tries again with back-off and whenever something in the cluster changes.',
  lookAlikes:
    'A Job whose pods wait for room while others of it run is queued as meant. A pod that is placed within half a minute of its first refusal waited for a volume or for a pod to go. "skip schedule deleting pod" is a pod on its way out. A Pending pod without any word of the scheduler points at the scheduler itself.',
  sources: [
    'signatures.md 9 failed-scheduling',
    'kubernetes pkg/scheduler/framework/types.go FitError',
    'Event FailedScheduling, pod condition PodScheduled=False Unschedulable',
  ],
  emits: [{ id: 'failed-scheduling', nature: 'symptom', title: 'Pods cannot be scheduled' }],
  *detect(c) {
    for (const w of unscheduledWorkloads(c)) {
      const shown = w.waiting[0] ?? w.pods[0];
      if (!shown) continue;
      const reasons = shown.reasons.map((r) => (r.count === undefined ? r.text : `${r.count} ${r.text}`));
      const still = w.waiting.length > 0;
      yield {
        type: 'failed-scheduling',
        entity: w.workload,
        onset: w.since,
        ...(w.end ? { end: w.end } : {}),
        severity: isQueued(c, w) ? 1 : severityOf(c, w.workload, still, w.since),
        statement: `${counted(still ? w.waiting.length : w.pods.length, 'pod')} of ${labelOf(w.workload)} ${still ? 'cannot' : 'could for a time not'} be scheduled: ${listed(reasons)}.`,
        evidence: shown.evidence,
        attrs: {
          pods: w.pods.length,
          count: triesOf(c, w),
          waiting: w.waiting.length,
          reasons: [...new Set(shown.reasons.map((r) => r.kind))].join(' '),
        },
        names: w.pods.slice(0, 20).map((u) => u.pod),
      };
    }
  },
};

/** How often the scheduler has said so, at least. */
function triesOf(c: Case, w: UnscheduledWorkload): number {
  const said = w.pods.flatMap((u) => c.eventsAbout(u.pod).filter((e) => e.reason === 'FailedScheduling'));
  return said.reduce((n, e) => n + e.count, 0);
}
