import { labelOf, type Ref } from '../../../model/index.js';
import {
  cite,
  complaintsAbout,
  earliest,
  isWanted,
  scaledDown,
  specWritten,
  workloads,
  type Case,
  type WorkloadView,
} from '../../../world/index.js';
import type { Stamp } from '../../../base/index.js';
import type { Detector } from '../../detector.js';

/** Autoscalers that scale to zero on purpose. */
const SCALERS = ['HorizontalPodAutoscaler', 'ScaledObject', 'HTTPScaledObject', 'PodAutoscaler'];

/** A workload that others need is scaled to zero. */
export const replicasZero: Detector = {
  id: 'replicas-zero',
  layer: 'workload',
  what: 'A Deployment or StatefulSet declares zero replicas while a Service, a route or callers depend on it: there is nothing to be ready, and no event of a pod tells of trouble.',
  lookAlikes:
    'Autoscalers such as KEDA scale to zero when nobody asks. Optional parts and tools of an application are often kept at zero; that nobody misses them shows by the absence of callers. Old ReplicaSets always have zero.',
  sources: ['detectors.md 4.8 120', 'signatures.md 19 scale-changed', 'apps/v1 spec.replicas'],
  emits: [{ id: 'replicas-zero', nature: 'fault', title: 'Scaled to zero', selfExplaining: true }],
  *detect(c) {
    const scaled = new Set(
      SCALERS.flatMap((kind) => c.all(kind)).flatMap((s) => c.from(s.ref, 'scales').map((r) => r.to)),
    );
    for (const w of workloads(c)) {
      if (
        w.desired !== 0 ||
        w.ref.kind === 'DaemonSet' ||
        w.ref.kind === 'ReplicaSet' ||
        scaled.has(w.entity.key)
      )
        continue;
      const fronts = servicesOf(c, w.ref);
      const callers = fronts.filter((s) => isWanted(c, s));
      const hurt = fronts.some((s) => complaintsAbout(c, s).length > 0);
      const down = scaleDown(c, w);
      if (fronts.length === 0 && !down) continue;
      const recent = down !== undefined;
      yield {
        type: 'replicas-zero',
        entity: w.ref,
        onset: down?.at ?? specWritten(w.entity.object) ?? { ...c.asOf, grade: 'X' },
        severity: callers.length > 0 && (recent || hurt) ? 3 : recent ? 2 : callers.length > 0 ? 1 : 0,
        statement: `${labelOf(w.ref)} is scaled to zero${callers.length > 0 ? `, although ${callers.map(labelOf).join(', ')} in front of it is in use` : ''}.`,
        evidence: [cite(w.snapshot, 'spec', 'replicas'), ...(down ? down.evidence : [])],
        attrs: { callers: callers.length },
        names: fronts,
      };
    }
  },
};

function servicesOf(c: Case, workload: Ref): Ref[] {
  return c.to(workload, 'selects').flatMap((r) => {
    const e = c.entity(r.from);
    return e?.ref.kind === 'Service' ? [e.ref] : [];
  });
}

/** When it was scaled down: the controller's event, or the change of the declared number. */
function scaleDown(
  c: Case,
  w: WorkloadView,
): { at: Stamp; evidence: ReturnType<Case['citeEvent']>[] } | undefined {
  const event = c
    .eventsAbout(w.ref)
    .filter((e) => e.reason === 'ScalingReplicaSet' && scaledDown(e)?.to === 0)
    .at(-1);
  const change = c.changes.findLast(
    (x) =>
      x.entity.kind === w.ref.kind &&
      x.entity.name === w.ref.name &&
      x.entity.namespace === w.ref.namespace &&
      Object.entries(x.values).some(([k, v]) => /replicas$/.test(k) && v[1] === '0'),
  );
  const at = earliest([event?.first, change?.at]);
  return at
    ? {
        at,
        evidence: [...(event ? [c.citeEvent(event)] : []), ...(change ? change.evidence.slice(0, 2) : [])],
      }
    : undefined;
}
