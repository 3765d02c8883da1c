import { digText } from '../../base/index.js';
import { keyOf, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { containersOf, templates } from './templates.js';

/** Names under which data stores run. */
const NAME =
  /(^|[-_])(mysql|mariadb|percona|postgres\w*|pgsql|pg|redis|valkey|mongo\w*|rabbitmq|kafka|cassandra|elasticsearch|cockroach\w*|oracle|mssql|database|\w*db)([-_\d]|$)/i;

/** Images of data stores: the last part of the repository. */
const IMAGE =
  /(?:^|\/)(?:mysql|mysql-server|mariadb|percona-server\w*|postgres|postgresql\w*|postgis|pgvector|timescaledb\w*|spilo\w*|redis\w*|valkey|keydb|mongo|mongodb\w*|rabbitmq\w*|kafka|cp-kafka|cassandra|elasticsearch|opensearch|cockroach|mssql-server|clickhouse-server|etcd)(?=[:@]|$)/i;

/** True for a workload that others keep their data in: by the image of a container, else by its name. */
export function isDataStore(c: Case, workload: Ref): boolean {
  if (NAME.test(workload.name)) return true;
  const key = keyOf(workload);
  return templates(c).some(
    (t) => keyOf(t.workload) === key && containersOf(t).some((x) => !x.init && IMAGE.test(imageOf(x.spec))),
  );
}

function imageOf(spec: unknown): string {
  return digText(spec, 'image') ?? '';
}
