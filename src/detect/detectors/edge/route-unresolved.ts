import { digList, digText, MINUTE, oneLine } from '../../../base/index.js';
import { labelOf, type ConditionType } from '../../../model/index.js';
import { cite, conditionsOf, newest, seenBy, type Case, type Entity } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

const refs: ConditionType = {
  id: 'route-refs-unresolved',
  nature: 'fault',
  title: 'Route names what is not there',
  selfExplaining: true,
};
const gateway: ConditionType = {
  id: 'gateway-not-programmed',
  nature: 'fault',
  title: 'Gateway is not set up',
  selfExplaining: true,
};

const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'] as const;
/** Controllers answer within seconds; a load balancer takes a few minutes. */
const SETTLES = 5 * MINUTE;

/** A route or gateway of the Gateway API that its controller does not put into force. */
export const routeUnresolved: Detector = {
  id: 'route-unresolved',
  layer: 'edge',
  what: 'The controller of the Gateway API says in the status that it cannot put a route into force: a backend, a Secret or a grant that it names is not there (ResolvedRefs=False), or no listener accepts it (Accepted=False). Or a Gateway is not programmed: no controller answers for its class, its address or certificate is missing.',
  lookAlikes:
    'In the first minutes after it was made the status is Pending. A route may hang on several gateways: one that is not meant for it says so, and others serve it.',
  sources: ['gateway-api apis/v1 shared_types.go RouteConditionResolvedRefs, GatewayConditionProgrammed'],
  emits: [refs, gateway],
  *detect(c) {
    for (const kind of ROUTES) for (const route of c.all(kind)) yield* ofRoute(c, route);
    for (const x of c.all('Gateway')) yield* ofGateway(c, x);
  },
};

function* ofRoute(c: Case, route: Entity): Iterable<Finding> {
  const snapshot = newest(route);
  if (!snapshot || route.deleted) return;
  const parents = digList(snapshot.object, 'status', 'parents');
  const said = parents.map((p, i) => ({
    i,
    all: conditionsOf({ status: { conditions: digList(p, 'conditions') } }),
  }));
  const bad = said.flatMap(({ i, all }) =>
    all.flatMap((x) =>
      x.status === 'False' && (x.type === 'ResolvedRefs' || x.type === 'Accepted') ? [{ i, x }] : [],
    ),
  );
  const first = bad[0];
  if (!first || bad.length === 0 || new Set(bad.map((b) => b.i)).size < parents.length) return;
  const { i, x } = first;
  const onset = seenBy(c, x.since);
  if (onset.grade !== 'X' && c.asOf.lo - onset.hi < MINUTE) return;
  yield {
    type: refs.id,
    entity: route.ref,
    onset,
    severity: 2,
    statement: `${labelOf(route.ref)} is not put into force (${x.type} false, ${x.reason ?? 'no reason given'}): ${words(x.message)}.`,
    evidence: [cite(snapshot, 'status', 'parents', i, 'conditions')],
    attrs: { reason: x.reason ?? '' },
  };
}

function* ofGateway(c: Case, entity: Entity): Iterable<Finding> {
  const snapshot = newest(entity);
  const group = digText(snapshot?.object, 'apiVersion') ?? '';
  if (!snapshot || entity.deleted || !group.startsWith('gateway.networking.k8s.io/')) return;
  const x = conditionsOf(snapshot.object).find((y) => y.type === 'Programmed' && y.status !== 'True');
  const born = entity.created;
  if (!x || (born && c.asOf.lo - born.hi < SETTLES)) return;
  yield {
    type: gateway.id,
    entity: entity.ref,
    onset: x.since ?? seenBy(c, born),
    severity: 2,
    statement: `${labelOf(entity.ref)} of class ${digText(snapshot.object, 'spec', 'gatewayClassName') ?? '?'} is not programmed (${x.reason ?? 'no reason given'}): ${words(x.message)}.`,
    evidence: [cite(snapshot, ...x.path)],
    attrs: { reason: x.reason ?? '' },
  };
}

function words(message: string | undefined): string {
  return oneLine(message ?? 'nothing more is said', 160).replace(/\.$/, '');
}
