import { dig, digList, digText, HOUR, stampOf, type Stamp } from '../../base/index.js';
import { ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { newest } from '../entity.js';

/** A cordon longer ago is how the node is run. */
const LATELY = 24 * HOUR;

/** Autoscalers, and agents that hear the provider's notice, announce the node that is about to be emptied and removed. */
const ANNOUNCED = [
  'ScaleDown',
  'DisruptionTerminating',
  'Disrupted',
  'SpotInterruption',
  'SpotInterrupted',
  'PreemptScheduled',
] as const;

/**
 * True for a node that someone had taken out of service by then: cordoned for work on it, or marked for
 * removal by an autoscaler. That it stops reporting, reboots or goes away afterwards is the plan.
 */
export function isMaintained(c: Case, node: string, at: Stamp): boolean {
  const about = ref('Node', undefined, node);
  const events = c.eventsAbout(about);
  const before = (t: Stamp): boolean => t.lo <= at.hi && t.lo > at.lo - LATELY;
  if (events.some((e) => (ANNOUNCED as readonly string[]).includes(e.reason) && before(e.first))) return true;
  const cordons = events.filter((e) => e.reason === 'NodeNotSchedulable' && before(e.first));
  const last = cordons.at(-1);
  if (last) {
    const lifted = events.some(
      (e) => e.reason === 'NodeSchedulable' && e.first.lo > last.last.lo && e.first.hi < at.lo,
    );
    return !lifted;
  }
  const entity = c.entity(about);
  const taints = digList(entity && newest(entity)?.object, 'spec', 'taints');
  const cordon = taints.find((t) => digText(t, 'key') === 'node.kubernetes.io/unschedulable');
  const since = stampOf(dig(cordon, 'timeAdded'));
  return since !== undefined && before(since);
}
