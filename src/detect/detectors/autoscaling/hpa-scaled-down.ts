import { counted, SECOND, sortedBy } from '../../../base/index.js';
import { labelOf, type ConditionType, type EventRecord, type Ref } from '../../../model/index.js';
import { scaledDown, type Case } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const type: ConditionType = {
  id: 'hpa-scaled-down',
  nature: 'load',
  title: 'Autoscaler takes replicas away',
};

/** An autoscaler halves a workload, or more. */
export const hpaScaledDown: Detector = {
  id: 'hpa-scaled-down',
  layer: 'autoscaling',
  what:
    'A HorizontalPodAutoscaler took at least half of the replicas away in one step. As a rule the load has gone; where ' +
    'those that are left are overloaded from then on, the metric that it follows has gone instead.',
  lookAlikes: 'Every evening the load goes and the replicas with it: by itself this is no fault.',
  sources: [
    'kubernetes pkg/controller/podautoscaler/horizontal.go (SuccessfulRescale)',
    'Event ScalingReplicaSet',
  ],
  emits: [type],
  *detect(c) {
    for (const hpa of c.all('HorizontalPodAutoscaler')) {
      const steps = sortedBy(
        c.eventsAbout(hpa.ref).filter((e) => e.reason === 'SuccessfulRescale'),
        (e) => e.first.lo,
      );
      for (const [i, e] of steps.entries()) {
        const size = sizeOf(e);
        const target = c.targets(hpa.ref, 'scales')[0]?.ref;
        const before =
          (target && sizeBefore(c, target, e, size)) ?? (i > 0 ? sizeOf(steps[i - 1] ?? e) : undefined);
        if (size === undefined || before === undefined || size * 2 > before) continue;
        yield {
          type: type.id,
          entity: hpa.ref,
          onset: e.last,
          severity: 1,
          statement: `${labelOf(hpa.ref)} took ${counted(before - size, 'replica')} away and left ${size}.`,
          evidence: [c.citeEvent(e)],
          attrs: { from: before, to: size },
          ...(target ? { names: [target] } : {}),
        };
      }
    }
  },
};

function sizeOf(e: EventRecord): number | undefined {
  const size = /^New size: (\d+)/.exec(e.message)?.[1];
  return size === undefined ? undefined : Number(size);
}

/** The size that the Deployment's own event of the same step tells. */
function sizeBefore(c: Case, target: Ref, e: EventRecord, to: number | undefined): number | undefined {
  for (const x of c.eventsAbout(target)) {
    const step = scaledDown(x);
    if (step?.from !== undefined && step.to === to && Math.abs(x.last.lo - e.last.lo) < 10 * SECOND)
      return step.from;
  }
  return undefined;
}
