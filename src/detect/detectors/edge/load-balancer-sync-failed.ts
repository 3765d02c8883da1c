import { atTime, digList, digText, oneLine, type Stamp } from '../../../base/index.js';
import type { ConditionType, EventRecord, Ref } from '../../../model/index.js';
import { newest, type Case } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const type: ConditionType = {
  id: 'load-balancer-sync-failed',
  nature: 'fault',
  title: 'Load balancer cannot be set up',
};

/** The cloud or the load balancer controller refuses what a Service of type LoadBalancer asks for. */
export const loadBalancerSyncFailed: Detector = {
  id: 'load-balancer-sync-failed',
  layer: 'edge',
  what:
    'The controller of load balancers could not create or update the one of a Service: quota, permission, address ' +
    'or subnet. Traffic from outside does not reach it, or reaches old nodes.',
  lookAlikes: 'A cluster without such a controller leaves EXTERNAL-IP pending for ever, without an error.',
  sources: ['kubernetes cloud-provider service controller events', 'MetalLB'],
  emits: [type],
  *detect(c) {
    for (const e of c.eventsOf(
      'SyncLoadBalancerFailed',
      'UpdateLoadBalancerFailed',
      'UnAvailableLoadBalancer',
      'AllocationFailed',
    )) {
      if (e.about.kind !== 'Service') continue;
      const good = c
        .eventsAbout(e.about)
        .find((x) => x.reason === 'EnsuredLoadBalancer' && x.last.lo >= e.last.lo);
      const pending = !good && isPrinted(e) && isPending(c, e.about);
      yield {
        type: type.id,
        entity: e.about,
        onset: pending ? sinceMade(c, e) : e.first,
        ...(good ? { end: good.last } : {}),
        severity: 2,
        statement: `The load balancer of Service ${e.about.namespace ?? ''}/${e.about.name} could not be set up ${atTime(e.first)}: ${oneLine(
          e.message,
          160,
        ).replace(/\.$/, '')}.`,
        evidence: [c.citeEvent(e)],
        // a Service without an address is refused still, however often a table of events tells it
        attrs: { reason: e.reason, ...(pending ? {} : { count: e.count }) },
      };
    }
  },
};

/** `kubectl get events` prints neither the count nor the first time. */
function isPrinted(e: EventRecord): boolean {
  return e.count === 1 && e.last.hi <= e.first.hi;
}

/** True for a Service that has no address at the newest reading. */
function isPending(c: Case, at: Ref): boolean {
  const entity = c.entity(at);
  const object = entity && newest(entity)?.object;
  const wants = object !== undefined && digText(object, 'spec', 'type') === 'LoadBalancer';
  return wants && digList(object, 'status', 'loadBalancer', 'ingress').length === 0;
}

/** A Service that has no address may have been refused since it was made. */
function sinceMade(c: Case, e: EventRecord): Stamp {
  const created = c.entity(e.about)?.created;
  return !created ? e.first : { lo: created.lo, hi: e.first.hi, grade: 'B' };
}
