import { counted, digStrings } from '../../../base/index.js';
import { labelOf } from '../../../model/index.js';
import {
  declaredOnset,
  eligibility,
  severityOf,
  templateSince,
  unscheduledWorkloads,
} from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** A nodeSelector that no node meets: pods wait for a label that does not exist. */
export const nodeSelectorMismatch: Detector = {
  id: 'node-selector-mismatch',
  layer: 'scheduling',
  what: 'The pod template asks for node labels (nodeSelector) that no node of the cluster carries, so its pods stay Pending until the selector or a label changes.',
  lookAlikes:
    'The scheduler words node selector and node affinity alike; the template tells them apart. When nodes carry the labels but are cordoned or tainted, that is the fault and not the selector. Control-plane nodes that take no ordinary pods do not count.',
  sources: [
    'signatures.md 9 scheduling-constraint-blocked',
    'kubernetes pkg/scheduler/framework/plugins/nodeaffinity',
  ],
  emits: [
    {
      id: 'node-selector-mismatch',
      nature: 'fault',
      title: 'Node selector matches no node',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    for (const w of unscheduledWorkloads(c)) {
      const shown = w.waiting[0] ?? w.pods[0];
      const reason = shown?.reasons.find((r) => r.kind === 'node-affinity');
      if (!shown || !reason) continue;
      const e = eligibility(c, w.workload, shown.pod);
      if (!e.selector) continue;
      const wanted = Object.entries(digStrings(e.selector.value));
      const carrying = e.workers.filter((n) => wanted.every(([k, v]) => n.labels[k] === v));
      if (e.known && carrying.length > 0) continue;
      const text = wanted.map(([k, v]) => `${k}=${v}`).join(', ');
      yield {
        type: 'node-selector-mismatch',
        entity: w.workload,
        onset: declaredOnset(templateSince(c, w.workload), w.since),
        ...(w.end ? { end: w.end } : {}),
        severity: severityOf(c, w.workload, w.end === undefined, w.since),
        epistemic: e.known ? 'observed' : 'inferred',
        statement: `${labelOf(w.workload)} asks for nodes with ${text}, which ${e.known ? `none of ${counted(e.workers.length, 'node')} carries` : 'the scheduler found on no free node'}: its pods cannot be placed.`,
        evidence: [e.selector.evidence, ...shown.evidence],
        attrs: { selector: text, nodes: shown.nodes ?? e.workers.length, excluded: reason.count ?? 0 },
      };
    }
  },
};
