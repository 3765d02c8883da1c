import { digText, groupBy, MINUTE } from '../../../base/index.js';
import { keyOf, labelOf } from '../../../model/index.js';
import {
  cite,
  podField,
  pods,
  seenBy,
  severityOf,
  workloadOf,
  type Case,
  type PodView,
} from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** A scheduler looks at a new pod within seconds and says what it found. */
const LOOKS_WITHIN = MINUTE;

/** Pods that ask for a scheduler which never looks at them. */
export const schedulerMissing: Detector = {
  id: 'scheduler-missing',
  layer: 'scheduling',
  what: 'A pod names a scheduler other than the default one (spec.schedulerName), and nothing has looked at it since it was made: no node, no condition PodScheduled, no event. No program answers to that name, so the pod waits for ever.',
  lookAlikes:
    'A pod that the scheduler refused has the condition PodScheduled=False and its reason. A gated pod is held back on purpose. Where pods of the default scheduler are left alone too, the scheduler is down.',
  sources: ['kubernetes core/v1 PodSpec.schedulerName', 'kubernetes pkg/scheduler: responsibleForPod'],
  emits: [
    {
      id: 'scheduler-missing',
      nature: 'fault',
      title: 'Named scheduler does not answer',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    const left = pods(c).filter((p) => isLeftAlone(c, p));
    for (const list of groupBy(left, (p) => `${keyOf(workloadOf(c, p.ref))} ${schedulerOf(c, p)}`).values()) {
      const first = list[0];
      if (!first) continue;
      const workload = workloadOf(c, first.ref);
      const name = schedulerOf(c, first);
      const said = podField(c, workload, first.ref, 'schedulerName');
      yield {
        type: 'scheduler-missing',
        entity: workload,
        onset: seenBy(c, first.entity.created),
        severity: severityOf(c, workload, true),
        statement: `Pods of ${labelOf(workload)} ask for the scheduler ${name}, which has not looked at them.`,
        evidence: [said?.evidence ?? cite(first.snapshot, 'spec', 'schedulerName')],
        attrs: { scheduler: name, pods: list.length },
        names: list.slice(0, 10).map((p) => p.ref),
      };
    }
  },
};

/** `kubectl describe` does not print it: then the template that was applied tells. */
function schedulerOf(c: Case, p: PodView): string {
  const own = digText(p.snapshot.object, 'spec', 'schedulerName');
  const declared = own ?? podField(c, workloadOf(c, p.ref), p.ref, 'schedulerName')?.value;
  return typeof declared === 'string' ? declared : 'default-scheduler';
}

function isLeftAlone(c: Case, p: PodView): boolean {
  const { entity, snapshot } = p;
  if (snapshot.shape === 'row' || p.phase !== 'Pending' || p.node !== undefined || p.deleting) return false;
  if (schedulerOf(c, p) === 'default-scheduler' || p.conditions.length > 0) return false;
  const born = entity.created;
  return born !== undefined && c.asOf.lo - born.lo > LOOKS_WITHIN && c.eventsAbout(p.ref).length === 0;
}
