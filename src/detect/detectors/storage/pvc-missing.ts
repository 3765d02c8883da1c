import { labelOf, ref } from '../../../model/index.js';
import { claims, severityOf, unscheduledWorkloads } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** Pods mount a claim that does not exist. */
export const pvcMissing: Detector = {
  id: 'pvc-missing',
  layer: 'storage',
  what: 'A pod mounts a PersistentVolumeClaim that does not exist: it was never created (or its creation was refused), or it was deleted. The scheduler will not place the pod before the claim is there.',
  lookAlikes:
    'A claim that exists and is Pending is pvc-unbound. A StatefulSet makes its own claims; when one is missing, look at what refused it, such as a storage quota.',
  sources: [
    'signatures.md 8',
    'kubernetes pkg/scheduler/framework/plugins/volumebinding "persistentvolumeclaim ... not found"',
  ],
  emits: [{ id: 'pvc-missing', nature: 'fault', title: 'Claim does not exist' }],
  *detect(c) {
    for (const w of unscheduledWorkloads(c)) {
      const shown = w.waiting[0] ?? w.pods[0];
      const reason = shown?.reasons.find((r) => r.kind === 'claim-missing');
      if (!shown || reason?.what === undefined) continue;
      const claim = ref('PersistentVolumeClaim', w.workload.namespace, reason.what);
      const live = claims(c).some(
        (x) => x.ref.name === claim.name && x.ref.namespace === claim.namespace && x.phase !== undefined,
      );
      if (live && !w.end) continue;
      yield {
        type: 'pvc-missing',
        entity: w.workload,
        onset: w.since,
        ...(w.end ? { end: w.end } : {}),
        severity: severityOf(c, w.workload, w.end === undefined, w.since),
        statement: `${labelOf(w.workload)} mounts claim ${claim.name}, which does not exist: its pods cannot be placed.`,
        evidence: shown.evidence,
        attrs: { claim: claim.name },
        names: [claim],
      };
    }
  },
};
