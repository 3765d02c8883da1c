import { digList } from '../../../base/index.js';
import { labelOf } from '../../../model/index.js';
import {
  declaredOnset,
  eligibility,
  severityOf,
  meetsTerms,
  templateSince,
  termsInWords,
  unscheduledWorkloads,
} from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** Required node affinity that no node meets. */
export const nodeAffinityMismatch: Detector = {
  id: 'node-affinity-mismatch',
  layer: 'scheduling',
  what: 'The pod template requires node affinity terms that no node meets, so its pods stay Pending. Preferred terms never block.',
  lookAlikes:
    'The scheduler words it like a nodeSelector: where the template has a nodeSelector that no node meets, that is the fault. `kubectl describe` does not print affinity; then the applied manifest tells, or the missing selector leaves only affinity. Nodes that meet the terms but are cordoned or tainted point at cordon or taint.',
  sources: [
    'signatures.md 9 scheduling-constraint-blocked',
    'kubernetes pkg/scheduler/framework/plugins/nodeaffinity',
  ],
  emits: [
    {
      id: 'node-affinity-mismatch',
      nature: 'fault',
      title: 'Node affinity matches no node',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    for (const w of unscheduledWorkloads(c)) {
      const shown = w.waiting[0] ?? w.pods[0];
      const reason = shown?.reasons.find((r) => r.kind === 'node-affinity');
      if (!shown || !reason) continue;
      const e = eligibility(c, w.workload, shown.pod);
      const terms = digList(e.affinity?.value);
      const met = e.workers.filter((n) => meetsTerms(terms, n));
      if (e.affinity ? e.known && met.length > 0 : e.selector !== undefined || !e.affinityUnknown) continue;
      const text = e.affinity ? termsInWords(terms) : 'terms that the capture does not show';
      yield {
        type: 'node-affinity-mismatch',
        entity: w.workload,
        onset: declaredOnset(templateSince(c, w.workload), w.since),
        ...(w.end ? { end: w.end } : {}),
        severity: severityOf(c, w.workload, w.end === undefined, w.since),
        epistemic: e.affinity && e.known ? 'observed' : 'inferred',
        statement: `${labelOf(w.workload)} requires node affinity (${text}) that no node which takes ordinary pods meets: its pods cannot be placed.`,
        evidence: [...(e.affinity ? [e.affinity.evidence] : []), ...shown.evidence],
        attrs: { affinity: text, nodes: shown.nodes ?? e.workers.length, excluded: reason.count ?? 0 },
      };
    }
  },
};
