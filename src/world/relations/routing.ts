import { digList, digText } from '../../base/index.js';
import { ref, type Ref, type Relation } from '../../model/index.js';
import type { Case } from '../case.js';
import { cite, newest } from '../entity.js';
import { services } from '../facts/services.js';
import { lay } from './lay.js';

/**
 * routes-to: Ingress to Service, Surface (host) to Ingress and Service, Service of type ExternalName to the
 * Service it names; HTTPRoute and VirtualService likewise.
 */
export function routing(c: Case): Relation[] {
  return [...ingresses(c), ...gatewayRoutes(c), ...virtualServices(c), ...externalNames(c)];
}

function ingresses(c: Case): Relation[] {
  return c.all('Ingress').flatMap((ingress) => {
    const snapshot = newest(ingress);
    if (!snapshot) return [];
    const out: Relation[] = [];
    const backend = (at: unknown): string | undefined =>
      digText(at, 'service', 'name') ?? digText(at, 'serviceName');
    const route = (
      host: string | undefined,
      name: string | undefined,
      path: readonly (string | number)[],
    ): void => {
      if (name === undefined) return;
      const service = ref('Service', ingress.ref.namespace, name);
      const evidence = [cite(snapshot, ...path)];
      c.define(service);
      out.push(lay(ingress.ref, 'routes-to', service, 'Ingress backend', evidence));
      if (host !== undefined) out.push(...surface(c, host, ingress.ref, service, evidence));
    };
    const fallback =
      digText(snapshot.object, 'spec', 'defaultBackend', 'service', 'name') ??
      digText(snapshot.object, 'spec', 'backend', 'serviceName');
    route(undefined, fallback, ['spec', 'defaultBackend']);
    digList(snapshot.object, 'spec', 'rules').forEach((rule, i) => {
      digList(rule, 'http', 'paths').forEach((p, j) => {
        route(digText(rule, 'host'), backend((p as { backend?: unknown }).backend), [
          'spec',
          'rules',
          i,
          'http',
          'paths',
          j,
          'backend',
        ]);
      });
    });
    return out;
  });
}

function surface(c: Case, host: string, via: Ref, service: Ref, evidence: Relation['evidence']): Relation[] {
  const s = ref('Surface', undefined, host);
  c.define(s);
  return [
    lay(s, 'routes-to', via, 'host', evidence),
    lay(s, 'routes-to', service, 'host of the route', evidence),
  ];
}

function gatewayRoutes(c: Case): Relation[] {
  return ['HTTPRoute', 'GRPCRoute', 'TLSRoute'].flatMap((kind) =>
    c.all(kind).flatMap((entity) => {
      const snapshot = newest(entity);
      if (!snapshot) return [];
      const hosts = digList(snapshot.object, 'spec', 'hostnames').filter(
        (h): h is string => typeof h === 'string',
      );
      return digList(snapshot.object, 'spec', 'rules').flatMap((rule, i) =>
        digList(rule, 'backendRefs').flatMap((b, j) => {
          const name = digText(b, 'name');
          if (name === undefined) return [];
          const service = ref('Service', digText(b, 'namespace') ?? entity.ref.namespace, name);
          const evidence = [cite(snapshot, 'spec', 'rules', i, 'backendRefs', j)];
          c.define(service);
          return [
            lay(entity.ref, 'routes-to', service, 'backendRefs', evidence),
            ...hosts.flatMap((h) => surface(c, h, entity.ref, service, evidence)),
          ];
        }),
      );
    }),
  );
}

function virtualServices(c: Case): Relation[] {
  return c.all('VirtualService').flatMap((entity) => {
    const snapshot = newest(entity);
    if (!snapshot) return [];
    const hosts = digList(snapshot.object, 'spec', 'hosts').filter((h): h is string => typeof h === 'string');
    return digList(snapshot.object, 'spec', 'http').flatMap((rule, i) =>
      digList(rule, 'route').flatMap((r, j) => {
        const host = digText(r, 'destination', 'host');
        if (host === undefined) return [];
        const [name = '', ns] = host.split('.');
        const service = ref('Service', ns ?? entity.ref.namespace, name);
        const evidence = [cite(snapshot, 'spec', 'http', i, 'route', j)];
        c.define(service);
        return [
          lay(entity.ref, 'routes-to', service, 'destination', evidence),
          ...hosts
            .filter((h) => h !== '*' && h.includes('.'))
            .flatMap((h) => surface(c, h, entity.ref, service, evidence)),
        ];
      }),
    );
  });
}

function externalNames(c: Case): Relation[] {
  return services(c).flatMap((s) => {
    const inner = /^([a-z0-9-]+)\.([a-z0-9-]+)\.svc/.exec(s.externalName ?? '');
    if (!inner) return [];
    const service = ref('Service', inner[2], inner[1] ?? '');
    c.define(service);
    return [lay(s.ref, 'routes-to', service, 'externalName', [cite(s.snapshot, 'spec', 'externalName')])];
  });
}
