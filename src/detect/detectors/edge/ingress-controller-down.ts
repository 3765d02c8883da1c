import { labelOf, type ConditionType } from '../../../model/index.js';
import { cite, conditionSince, seenBy, workloads } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const type: ConditionType = {
  id: 'ingress-controller-down',
  nature: 'symptom',
  title: 'No ingress controller is ready',
};

/** Names under which ingress controllers and gateways run, as their projects ship them. */
const CONTROLLER =
  /(^|-)(ingress-nginx-controller|nginx-ingress(-controller)?|traefik|haproxy-ingress|contour|envoy|istio-ingressgateway|kong(-proxy)?|emissary-ingress|ambassador|router-default|cilium-ingress|gloo-proxy)(-|$)/;

/** The proxy that takes in traffic has no ready pod: every host behind it is down at once. */
export const ingressControllerDown: Detector = {
  id: 'ingress-controller-down',
  layer: 'edge',
  what:
    'No pod of an ingress controller or gateway is ready: all hosts that it serves are refused or time out, ' +
    'whatever the state of their backends.',
  lookAlikes: 'One host alone that fails has a backend problem. A controller scaled to zero may be a spare.',
  sources: ['workload status of ingress-nginx, Traefik, HAProxy, Contour, Istio, Kong'],
  emits: [type],
  *detect(c) {
    for (const w of workloads(c)) {
      if (!CONTROLLER.test(w.ref.name) || w.available !== 0 || (w.desired ?? 0) === 0) continue;
      yield {
        type: type.id,
        entity: w.ref,
        onset: seenBy(c, conditionSince(w, 'Available', 'False')),
        severity: 3,
        statement: `${labelOf(w.ref)} has no ready pod of ${w.desired ?? 1}: nothing that comes in through it is served.`,
        evidence: [cite(w.snapshot, 'status')],
      };
    }
  },
};
