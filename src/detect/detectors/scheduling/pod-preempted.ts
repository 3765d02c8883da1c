import { groupBy, listed } from '../../../base/index.js';
import { keyOf, labelOf, ref, type EventRecord, type Ref } from '../../../model/index.js';
import { earliest, podByUid, workloadOf, type Case } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

/** The scheduler deleted pods to make room for pods of higher priority. */
export const podPreempted: Detector = {
  id: 'pod-preempted',
  layer: 'scheduling',
  what: 'No node had room for a pod of higher priority, so the scheduler deleted pods of lower priority on one. The victims end with their grace period; a PodDisruptionBudget is respected only as far as possible and does not prevent it.',
  lookAlikes:
    'Eviction by the kubelet under memory or disk pressure (reason Evicted) and preemption by the kubelet for critical static pods (reason Preempting) have other causes.',
  sources: [
    'signatures.md 9 pod-preempted',
    'kubernetes pkg/scheduler/framework/preemption',
    'Event Preempted; pod condition DisruptionTarget PreemptionByScheduler',
  ],
  emits: [
    { id: 'pod-preempted', nature: 'symptom', title: 'Pod preempted by a higher priority' },
    { id: 'priority-preemptor', nature: 'fault', title: 'Workload of higher priority needs room' },
  ],
  *detect(c) {
    const groups = groupBy(
      c.eventsOf('Preempted').filter((e) => e.about.kind === 'Pod'),
      (e) => keyOf(workloadOf(c, e.about)),
    );
    for (const list of groups.values()) yield* ofWorkload(c, list);
    yield* preemptors(c);
  },
};

function* ofWorkload(c: Case, list: readonly EventRecord[]): Iterable<Finding> {
  const first = list[0];
  if (!first) return;
  const victim = workloadOf(c, first.about);
  const by = [...new Map(list.flatMap((e) => preemptor(c, e) ?? []).map((r) => [keyOf(r), r])).values()];
  const owners = [...new Map(by.map((p) => workloadOf(c, p)).map((r) => [keyOf(r), r])).values()];
  const nodes = [...new Set(list.flatMap((e) => /on node (\S+?)\.?$/.exec(e.message)?.[1] ?? []))];
  const [node] = nodes;
  const last = list.at(-1) ?? first;
  yield {
    type: 'pod-preempted',
    entity: victim,
    onset: first.first,
    end: last.last,
    severity: 2,
    statement: `The scheduler removed ${list.length === 1 ? `pod ${first.about.name}` : `${list.length} pods`} of ${labelOf(victim)}${nodes.length === 0 ? '' : ` from ${listed(nodes)}`} to make room for ${owners.length > 0 ? listed(owners.map(labelOf)) : 'a pod of higher priority'}.`,
    evidence: list.slice(0, 4).map((e) => c.citeEvent(e)),
    episodes: list.map((e) => e.first),
    attrs: { pods: list.length, ...(node === undefined ? {} : { node }) },
    names: [
      ...owners,
      ...by,
      ...list.slice(0, 10).map((e) => e.about),
      ...(node === undefined ? [] : [ref('Node', undefined, node)]),
    ],
  };
}

/** Whoever came with more priority than room, from its first pod that had others removed on. */
function* preemptors(c: Case): Iterable<Finding> {
  const found = c.eventsOf('Preempted').flatMap((e) => {
    const by = e.about.kind === 'Pod' ? preemptor(c, e) : undefined;
    return by ? [{ by, owner: workloadOf(c, by), victim: workloadOf(c, e.about), event: e }] : [];
  });
  for (const list of groupBy(found, (x) => keyOf(x.owner)).values()) {
    const first = list[0];
    if (!first || keyOf(first.owner) === keyOf(first.victim)) continue;
    const born = earliest(list.map((x) => c.entity(x.by)?.created));
    const at = first.event.first;
    const victims = new Map(list.map((x) => [keyOf(x.victim), x.victim]));
    yield {
      type: 'priority-preemptor',
      entity: first.owner,
      onset: born && born.lo <= at.hi ? born : at,
      end: list.at(-1)?.event.last ?? at,
      severity: 1,
      statement: `${labelOf(first.owner)} has a higher priority than ${listed([...victims.values()].map(labelOf))} and found no room without removing ${list.length === 1 ? 'a pod' : `${list.length} pods`}.`,
      evidence: list.slice(0, 3).map((x) => c.citeEvent(x.event)),
      attrs: { pods: list.length },
      names: [...victims.values()],
    };
  }
}

/** By the event's related object, the name or the UID in its message. */
function preemptor(c: Case, e: EventRecord): Ref | undefined {
  if (e.related) return e.related;
  const named = /^Preempted by (?:pod )?([a-z0-9.-]+)\/([a-z0-9.-]+) on node/.exec(e.message);
  if (named) return ref('Pod', named[1], named[2] ?? '');
  const uid = /^Preempted by (?:a )?pod ([0-9a-f-]{36})/.exec(e.message)?.[1];
  return uid === undefined ? undefined : podByUid(c, uid);
}
