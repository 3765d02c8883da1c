import { digList, digText, listed } from '../../../base/index.js';
import { keyOf, labelOf, type Evidence, type Ref } from '../../../model/index.js';
import {
  cite,
  meetsTerms,
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
      const home = pinned.length > 0 ? undefined : homeless(c, shown.pod);
      yield {
        type: 'volume-node-conflict',
        entity: w.workload,
        onset: w.since,
        ...(w.end ? { end: w.end } : {}),
        severity: severityOf(c, w.workload, w.end === undefined, w.since),
        statement: home
          ? `Pods of ${labelOf(w.workload)} can only run where their volume is (${home.where}), and no node of the cluster is there.`
          : `Pods of ${labelOf(w.workload)} can only run where their volume is${pinned.length > 0 ? ` (${listed(pinned.map((n) => n.name))})` : ''}, and cannot be placed there.`,
        evidence: [
          ...shown.evidence,
          ...(home ? [home.evidence] : []),
          ...pins.slice(0, 1).flatMap((p) => p.evidence),
        ],
        attrs: { excluded: reason.count ?? 0, away: pinned.filter((n) => away.has(keyOf(n))).length },
        names: pinned,
        ...(pinned.length > 0 || home
          ? {}
          : { unseen: 'no word of the volume, or of the node that it is on' }),
      };
    }
    yield* pinnedVolumes(c, away);
  },
};

/** The volume of a pod that no node of the cluster meets: its zone is without nodes, or its node is gone. */
function homeless(c: Case, pod: Ref): { readonly where: string; readonly evidence: Evidence } | undefined {
  const all = nodes(c);
  if (all.length === 0 || all.some((n) => n.snapshot.shape === 'row')) return undefined;
  const volumes = c.targets(pod, 'mounts').flatMap((claim) => c.targets(claim.ref, 'bound-to'));
  for (const volume of volumes) {
    const snapshot = newest(volume);
    const path = ['spec', 'nodeAffinity', 'required', 'nodeSelectorTerms'] as const;
    const terms = snapshot ? digList(snapshot.object, ...path) : [];
    if (!snapshot || terms.length === 0 || all.some((n) => meetsTerms(terms, n))) continue;
    const wants = terms
      .flatMap((t) => [...digList(t, 'matchExpressions'), ...digList(t, 'matchFields')])
      .map((e) => `${digText(e, 'key') ?? ''} ${digList(e, 'values').join(' or ')}`);
    return { where: listed([...new Set(wants)].slice(0, 3)), evidence: cite(snapshot, ...path) };
  }
  return undefined;
}

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
