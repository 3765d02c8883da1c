import { dig, digList, digNumber, digText, listed } from '../../../base/index.js';
import { labelOf, ref, type Ref } from '../../../model/index.js';
import {
  cite,
  latest,
  newest,
  seenBy,
  services,
  specWritten,
  type Case,
  type ServiceView,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

/** An Ingress that routes to a port that its Service does not have. */
export const ingressBackendMismatch: Detector = {
  id: 'ingress-backend-mismatch',
  layer: 'edge',
  what: 'A rule of an Ingress names a port of its backend Service that the Service does not offer (often the container’s port instead of the Service’s): the controller finds no endpoint and answers 503.',
  lookAlikes:
    'A Service without ready pods gives the same answer. A Service that is not there at all has a mechanism of its own. Cloud controllers may route to node ports.',
  sources: [
    'networking.k8s.io/v1 IngressServiceBackend.port',
    'ingress-nginx "does not have any active Endpoint for port"',
  ],
  emits: [
    {
      id: 'ingress-port-mismatch',
      nature: 'fault',
      title: 'Ingress names a port that its Service does not have',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    const known = new Map(services(c).map((s) => [`${s.ref.namespace ?? ''}/${s.ref.name}`, s]));
    for (const ingress of c.all('Ingress')) {
      const snapshot = newest(ingress);
      if (!snapshot) continue;
      for (const b of backendsOf(snapshot.object)) {
        const service = known.get(`${ingress.ref.namespace ?? ''}/${b.name}`);
        if (!service || service.ports.length === 0 || offers(service, b.port)) continue;
        yield finding(
          c,
          ingress.ref,
          service,
          b,
          cite(snapshot, ...b.path),
          latest([specWritten(snapshot.object), ingress.created]),
        );
        break;
      }
    }
  },
};

interface Backend {
  readonly name: string;
  readonly port: number | string;
  readonly host: string | undefined;
  readonly path: readonly (string | number)[];
}

function backendsOf(object: unknown): Backend[] {
  return digList(object, 'spec', 'rules').flatMap((rule, i) =>
    digList(rule, 'http', 'paths').flatMap((p, j): Backend[] => {
      const at = dig(p, 'backend', 'service');
      const name = digText(at, 'name');
      const port = digNumber(at, 'port', 'number') ?? digText(at, 'port', 'name');
      if (name === undefined || port === undefined) return [];
      const path = ['spec', 'rules', i, 'http', 'paths', j, 'backend'];
      return [{ name, port, host: digText(rule, 'host'), path }];
    }),
  );
}

function offers(s: ServiceView, port: number | string): boolean {
  return s.type === 'ExternalName' || s.ports.some((p) => p.port === port || p.name === port);
}

function finding(
  c: Case,
  ingress: Ref,
  service: ServiceView,
  b: Backend,
  evidence: Finding['evidence'][number],
  written: Finding['onset'] | undefined,
): Finding {
  const ports = listed(service.ports.map((p) => String(p.port ?? p.name ?? '')));
  return {
    type: 'ingress-port-mismatch',
    entity: ingress,
    onset: seenBy(c, written),
    severity: 2,
    statement: `${labelOf(ingress)} routes${b.host === undefined ? '' : ` ${b.host}`} to port ${b.port} of ${labelOf(service.ref)}, which offers ${ports}.`,
    evidence: [evidence, cite(service.snapshot, 'spec', 'ports')],
    attrs: { port: b.port },
    names: [service.ref, ...(b.host === undefined ? [] : [ref('Surface', undefined, b.host)])],
  };
}
