import { listed } from '../../../base/index.js';
import { keyOf, labelOf } from '../../../model/index.js';
import {
  cite,
  newest,
  nodes,
  seenBy,
  severityOf,
  unscheduledWorkloads,
  type Case,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

/** A volume that lives on one node keeps its pod from going elsewhere. */
export const volumeNodeConflict: Detector = {
  id: 'volume-node-conflict',
  layer: 'scheduling',
  what: 'A pod needs a volume that only certain nodes can attach (node affinity of a local, hostPath or zonal PersistentVolume), and none of these nodes can take it now: they are gone, cordoned, tainted or full.',
  lookAlikes:
    'A volume that is not bound yet is another matter (pvc-unbound). The pin alone does no harm: it is a weakness until the node is lost.',
  sources: ['signatures.md 8 local-pv-pinned', 'kubernetes pkg/scheduler/framework/plugins/volumebinding'],
  emits: [
    { id: 'volume-node-conflict', nature: 'fault', title: 'Volume keeps pod from other nodes' },
    { id: 'local-pv-pinned', nature: 'weakness', title: 'Volume lives on one node' },
  ],
  *detect(c) {
    const away = nodesAway(c);
    for (const w of unscheduledWorkloads(c)) {
      const shown = w.waiting[0] ?? w.pods[0];
      const reason = shown?.reasons.find((r) => r.kind === 'volume-affinity');
      if (!shown || !reason) continue;
      const pins = c.from(w.workload, 'pinned-to').concat(c.from(shown.pod, 'pinned-to'));
      const pinned = [...new Set(pins.map((p) => p.to))].flatMap((key) => c.entity(key)?.ref ?? []);
      yield {
        type: 'volume-node-conflict',
        entity: w.workload,
        onset: w.since,
        ...(w.end ? { end: w.end } : {}),
        severity: severityOf(c, w.workload, w.end === undefined, w.since),
        statement: `Pods of ${labelOf(w.workload)} can only run where their volume is${pinned.length > 0 ? ` (${listed(pinned.map((n) => n.name))})` : ''}, and cannot be placed there.`,
        evidence: [...shown.evidence, ...pins.slice(0, 1).flatMap((p) => p.evidence)],
        attrs: { excluded: reason.count ?? 0, away: pinned.filter((n) => away.has(keyOf(n))).length },
        names: pinned,
        ...(pinned.length > 0 ? {} : { unseen: 'no word of the volume, or of the node that it is on' }),
      };
    }
    yield* pinnedVolumes(c, away);
  },
};

function nodesAway(c: Case): ReadonlySet<string> {
  return new Set(nodes(c).flatMap((n) => (n.cordoned || n.ready === false ? [n.entity.key] : [])));
}

/** Volumes pinned to a single node, of workloads that could not be placed or whose node is away. */
function* pinnedVolumes(c: Case, away: ReadonlySet<string>): Iterable<Finding> {
  const stuck = new Set(unscheduledWorkloads(c).map((w) => keyOf(w.workload)));
  for (const volume of c.all('PersistentVolume')) {
    const pins = c.from(volume.ref, 'pinned-to');
    const snapshot = newest(volume);
    const node = pins.length === 1 ? c.entity(pins[0]?.to ?? '') : undefined;
    if (!snapshot || !node) continue;
    const users = c
      .to(volume.ref, 'bound-to')
      .flatMap((claim) => c.to(claim.from, 'mounts'))
      .flatMap((r) => c.entity(r.from) ?? []);
    if (!away.has(node.key) && node.object !== undefined && !users.some((u) => stuck.has(u.key))) continue;
    yield {
      type: 'local-pv-pinned',
      entity: volume.ref,
      onset: seenBy(c, volume.created),
      severity: 0,
      statement: `${labelOf(volume.ref)} exists on ${node.ref.name} only, so what uses it (${listed(users.slice(0, 3).map((u) => labelOf(u.ref))) || 'nothing seen'}) cannot run anywhere else.`,
      evidence: [...(pins[0]?.evidence ?? []), cite(snapshot, 'spec', 'nodeAffinity')].slice(0, 2),
      names: [node.ref, ...users.map((u) => u.ref)],
    };
  }
}
