import { digFlag, digNumber, listed } from '../../../base/index.js';
import { keyOf, labelOf, type Ref } from '../../../model/index.js';
import {
  changeOf,
  cite,
  newest,
  seenBy,
  specWritten,
  templates,
  workloadOf,
  type Case,
} from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** Largest value that a class made by a user may have (scheduling API). */
const HIGHEST_OF_USERS = 1_000_000_000;

/** Priorities that let ordinary pods push out what the cluster depends on. */
export const priorityMisconfigured: Detector = {
  id: 'priority-misconfigured',
  layer: 'scheduling',
  what: 'A PriorityClass ranks a workload above others that the cluster depends on more: a user class near the highest value that is allowed, or a globalDefault class. It does no harm until the nodes are full; then the scheduler makes room at the cost of the others.',
  lookAlikes:
    'System classes on components of the platform are meant to be there. A class with preemptionPolicy Never queues first but removes no pod.',
  sources: ['signatures.md 9 priority-misconfigured', 'kubernetes pkg/apis/scheduling'],
  emits: [
    { id: 'priority-misconfigured', nature: 'weakness', title: 'Priority ranks above the platform' },
    { id: 'priority-missing', nature: 'weakness', title: 'No priority on a workload that was preempted' },
  ],
  *detect(c) {
    const victims = preempted(c);
    if (victims.size === 0) return;
    for (const pc of c.all('PriorityClass')) {
      const snapshot = newest(pc);
      const value = digNumber(snapshot?.object, 'value');
      if (!snapshot || value === undefined || pc.ref.name.startsWith('system-')) continue;
      const users = c.to(pc.ref, 'prioritised').flatMap((r) => c.entity(r.from)?.ref ?? []);
      const isDefault = digFlag(snapshot.object, 'globalDefault') === true;
      if (value < HIGHEST_OF_USERS / 10 && !isDefault) continue;
      if (users.length === 0 && !isDefault) continue;
      yield {
        type: 'priority-misconfigured',
        entity: pc.ref,
        onset: specWritten(snapshot.object) ?? seenBy(c, pc.created),
        severity: 0,
        statement: `${labelOf(pc.ref)} has value ${value}${isDefault ? ' and is the default of all pods' : ''}; ${users.length > 0 ? listed(users.map(labelOf)) : 'pods'} ${users.length === 1 ? 'ranks' : 'rank'} above whatever has no priority.`,
        evidence: [cite(snapshot, 'value')],
        attrs: { value },
        names: users,
      };
    }
    for (const t of templates(c)) {
      if (!victims.has(keyOf(t.workload))) continue;
      const given = changeOf(c, t.workload, PRIORITY, (before) => before === undefined);
      if (c.from(t.workload, 'prioritised').length > 0 && !given) continue;
      yield {
        type: 'priority-missing',
        entity: t.workload,
        onset: seenBy(c, t.entity.created),
        ...(given ? { end: given.at } : {}),
        severity: 0,
        statement: `${labelOf(t.workload)} ${given ? 'had' : 'has'} no priority class, so any pod with a higher one may push it out when nodes are full.`,
        evidence: given ? given.evidence : [cite(t.snapshot, 'metadata', 'name')],
      };
    }
  },
};

const PRIORITY = 'spec.template.spec.priorityClassName';

/** Workloads of which a pod was preempted. */
function preempted(c: Case): ReadonlyMap<string, Ref> {
  const refs = c.eventsOf('Preempted').map((e) => workloadOf(c, e.about));
  return new Map(refs.map((r) => [keyOf(r), r]));
}
