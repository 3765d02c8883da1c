import { iso } from '../../../base/index.js';
import { labelOf, WORKLOAD_KINDS } from '../../../model/index.js';
import type { Change } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** Collects what lost its owner, and what was in a namespace that goes. */
const COLLECTORS = /^system:serviceaccount:kube-system:(?:generic-garbage-collector|namespace-controller)$/;
/** Old ReplicaSets and Jobs are collected every day. */
const ROUTINE: ReadonlySet<string> = new Set(['ReplicaSet', 'Job', 'Pod']);

/** The garbage collector deleted a workload or Service: what owned it is gone. */
export const objectCollected: Detector = {
  id: 'object-collected',
  layer: 'change',
  what: 'The garbage collector deleted a workload or a Service because the object that owned it was deleted: a custom resource, and with a CustomResourceDefinition all resources of its kind.',
  lookAlikes:
    'Old ReplicaSets and Jobs are collected as a matter of course. What a person deletes is told as a deletion of its own.',
  sources: ['kubernetes pkg/controller/garbagecollector', 'API server audit log'],
  emits: [{ id: 'object-collected', nature: 'symptom', title: 'Deleted with its owner' }],
  *detect(c) {
    for (const x of c.changes) {
      if (!isCollected(x)) continue;
      const again = c.changes.find(
        (y) =>
          y.at.lo > x.at.hi && y.verb === 'create' && y.entity.kind === x.entity.kind &&
          y.entity.name === x.entity.name && y.entity.namespace === x.entity.namespace,
      );
      yield {
        type: 'object-collected',
        entity: x.entity,
        onset: x.at,
        ...(again ? { end: again.at } : {}),
        severity: 1,
        statement: `${labelOf(x.entity)} was deleted by the garbage collector at ${iso(x.at.lo)}: what owned it was gone.`,
        evidence: [...x.evidence, ...(again?.evidence ?? []).slice(0, 1)],
        attrs: { by: x.by },
      };
    }
  },
}; // prettier-ignore

function isCollected(x: Change): boolean {
  if (x.verb !== 'delete' || !COLLECTORS.test(x.by) || ROUTINE.has(x.entity.kind)) return false;
  return x.entity.kind === 'Service' || WORKLOAD_KINDS.has(x.entity.kind);
}
