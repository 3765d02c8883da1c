import { counted, groupBy, iso, listed } from '../../../base/index.js';
import { keyOf, labelOf, type ConditionType, type EventRecord, type Ref } from '../../../model/index.js';
import { workloadOfPod, type Case } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const type: ConditionType = {
  id: 'preemption-storm',
  nature: 'symptom',
  title: 'Many pods preempted by one workload',
};

/** Fewer victims are the ordinary work of priorities. */
const MANY = 3;

/** One workload of higher priority displaces pods of several others within minutes. */
export const preemptionStorm: Detector = {
  id: 'preemption-storm',
  layer: 'scheduling',
  what:
    'The scheduler removed pods of lower priority to make room for one workload on full nodes. What it removes ' +
    'is chosen by priority alone: a component that others depend on may be among the victims.',
  lookAlikes:
    'Eviction by the kubelet (Evicted, node pressure) and by a taint are other mechanisms. Preempting by the ' +
    'kubelet admits critical pods.',
  sources: ['kubernetes pkg/scheduler/framework/preemption (Preempted events)'],
  emits: [type],
  *detect(c) {
    const preempted = c.eventsOf('Preempted').filter((e) => e.about.kind === 'Pod');
    const by = groupBy(
      preempted.map((e) => ({ e, by: preemptorOf(c, e) })),
      (x) => (x.by ? keyOf(x.by) : ''),
    );
    for (const group of by.values()) {
      const first = group[0];
      const last = group.at(-1);
      if (!first?.by || !last || group.length < MANY) continue;
      const victims = new Map(group.map((x) => workloadOfPod(c, x.e.about)).map((r) => [keyOf(r), r]));
      yield {
        type: type.id,
        entity: first.by,
        onset: first.e.first,
        end: last.e.last,
        severity: 1,
        statement: `${labelOf(first.by)} displaced ${counted(group.length, 'pod')} of lower priority from ${iso(
          first.e.first.lo,
        )} on: pods of ${listed([...victims.values()].slice(0, 4).map((r) => labelOf(r)))}.`,
        evidence: group.slice(0, 5).map((x) => c.citeEvent(x.e)),
        attrs: { victims: group.length },
        names: [...victims.values()].slice(0, 8),
      };
    }
  },
};

/** The workload for which a pod was removed, from the event's related object or its words. */
function preemptorOf(c: Case, e: EventRecord): Ref | undefined {
  if (e.related?.kind === 'Pod') return workloadOfPod(c, e.related);
  const named = /[Pp]reempted by (?:pod )?([a-z0-9-]+)\/([a-z0-9.-]+) on node/.exec(e.message);
  if (named?.[2] !== undefined)
    return workloadOfPod(c, { kind: 'Pod', namespace: named[1] ?? '', name: named[2] });
  return undefined;
}
