import { digList, digText } from '../../../base/index.js';
import { labelOf, type ConditionType } from '../../../model/index.js';
import { cite, earliest, newest, shortages, workloads, type Case } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const type: ConditionType = {
  id: 'load-balancer-unannounced',
  nature: 'symptom',
  title: 'Addresses of load balancers not announced',
};

/** Agents that announce the addresses of Services of type LoadBalancer by ARP or BGP. */
const SPEAKER = /metallb[^/]*\/speaker|kube-vip\/kube-vip|\/openelb|purelb\/lbnodeagent/;

/** No agent is left that announces the addresses of load balancers. */
export const lbSpeakersDown: Detector = {
  id: 'lb-speakers-down',
  layer: 'network',
  what:
    'No pod of the agent that announces the addresses of Services of type LoadBalancer (MetalLB, kube-vip, OpenELB, ' +
    'PureLB) is ready: routers and neighbours forget the addresses, and nobody reaches the cluster from outside.',
  lookAlikes: 'While some of the agents run, another takes an address over within seconds.',
  sources: ['metallb.universe.tf concepts', 'kube-vip.io documentation'],
  emits: [type],
  *detect(c) {
    if (!c.all('Service').some((e) => digText(newest(e)?.object, 'spec', 'type') === 'LoadBalancer')) return;
    for (const w of workloads(c)) {
      const images = digList(w.snapshot.object, 'spec', 'template', 'spec', 'containers');
      if (!images.some((x) => SPEAKER.test(digText(x, 'image') ?? ''))) continue;
      if (w.desired === undefined || w.desired === 0 || (w.available ?? 0) > 0) continue;
      yield {
        type: type.id,
        entity: w.ref,
        onset: since(c, w.entity.key) ?? { ...c.asOf, grade: 'X' },
        severity: 2,
        statement: `${labelOf(w.ref)} has no ready pod: nothing announces the addresses of load balancers.`,
        evidence: [cite(w.snapshot, 'status')],
      };
    }
  },
};

function since(c: Case, key: string) {
  return earliest((shortages(c).get(key) ?? []).filter((s) => s.end === undefined).map((s) => s.onset));
}
