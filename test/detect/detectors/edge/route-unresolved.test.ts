import { routeUnresolved } from '../../../../src/detect/detectors/edge/route-unresolved.js';
import { testDetector } from '../../../support/detector-tester.js';
import { object } from '../../../support/objects.js';

const API = 'gateway.networking.k8s.io/v1';
const condition = (type: string, status: string, reason: string, message: string) => ({
  type,
  status,
  reason,
  message,
  lastTransitionTime: '2026-03-04T11:00:00Z',
});
const parent = (name: string, ...conditions: readonly object[]) => ({ parentRef: { name }, conditions });
const route = (...parents: readonly object[]) =>
  object('HTTPRoute', 'shop/web', { apiVersion: API, status: { parents } });
const GOOD = parent('edge', condition('ResolvedRefs', 'True', 'ResolvedRefs', ''));
const BAD = parent(
  'edge',
  condition('Accepted', 'True', 'Accepted', ''),
  condition('ResolvedRefs', 'False', 'BackendNotFound', 'Service "shopfront" not found'),
);
const gateway = (status: string, created = '2026-03-04T08:00:00Z') =>
  object('Gateway', 'shop/edge', {
    apiVersion: API,
    metadata: { creationTimestamp: created },
    spec: { gatewayClassName: 'envoy' },
    status: { conditions: [condition('Programmed', status, 'Pending', 'Waiting for controller')] },
  });

testDetector(routeUnresolved, {
  fires: [
    {
      name: 'a backend that is not there',
      given: { objects: [route(BAD)] },
      expect: [
        {
          type: 'route-refs-unresolved',
          entity: 'HTTPRoute/shop/web',
          onset: '11:00:00',
          open: true,
          says: ['BackendNotFound', 'shopfront'],
          evidence: 'not found',
        },
      ],
    },
    {
      name: 'a gateway that no controller takes up',
      given: { objects: [gateway('Unknown')] },
      expect: [{ type: 'gateway-not-programmed', entity: 'Gateway/shop/edge', says: ['envoy'] }],
    },
  ],
  silent: [
    { name: 'a route and a gateway in force', given: { objects: [route(GOOD), gateway('True')] } },
    { name: 'one of two gateways serves it', given: { objects: [route(GOOD, BAD)] } },
    { name: 'a gateway of a moment ago', given: { objects: [gateway('Unknown', '2026-03-04T11:58:00Z')] } },
  ],
});
