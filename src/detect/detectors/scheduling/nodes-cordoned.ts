import { listed } from '../../../base/index.js';
import { labelOf } from '../../../model/index.js';
import { cite, eligibility, severityOf, unscheduledWorkloads } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** The nodes that could take a workload's pods are cordoned. */
export const nodesCordoned: Detector = {
  id: 'nodes-cordoned',
  layer: 'scheduling',
  what: 'Every node that meets the selector, affinity and tolerations of a waiting pod is cordoned (spec.unschedulable), so the pod stays Pending until a node is uncordoned.',
  lookAlikes:
    'Control-plane nodes are often cordoned for good and do not count. Where other nodes are open but lack CPU or memory, the shortage is the fault and the cordon only part of it. Where no node meets the selector at all, the selector is the fault.',
  sources: [
    'signatures.md 9 scheduling-taint-blocked',
    'signatures.md 19 node-cordon-drain',
    'Node spec.unschedulable',
  ],
  emits: [
    { id: 'nodes-cordoned', nature: 'fault', title: 'All suitable nodes are cordoned', selfExplaining: true },
  ],
  *detect(c) {
    for (const w of unscheduledWorkloads(c)) {
      const shown = w.waiting[0] ?? w.pods[0];
      const reason = shown?.reasons.find((r) => r.kind === 'cordoned');
      if (!shown || !reason) continue;
      if (shown.reasons.some((r) => !['cordoned', 'node-affinity', 'taint'].includes(r.kind))) continue;
      const e = eligibility(c, w.workload, shown.pod);
      const cordoned = e.matching.filter((n) => n.cordoned);
      const open = e.matching.filter((n) => !n.cordoned && e.tolerated(n));
      const all = shown.reasons.reduce((n, r) => n + (r.count ?? 0), 0) === shown.nodes;
      const onlyTables = e.workers.every((n) => n.snapshot.shape === 'row');
      const untold = !e.known || (cordoned.length === 0 && onlyTables);
      // More of the fitting nodes tainted by decision than cordoned: the taint is the rule, the cordon the exception.
      const tainted = e.matching.filter((n) => !n.cordoned && !e.tolerated(n));
      if (tainted.length > cordoned.length) continue;
      if (untold ? !all : cordoned.length === 0 || open.length > 0) continue;
      const which = cordoned.length > 0 ? listed(cordoned.map((n) => n.ref.name)) : 'all nodes';
      yield {
        type: 'nodes-cordoned',
        entity: w.workload,
        onset: { ...w.since, grade: w.since.grade === 'A' ? 'B' : w.since.grade },
        ...(w.end ? { end: w.end } : {}),
        severity: severityOf(c, w.workload, w.end === undefined, w.since),
        statement: `The nodes that could take pods of ${labelOf(w.workload)} are cordoned (${which}): its pods cannot be placed.`,
        evidence: [
          ...cordoned.slice(0, 4).map((n) => cite(n.snapshot, 'spec', 'unschedulable')),
          ...shown.evidence,
        ],
        attrs: { nodes: shown.nodes ?? e.workers.length, cordoned: cordoned.length || (reason.count ?? 0) },
        names: cordoned.map((n) => n.ref),
      };
    }
  },
};
