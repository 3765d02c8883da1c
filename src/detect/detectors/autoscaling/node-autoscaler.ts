import { groupBy } from '../../../base/index.js';
import { keyOf, labelOf, ref, type EventRecord, type Ref } from '../../../model/index.js';
import { earliest, latest, podNamed, workloadOf, type Case } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

/** Autoscalers of nodes that cannot or will not add nodes, or take some away. */
export const nodeAutoscaler: Detector = {
  id: 'node-autoscaler',
  layer: 'autoscaling',
  what: 'Pods wait for room and the cluster autoscaler or Karpenter does not add a node: limits of the group are reached, no instance type fits, the cloud has none left. Or a node is taken away while its pods are needed.',
  lookAlikes:
    'A pod that no new node could help either (its selector or volume) is rightly left alone. No event at all means that no autoscaler runs.',
  sources: [
    'signatures.md 13 cluster-autoscaler-blocked, karpenter-no-capacity, node-scale-down',
    'kubernetes/autoscaler, karpenter events',
  ],
  emits: [
    { id: 'cluster-autoscaler-blocked', nature: 'fault', title: 'No node is added' },
    { id: 'karpenter-no-capacity', nature: 'fault', title: 'No capacity for a node' },
    { id: 'node-scale-up', nature: 'change', title: 'Node is added' },
    { id: 'node-scale-down', nature: 'load', title: 'Node is taken away' },
  ],
  *detect(c) {
    yield* byWorkload(
      c,
      c.eventsOf('NotTriggerScaleUp'),
      'cluster-autoscaler-blocked',
      'The cluster autoscaler adds no node for',
    );
    const karpenter = c
      .eventsOf(
        'InsufficientCapacityError',
        'NoCompatibleInstanceTypes',
        'NodeClassNotReady',
        'FailedScheduling',
      )
      .filter((e) => e.reason !== 'FailedScheduling' || e.component === 'karpenter');
    yield* byWorkload(c, karpenter, 'karpenter-no-capacity', 'Karpenter finds no node for');
    for (const e of c.eventsOf('TriggeredScaleUp')) {
      yield single(
        c,
        e,
        'node-scale-up',
        workloadOf(c, e.about),
        `A node is added for ${labelOf(workloadOf(c, e.about))}`,
      );
    }
    for (const e of c.eventsOf('ScaleDown', 'DisruptionTerminating', 'Disrupted')) {
      const node = e.about.kind === 'Node' ? e.about : undefined;
      if (node)
        yield single(c, e, 'node-scale-down', node, `${labelOf(node)} is taken away to save capacity`);
    }
  },
};

function* byWorkload(
  c: Case,
  events: readonly EventRecord[],
  type: string,
  words: string,
): Iterable<Finding> {
  for (const list of groupBy(events, (e) => keyOf(workloadOf(c, e.about))).values()) {
    const first = list[0];
    const onset = earliest(list.map((e) => e.first));
    const end = latest(list.map((e) => e.last));
    if (!first || !onset || !end) continue;
    const waits = list.some(
      (e) => podNamed(c, e.about)?.phase === 'Pending' && podNamed(c, e.about)?.node === undefined,
    );
    const entity = workloadOf(c, first.about);
    yield {
      type,
      entity,
      onset,
      ...(waits ? {} : { end }),
      severity: waits ? 2 : 1,
      statement: `${words} ${labelOf(entity)}: ${first.message
        .replace(/^pod didn't trigger scale-up:?\s*/, '')
        .replace(/\s+/g, ' ')
        .replace(/\.$/, '')
        .slice(0, 240)}.`,
      evidence: list.slice(0, 3).map((e) => c.citeEvent(e)),
      attrs: { pods: list.length },
      names: [ref('Component', undefined, type.startsWith('karpenter') ? 'karpenter' : 'cluster-autoscaler')],
    };
  }
}

function single(c: Case, e: EventRecord, type: string, entity: Ref, words: string): Finding {
  return {
    type,
    entity,
    onset: e.first,
    end: e.last,
    severity: 0,
    statement: `${words}.`,
    evidence: [c.citeEvent(e)],
  };
}
