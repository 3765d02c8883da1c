import { atTime, oneLine } from '../../../base/index.js';
import type { ConditionType } from '../../../model/index.js';
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
      yield {
        type: type.id,
        entity: e.about,
        onset: e.first,
        ...(good ? { end: good.last } : {}),
        severity: 2,
        statement: `The load balancer of Service ${e.about.namespace ?? ''}/${e.about.name} could not be set up ${atTime(e.first)}: ${oneLine(
          e.message,
          160,
        ).replace(/\.$/, '')}.`,
        evidence: [c.citeEvent(e)],
        attrs: { reason: e.reason, count: e.count },
      };
    }
  },
};
