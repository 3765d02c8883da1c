import { MINUTE } from '../../../base/index.js';
import { labelOf } from '../../../model/index.js';
import { severityOf, spanOf, unscheduledWorkloads } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** Every node that suits a pod has as many volumes attached as it can take. */
export const volumeLimitReached: Detector = {
  id: 'volume-limit-reached',
  layer: 'scheduling',
  what: 'A pod with volumes finds no node because each that suits it has as many volumes attached as its CSI driver (or the cloud) allows, whatever processor time and memory it has left.',
  lookAlikes:
    'A node over its limit that the kubelet finds out shows as a failed attach. Where only some nodes are at their limit, the others are ruled out for reasons of their own.',
  sources: ['kubernetes pkg/scheduler/framework/plugins/nodevolumelimits ErrReasonMaxVolumeCountExceeded'],
  emits: [
    {
      id: 'volume-attach-limit',
      nature: 'fault',
      title: 'Node can attach no more volumes',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    for (const w of unscheduledWorkloads(c)) {
      const shown = w.waiting[0] ?? w.pods[0];
      const reason = shown?.reasons.find((r) => r.kind === 'volume-limit');
      if (!shown || !reason || (w.end && spanOf(w.since, w.end) < 2 * MINUTE)) continue;
      yield {
        type: 'volume-attach-limit',
        entity: w.workload,
        onset: w.since,
        ...(w.end ? { end: w.end } : {}),
        severity: severityOf(c, w.workload, w.end === undefined, w.since),
        statement: `${labelOf(w.workload)} has volumes, and ${reason.count ?? 'all'} of ${shown.nodes ?? 'the'} nodes can attach no more.`,
        evidence: shown.evidence,
        attrs: { excluded: reason.count ?? 0 },
      };
    }
  },
};
