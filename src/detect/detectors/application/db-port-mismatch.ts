import { listed } from '../../../base/index.js';
import { keyOf, labelOf, type ConditionType } from '../../../model/index.js';
import {
  configuredAddresses,
  containersOf,
  seenBy,
  speakerOf,
  templates,
  templateSince,
  type Case,
  type ConfiguredAddress,
} from '../../../world/index.js';
import { digList, digNumber } from '../../../base/index.js';
import type { Detector } from '../../detector.js';

const mysql: ConditionType = {
  id: 'mysql-port-mismatch',
  nature: 'fault',
  title: 'Configured MySQL port does not exist',
  selfExplaining: true,
};
const other: ConditionType = {
  id: 'db-port-mismatch',
  nature: 'fault',
  title: 'Configured port of a data store does not exist',
  selfExplaining: true,
};

/** Variables and Services that speak of a data store. */
const STORE =
  /mysql|maria|postgres|pgsql|\bpg\b|_pg_|mongo|redis|cassandra|elastic|(^|[_-])(db|database)([_-]|$)/i;

/** A client is configured with a port of its database at which neither Service nor pods listen. */
export const dbPortMismatch: Detector = {
  id: 'db-port-mismatch',
  layer: 'workload',
  what:
    'A workload’s variables (also from ConfigMaps and Secrets) name the host of a data store and a port that ' +
    'its Service does not have and its containers do not listen on: every connection is refused.',
  lookAlikes:
    'A headless Service forwards any port to the pods, so their container ports count too. A store that is ' +
    'down refuses at the right port.',
  sources: ['Kubernetes API: env, envFrom, Service ports, container ports'],
  emits: [mysql, other],
  *detect(c) {
    for (const a of configuredAddresses(c)) {
      const words = `${a.prefix} ${a.service.ref.name}`;
      if (!STORE.test(words) || listens(c, a)) continue;
      const isMysql = /mysql|maria/i.test(words) || a.service.ports.some((p) => p.port === 3306);
      const refused = c
        .messagesOf('app-dependency-refused', 'app-dependency-timeout', 'app-pool-exhausted')
        .some((m) => speakerOf(c, m.origin)?.namespace === a.workload.namespace);
      const ports = [...new Set(a.service.ports.flatMap((p) => p.port ?? []))];
      yield {
        type: (isMysql ? mysql : other).id,
        entity: a.workload,
        onset: seenBy(c, templateSince(c, a.workload)),
        severity: refused ? 3 : 2,
        statement: `${labelOf(a.workload)} is configured to reach ${labelOf(a.service.ref)} at port ${a.port}; it serves ${listed(ports.map(String))}.`,
        evidence: a.variables.map((v) => v.evidence).slice(0, 4),
        attrs: { host: a.host, port: a.port, variable: a.variables.at(-1)?.name ?? '' },
        names: [a.service.ref, ...holders(a)],
      };
    }
  },
};

function holders(a: ConfiguredAddress): ConfiguredAddress['workload'][] {
  const other = a.variables.map((v) => v.holder).filter((h) => keyOf(h) !== keyOf(a.workload));
  return [...new Map(other.map((h) => [keyOf(h), h])).values()];
}

/** True when the Service or a container behind it has the port, or nothing is known of either. */
function listens(c: Case, a: ConfiguredAddress): boolean {
  if (a.service.ports.length === 0) return true;
  if (a.service.ports.some((p) => p.port === a.port || p.target === a.port)) return true;
  if (a.service.clusterIp !== 'None') return false;
  const behind = new Set(c.from(a.service.ref, 'selects').map((r) => r.to));
  return templates(c)
    .filter((t) => behind.has(keyOf(t.workload)))
    .some((t) =>
      containersOf(t).some((x) =>
        digList(x.spec, 'ports').some((p) => digNumber(p, 'containerPort') === a.port),
      ),
    );
}
