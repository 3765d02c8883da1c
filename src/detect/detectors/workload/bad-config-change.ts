import { HOUR, MINUTE } from '../../../base/index.js';
import { keyOf, labelOf } from '../../../model/index.js';
import {
  cite,
  containerEnds,
  pods,
  templateSince,
  workloadOf,
  workloads,
  type Case,
  type WorkloadView,
} from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** A new revision whose pods all fail while those of the old one run. */
export const badConfigChange: Detector = {
  id: 'bad-config-change',
  layer: 'workload',
  what: 'A Deployment was changed, the pods of the new revision end soon after their start, and pods of the old revision go on running: what differs between the two is the fault.',
  lookAlikes:
    'When old pods fail as well, the fault lies outside of the revision (a dependency, a node). Pods of the new revision that never start for lack of an image or a Secret have mechanisms of their own.',
  sources: ['signatures.md 11 bad-config-change', 'apps/v1 ReplicaSet revisions'],
  emits: [
    {
      id: 'bad-config-change',
      nature: 'fault',
      title: 'New revision fails, old one runs',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    for (const w of workloads(c)) {
      if (w.ref.kind !== 'Deployment') continue;
      const changed = templateSince(c, w.ref);
      if (!changed || c.asOf.hi - changed.lo > 24 * HOUR) continue;
      const [fresh, old] = split(c, w);
      const failing = fresh.filter((p) =>
        p.containers.some((x) => !x.init && x.restarts > 0 && x.ready === false),
      );
      const serving = old.filter((p) => p.ready === true);
      if (failing.length === 0 || failing.length < fresh.length || serving.length === 0) continue;
      const end = containerEnds(c).find(
        (e) => keyOf(e.pod) === keyOf(failing[0]?.ref ?? w.ref) && e.exitCode !== 0,
      );
      if (!end || end.finished.lo - changed.lo < -MINUTE) continue;
      yield {
        type: 'bad-config-change',
        entity: w.ref,
        onset: changed,
        severity: 2,
        statement: `The revision of ${labelOf(w.ref)} from then on fails at every start, while ${serving.length === 1 ? 'a pod' : `${serving.length} pods`} of the revision before it still run${serving.length === 1 ? 's' : ''}.`,
        evidence: [end.evidence, ...serving.slice(0, 1).map((p) => cite(p.snapshot, 'status', 'conditions'))],
        attrs: { exitCode: end.exitCode ?? 0 },
        names: [...failing.map((p) => p.ref), ...serving.slice(0, 3).map((p) => p.ref)],
      };
    }
  },
};

/** Pods of the newest ReplicaSet and those of older ones. */
function split(c: Case, w: WorkloadView): [WorkloadView['pods'], WorkloadView['pods']] {
  const sets = c.targets(w.ref, 'owns').filter((x) => x.ref.kind === 'ReplicaSet' && x.created);
  const newest = sets.reduce<(typeof sets)[number] | undefined>(
    (a, x) => (!a || (x.created?.lo ?? 0) > (a.created?.lo ?? 0) ? x : a),
    undefined,
  );
  const own = new Set(newest ? c.from(newest.ref, 'owns').map((r) => r.to) : []);
  const mine = pods(c).filter((p) => !p.entity.deleted && keyOf(workloadOf(c, p.ref)) === keyOf(w.ref));
  return [mine.filter((p) => own.has(p.entity.key)), mine.filter((p) => !own.has(p.entity.key))];
}
