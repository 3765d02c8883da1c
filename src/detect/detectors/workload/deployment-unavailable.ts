import { MINUTE, type Stamp } from '../../../base/index.js';
import { labelOf } from '../../../model/index.js';
import { cite, conditionSince, workloads, type Case, type WorkloadView } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** A workload has fewer serving replicas than it should. */
export const deploymentUnavailable: Detector = {
  id: 'deployment-unavailable',
  layer: 'workload',
  what: 'A Deployment, StatefulSet or DaemonSet has fewer available replicas than it declares. With none left whatever it serves is down.',
  lookAlikes:
    'A rollout in progress and a start-up in its first minute are short for a moment. Replicas set to zero are not short. A DaemonSet counts the nodes that it should cover.',
  sources: [
    'signatures.md 11 deployment-unavailable',
    'apps/v1 status.availableReplicas, condition Available',
  ],
  emits: [{ id: 'deployment-unavailable', nature: 'impact', title: 'Replicas missing' }],
  *detect(c) {
    for (const w of workloads(c)) {
      if (w.desired === undefined || w.available === undefined || w.available >= w.desired) continue;
      const onset = since(c, w);
      const young = c.asOf.hi - onset.lo < MINUTE / 2 && !w.pods.some((p) => hurt(p));
      if (young) continue;
      const none = w.available === 0;
      yield {
        type: 'deployment-unavailable',
        entity: w.ref,
        onset,
        severity: none ? 3 : 2,
        statement: `${labelOf(w.ref)} has ${w.available} of ${w.desired} replicas available.`,
        evidence: [
          cite(w.snapshot, 'status'),
          ...w.conditions.flatMap((x) =>
            x.type === 'Available' && x.status === 'False' ? [cite(w.snapshot, ...x.path)] : [],
          ),
        ],
        attrs: { desired: w.desired, available: w.available },
        names: w.pods
          .filter((p) => p.ready === false)
          .slice(0, 20)
          .map((p) => p.ref),
      };
    }
  },
};

/** A pod that is more than just starting. */
function hurt(p: WorkloadView['pods'][number]): boolean {
  return p.containers.some(
    (x) =>
      x.restarts > 0 ||
      x.terminated !== undefined ||
      (x.waiting !== undefined && !/Creating|Initializing/.test(x.waiting.reason)),
  );
}

/**
 * When it became so: the condition's transition; else the last pod that turned unready; else the newest
 * change of scale or template that the events tell of.
 */
function since(c: Case, w: WorkloadView): Stamp {
  const stated = conditionSince(w, 'Available', 'False');
  if (stated) return stated;
  const turned = w.pods.flatMap((p) =>
    p.ready === false ? p.conditions.filter((x) => x.type === 'Ready').flatMap((x) => x.since ?? []) : [],
  );
  const first = turned.reduce<Stamp | undefined>((a, s) => (!a || s.lo < a.lo ? s : a), undefined);
  if (first) return first;
  const scaled = c
    .eventsAbout(w.ref)
    .filter((e) => e.reason === 'ScalingReplicaSet')
    .at(-1);
  const lo = scaled?.first.lo ?? w.entity.created?.lo;
  return lo === undefined ? { ...c.asOf, grade: 'X' } : { lo, hi: c.asOf.hi, grade: 'B' };
}
