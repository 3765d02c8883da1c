import { digList, digStrings, digText } from '../../base/index.js';
import type { Evidence, Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { cite, newest } from '../entity.js';
import { serviceNamed } from './callees.js';

/** One row of a gateway's table: requests under a path go to a target. */
export interface PathRoute {
  /** Where the table stands: a ConfigMap, VirtualService, Ingress or HTTPRoute. */
  readonly holder: Ref;
  /** Name of the route where the table has names. */
  readonly name: string | undefined;
  readonly path: string;
  readonly host: string;
  readonly target: Ref | undefined;
  readonly evidence: Evidence;
}

/** All route tables that the capture shows, row by row. */
export function pathRoutes(c: Case): readonly PathRoute[] {
  return c.fact((x) => [
    ...fromConfigMaps(x),
    ...fromVirtualServices(x),
    ...fromIngresses(x),
    ...fromReports(x),
  ]);
}

/** Spring Cloud Gateway and Zuul (YAML), nginx and Traefik style tables inside configuration files. */
const SPRING =
  /-\s*id:\s*["']?([\w.-]+)["']?\s*\n\s*uri:\s*["']?(\S+?)["']?\s*\n\s*predicates:\s*\n\s*-\s*["']?Path=([^\s"']+)/g;
const NGINX = /location\s+(?:[=~^*]+\s+)?(\/[^\s{]*)\s*\{[^}]*?proxy_pass\s+https?:\/\/([\w.${}-]+)/g;

function fromConfigMaps(c: Case): PathRoute[] {
  return c.all('ConfigMap').flatMap((map) => {
    const s = newest(map);
    if (!s) return [];
    return Object.entries(digStrings(s.object, 'data')).flatMap(([key, text]): PathRoute[] => {
      if (!text.includes('Path=') && !text.includes('proxy_pass')) return [];
      const row = (name: string | undefined, path: string, uri: string): PathRoute => {
        const host = hostOf(uri);
        const evidence = { ...cite(s, 'data', key), excerpt: `${name ?? ''} ${path} → ${uri}`.trim() };
        return {
          holder: map.ref,
          name,
          path,
          host,
          target: serviceNamed(c, host, map.ref.namespace),
          evidence,
        };
      };
      return [
        ...[...text.matchAll(SPRING)].map((m) => row(m[1], m[3] ?? '', m[2] ?? '')),
        ...[...text.matchAll(NGINX)].map((m) => row(undefined, m[1] ?? '', m[2] ?? '')),
      ];
    });
  });
}

/** "lb://${X_HOST:orders}", "http://orders.shop.svc:8080" → "orders", "orders.shop.svc". */
function hostOf(uri: string): string {
  const bare = uri.replace(/^[a-z+]+:\/\//i, '').replace(/^\$\{[^:}]*:([^}]*)\}/, '$1');
  return (/^[\w.-]+/.exec(bare)?.[0] ?? bare).toLowerCase();
}

function fromVirtualServices(c: Case): PathRoute[] {
  return c.all('VirtualService').flatMap((entity) => {
    const s = newest(entity);
    if (!s) return [];
    return digList(s.object, 'spec', 'http').flatMap((rule, i) =>
      digList(rule, 'match').flatMap((m) =>
        digList(rule, 'route').flatMap((r, j): PathRoute[] => {
          const path =
            digText(m, 'uri', 'prefix') ?? digText(m, 'uri', 'exact') ?? digText(m, 'uri', 'regex');
          const host = digText(r, 'destination', 'host');
          if (path === undefined || host === undefined) return [];
          const target = serviceNamed(c, host, entity.ref.namespace);
          const evidence = cite(s, 'spec', 'http', i, 'route', j);
          return [{ holder: entity.ref, name: digText(rule, 'name'), path, host, target, evidence }];
        }),
      ),
    );
  });
}

function fromIngresses(c: Case): PathRoute[] {
  return c.all('Ingress').flatMap((entity) => {
    const s = newest(entity);
    if (!s) return [];
    return digList(s.object, 'spec', 'rules').flatMap((rule, i) =>
      digList(rule, 'http', 'paths').flatMap((p, j): PathRoute[] => {
        const path = digText(p, 'path');
        const host = digText(p, 'backend', 'service', 'name') ?? digText(p, 'backend', 'serviceName');
        if (path === undefined || host === undefined) return [];
        const target = serviceNamed(c, host, entity.ref.namespace);
        const evidence = cite(s, 'spec', 'rules', i, 'http', 'paths', j);
        return [{ holder: entity.ref, name: undefined, path, host, target, evidence }];
      }),
    );
  });
}

function fromReports(c: Case): PathRoute[] {
  return c.reportsOf('routes').flatMap((report) =>
    digList(report.data, 'routes').flatMap((r): PathRoute[] => {
      const path = digText(r, 'path');
      const host = digText(r, 'to');
      const holder = report.about;
      if (path === undefined || host === undefined || !holder) return [];
      const evidence = { ...report.evidence, excerpt: `${path} → ${host}` };
      return [
        {
          holder,
          name: digText(r, 'from'),
          path,
          host,
          target: serviceNamed(c, host, holder.namespace),
          evidence,
        },
      ];
    }),
  );
}
