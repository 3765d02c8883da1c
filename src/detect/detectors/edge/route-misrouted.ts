import { groupBy } from '../../../base/index.js';
import { keyOf, labelOf, type ConditionType, type Ref } from '../../../model/index.js';
import { pathRoutes, seenBy, type Case, type PathRoute } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const type: ConditionType = {
  id: 'route-misrouted',
  nature: 'fault',
  title: 'Gateway sends a path to the wrong backend',
  selfExplaining: true,
};

/** A table with fewer rows shows no convention that one of them could break. */
const ROWS = 4;
/** Share of the rows that must follow the convention. */
const RULE = 0.7;

/**
 * In a gateway's table the names of paths and of their backends go together. A row that names one
 * Service in its path (or its own name) and sends to another, which has a row of its own, is wrong.
 */
export const routeMisrouted: Detector = {
  id: 'route-misrouted',
  layer: 'edge',
  what:
    'One row of a gateway’s route table sends the path of one Service to another Service. That one does not know ' +
    'the path and answers 404 or 405; the Service that is meant gets no requests.',
  lookAlikes:
    'Canary and blue-green routes share a path on purpose; several paths may belong to one Service. Only a row that ' +
    'breaks the convention of its own table is told.',
  sources: [
    'Spring Cloud Gateway route configuration',
    'nginx proxy_pass',
    'Istio VirtualService',
    'Ingress',
  ],
  emits: [type],
  *detect(c) {
    for (const [, table] of groupBy(pathRoutes(c), (r) => keyOf(r.holder))) {
      for (const wrong of oddRows(c, table)) {
        yield {
          type: type.id,
          entity: wrong.meant,
          onset: seenBy(c, undefined),
          severity: 3,
          statement: `${labelOf(wrong.row.holder)} sends ${wrong.row.path} to ${wrong.row.host} instead of ${labelOf(wrong.meant)}.`,
          evidence: [wrong.row.evidence],
          attrs: { path: wrong.row.path, to: wrong.row.host, route: wrong.row.name ?? '' },
          names: [wrong.row.holder, ...(wrong.row.target ? [wrong.row.target] : [])],
        };
      }
    }
  },
};

function oddRows(c: Case, table: readonly PathRoute[]): { row: PathRoute; meant: Ref }[] {
  const known = table.filter((r) => r.target !== undefined);
  if (known.length < ROWS) return [];
  const namespace = known[0]?.target?.namespace;
  const services = c.all('Service').flatMap((s) => (s.ref.namespace === namespace ? [s.ref] : []));
  const common = commonWords(known.map((r) => r.host));
  const fits = (r: PathRoute, service: string): boolean => names(r).some((n) => same(n, service, common));
  const followers = known.filter((r) => r.target && fits(r, r.target.name));
  if (followers.length < RULE * known.length) return [];
  return known.flatMap((row) => {
    if (row.target && fits(row, row.target.name)) return [];
    const meant = services.filter((s) => fits(row, s.name));
    const only = meant.length === 1 ? meant[0] : undefined;
    const served = followers.some((f) => f !== row && f.host === row.host);
    return only && served && !followers.some((f) => f.target && keyOf(f.target) === keyOf(only))
      ? [{ row, meant: only }]
      : [];
  });
}

/** What a row calls the thing it routes to: its own name and the segments of its path. */
function names(r: PathRoute): string[] {
  const segments = r.path.split('/').filter((s) => s !== '' && !/^(\*+|api|v\d+)$/i.test(s));
  return [...(r.name === undefined ? [] : [r.name]), ...segments.slice(0, 1)];
}

/** Words that most backends of the table share, such as a prefix or "service", tell nothing apart. */
function commonWords(hosts: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const h of hosts) for (const w of new Set(words(h))) counts.set(w, (counts.get(w) ?? 0) + 1);
  return new Set([...counts].filter(([, n]) => n > hosts.length / 2).map(([w]) => w));
}

function words(name: string): string[] {
  return (
    name
      .split('.')[0]
      ?.replace(/([a-z])([A-Z])/g, '$1-$2')
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((w) => w !== '') ?? []
  );
}

/** True when two names are the same apart from common words, case and separators. */
function same(a: string, b: string, common: ReadonlySet<string>): boolean {
  const core = (name: string): string => {
    let joined = words(name)
      .filter((w) => !common.has(w))
      .join('');
    for (const w of common)
      if (joined.endsWith(w) && joined.length > w.length) joined = joined.slice(0, -w.length);
    return joined;
  };
  const x = core(a);
  return x !== '' && x === core(b);
}
