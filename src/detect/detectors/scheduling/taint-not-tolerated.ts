import { listed } from '../../../base/index.js';
import { keyOf, labelOf } from '../../../model/index.js';
import {
  cite,
  eligibility,
  newTaints,
  severityOf,
  unscheduledWorkloads,
  type NodeView,
} from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** Taints that the node controller and kubelet set for a node's state (core/v1 well_known_taints.go). */
const OF_STATE =
  /^node\.kubernetes\.io\/(not-ready|unreachable|memory-pressure|disk-pressure|pid-pressure|network-unavailable|out-of-service)|^node\.cloudprovider\.kubernetes\.io\//;

/** Taints without toleration keep a workload off the nodes that it would otherwise fit. */
export const taintNotTolerated: Detector = {
  id: 'taint-not-tolerated',
  layer: 'scheduling',
  what: 'Nodes that would suit a waiting pod carry a NoSchedule or NoExecute taint that it does not tolerate. A taint that someone set is a decision (and the missing toleration the fault); one that the node controller set tells of the state of the node.',
  lookAlikes:
    'The control-plane taint is on nearly every cluster and rules out one or a few nodes as it should. Cordoned nodes are reported as unschedulable, not as tainted. Where other nodes lack CPU or memory, that is the fault.',
  sources: ['signatures.md 9 scheduling-taint-blocked', 'kubernetes core/v1 well_known_taints.go'],
  emits: [
    { id: 'taint-not-tolerated', nature: 'fault', title: 'Taint not tolerated', selfExplaining: true },
    { id: 'scheduling-taint-blocked', nature: 'symptom', title: 'Node state keeps pods off' },
  ],
  *detect(c) {
    for (const w of unscheduledWorkloads(c)) {
      const shown = w.waiting[0] ?? w.pods[0];
      const reason = shown?.reasons.find((r) => r.kind === 'taint');
      if (!shown || !reason) continue;
      const e = eligibility(c, w.workload, shown.pod);
      const tainted = e.matching.filter((n) => !n.cordoned && !e.tolerated(n));
      const named = shown.reasons.filter((r) => r.kind === 'taint').flatMap((r) => r.what ?? []);
      const seen = e.known ? tainted.flatMap(keysOf) : [];
      // a table of nodes shows no taints: then the scheduler's own words must do
      const fresh = newTaints(c, shown.reasons, w.since);
      const untold =
        fresh.length > 0 ||
        !e.known ||
        (seen.length === 0 && e.workers.every((n) => n.snapshot.shape === 'row'));
      const told = named
        .map((t) => t.split(':')[0]?.trim() ?? '')
        .filter((k) => k !== '' && !/control-plane|master/.test(k));
      const keys = untold ? told : seen;
      const state = keys.filter((k) => OF_STATE.test(k));
      if (keys.length === 0) continue;
      const others = shown.reasons.some((r) => r.kind === 'resource' || r.kind.startsWith('pod-'));
      const byState = state.length > 0;
      if (!byState && others && fresh.length === 0) continue;
      const where =
        fresh.length > 0 ? [...new Set(fresh.map((x) => x.entity.name))] : tainted.map((n) => n.ref.name);
      const shownKeys = listed([...new Set(byState ? state : keys)]);
      yield {
        type: byState ? 'scheduling-taint-blocked' : 'taint-not-tolerated',
        entity: w.workload,
        onset: w.since,
        ...(w.end ? { end: w.end } : {}),
        severity: severityOf(c, w.workload, w.end === undefined && !others),
        statement: `Pods of ${labelOf(w.workload)} do not tolerate the taint ${shownKeys}${where.length > 0 ? ` of ${listed(where.slice(0, 6))}` : ''}: they cannot be placed there.`,
        evidence: [...tainted.slice(0, 3).map((n) => cite(n.snapshot, 'spec', 'taints')), ...shown.evidence],
        attrs: { taint: shownKeys, nodes: tainted.length },
        names: [
          ...new Map(
            [...tainted.map((n) => n.ref), ...fresh.map((x) => x.entity)].map((r) => [keyOf(r), r]),
          ).values(),
        ].slice(0, 10),
      };
    }
  },
};

function keysOf(n: NodeView): string[] {
  return n.taints.flatMap((t) => (t.effect === 'NoSchedule' || t.effect === 'NoExecute' ? [t.key] : []));
}
