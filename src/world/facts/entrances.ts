import { groupBy, inWords, iso, listed, SECOND } from '../../base/index.js';
import { labelOf, ref, type AccessRecord, type Evidence, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { cite } from '../entity.js';
import { unreadyTimes } from './readiness.js';
import { services, type ServiceView } from './services.js';

/** What stands behind an entrance of an edge log. */
export interface Entrance {
  readonly name: string;
  readonly host: string | undefined;
  readonly records: readonly AccessRecord[];
  /** True when its log begins with requests that fail: how long they had failed before, it does not tell. */
  readonly failsFromStart: boolean;
  /** What users know it by: hosts routed to the Service, else the entrance itself. */
  readonly surfaces: readonly Ref[];
  readonly service: Ref | undefined;
  /** Where the Service is not known: those that had no ready endpoint while requests failed. */
  readonly suspects: readonly Ref[];
  /** How the Service was found, or why it could not be. */
  readonly how: string;
  readonly evidence: readonly Evidence[];
}

/** A log that spoke of something else for longer than this before has shown that nobody asked yet. */
const FIRST_WORDS = 10 * SECOND;

function beginsWithFailure(c: Case, records: readonly AccessRecord[]): boolean {
  const first = records[0];
  if (first?.failed !== true) return false;
  const { source } = first.evidence;
  const from = c.sources[source]?.span?.lo ?? c.access.find((a) => a.evidence.source === source)?.at.lo;
  return from !== undefined && first.at.lo - from <= FIRST_WORDS;
}

/** The entrances of all edge logs, each with its requests in time order. */
export function entrances(c: Case): readonly Entrance[] {
  return c.fact(allEntrances);
}

function allEntrances(c: Case): readonly Entrance[] {
  const backends = new Map<string, readonly Ref[]>();
  const groups = groupBy(c.access, (a) => {
    if (a.host !== undefined) return a.host;
    const known = a.backend === undefined ? [] : (backends.get(a.backend) ?? hostsBehind(c, a.backend));
    if (a.backend !== undefined) backends.set(a.backend, known);
    return `${known.map((s) => s.name).join(' ')}\n${a.entrance}`;
  });
  return [...groups.values()].flatMap((records) => {
    const first = records[0];
    return first ? [entranceOf(c, first.entrance, first.host, records)] : [];
  });
}

/** A log that names no host names the backend: the hosts that are routed to the Service behind it. */
function hostsBehind(c: Case, backend: string): readonly Ref[] {
  const named = services(c).filter((s) => namesService(backend, s));
  return named.length === 1 && named[0] ? hostsOf(c, named[0].ref) : [];
}

interface Found {
  readonly service: Ref | undefined;
  readonly suspects?: readonly Ref[];
  readonly how: string;
  readonly evidence: readonly Evidence[];
}

function entranceOf(
  c: Case,
  name: string,
  host: string | undefined,
  records: readonly AccessRecord[],
): Entrance {
  const found = byHost(c, host) ?? byBackend(c, records) ?? byElimination(c, records);
  const own = ref('Surface', undefined, host ?? name);
  const hosts = found.service && host === undefined ? hostsOf(c, found.service) : [];
  const failsFromStart = beginsWithFailure(c, records);
  return {
    name,
    host,
    records,
    failsFromStart,
    suspects: [],
    ...found,
    surfaces: hosts.length > 0 ? hosts : [own],
  };
}

/** A host that an Ingress or route declares. */
function byHost(c: Case, host: string | undefined): Found | undefined {
  if (host === undefined) return undefined;
  const bare = host.replace(/:\d+$/, '');
  const surface = ref('Surface', undefined, bare);
  const routes = c.from(surface, 'routes-to').filter((r) => r.to.startsWith('Service/'));
  const targets = [...new Set(routes.map((r) => r.to))];
  const only = targets.length === 1 ? c.entity(targets[0] ?? '')?.ref : undefined;
  if (!only) return undefined;
  return { service: only, how: `host ${bare} is routed to it`, evidence: routes.flatMap((r) => r.evidence) };
}

/** Backends as ingress controllers name them: "ns-service-port", "ns/service", "service.ns.svc", a node port. */
function byBackend(c: Case, records: readonly AccessRecord[]): Found | undefined {
  const all = new Set(records.flatMap((r) => (r.backend === undefined ? [] : [r.backend])));
  const failing = new Set(records.flatMap((r) => (r.failed && r.backend !== undefined ? [r.backend] : [])));
  const named = failing.size === 1 ? failing : all;
  const hits = services(c).filter((s) => [...named].some((b) => namesService(b, s)));
  const ports = new Set(records.flatMap((r) => /:(3[0-2]\d{3})\b/.exec(r.server ?? '')?.[1] ?? []));
  const byPort = services(c).filter((s) => s.ports.some((p) => ports.has(String(p.nodePort))));
  const found = hits.length > 0 ? hits : byPort;
  const bare = services(c).filter((s) => named.size === 1 && named.has(s.ref.name));
  const only = found.length === 1 ? found[0] : found.length === 0 && bare.length === 1 ? bare[0] : undefined;
  if (!only) return undefined;
  const how =
    byPort.length > 0 && hits.length === 0
      ? 'node port in the log'
      : `the log names its backend ${listed([...named])}`;
  return { service: only.ref, how, evidence: [cite(only.snapshot, 'metadata', 'name')] };
}

function namesService(backend: string, s: ServiceView): boolean {
  const { namespace = '', name } = s.ref;
  const bare = backend.replace(/^\[|\]$/g, '');
  if (bare === `${namespace}/${name}` || bare.startsWith(`${name}.${namespace}.svc`)) return true;
  if (bare.startsWith(`${namespace}/${name}:`) || bare.startsWith(`${name}.${namespace}:`)) return true;
  const upstream = `${namespace}-${name}-`;
  if (bare.startsWith(upstream)) {
    const rest = bare.slice(upstream.length);
    return s.ports.some((p) => rest === String(p.port) || rest === p.name);
  }
  return bare.startsWith(`outbound|`) && bare.includes(`|${name}.${namespace}.`);
}

/** Services that traffic from outside can reach. */
function reachable(c: Case): readonly ServiceView[] {
  return services(c).filter(
    (s) =>
      s.type === 'NodePort' ||
      s.type === 'LoadBalancer' ||
      c.to(s.ref, 'routes-to').some((r) => !r.from.startsWith('Service/')),
  );
}

/** Drops what the log contradicts: the edge was answered while the Service had no ready endpoint. */
function byElimination(c: Case, records: readonly AccessRecord[]): Found {
  const candidates = reachable(c);
  const served = records.filter((r) => !r.failed);
  const dropped: string[] = [];
  const evidence: Evidence[] = [];
  const left = candidates.filter((s) => {
    const clash = contradiction(c, s.ref, served);
    if (!clash) return true;
    dropped.push(clash.how);
    evidence.push(...clash.evidence);
    return false;
  });
  const only = left.length === 1 ? left[0] : undefined;
  const names = candidates.map((s) => labelOf(s.ref));
  if (!only) {
    const fitting = left.flatMap((s) => lostWith(c, s.ref, records));
    const fit = fitting.length === 1 ? fitting[0] : undefined;
    if (fit) {
      const how = `of ${listed(left.map((s) => labelOf(s.ref)))} only it had no ready endpoint while requests failed`;
      return { service: fit.service, how, evidence: [...fit.evidence, ...evidence] };
    }
    const how =
      left.length === 0
        ? 'no Service of the capture that is reachable from outside fits the log'
        : `${listed(left.map((s) => labelOf(s.ref)))} could each stand behind it`;
    return { service: undefined, suspects: fitting.map((f) => f.service), how, evidence };
  }
  const how =
    candidates.length === 1
      ? 'the only Service that is reachable from outside'
      : `of ${listed(names)} only it fits: ${dropped.join('; ')}`;
  return { service: only.ref, how, evidence: [cite(only.snapshot, 'spec'), ...evidence] };
}

/** Five seconds and two answers: a stamp of whole seconds and a stale rule cannot make a contradiction. */
const SURE = 5 * SECOND;

function contradiction(
  c: Case,
  service: Ref,
  served: readonly AccessRecord[],
): { how: string; evidence: readonly Evidence[] } | undefined {
  for (const u of unreadyTimes(c, service)) {
    for (const run of served) {
      const lo = Math.max(run.at.lo, u.lo + SECOND);
      const hi = Math.min(run.until.lo, u.hi - SECOND);
      const spacing = run.count > 1 ? (run.until.lo - run.at.lo) / (run.count - 1) : Infinity;
      if (hi - lo < SURE || hi - lo < 3 * spacing) continue;
      return {
        how: `${labelOf(service)} had no ready endpoint for ${inWords(u.hi - u.lo)} from ${iso(u.lo)}, while requests were answered`,
        evidence: u.evidence,
      };
    }
  }
  return undefined;
}

/** How far apart the loss of endpoints and failing requests may begin: probes notice late, proxies reload. */
const NEAR = 60 * SECOND;

/** The Service, when it had no ready endpoint from about when requests began to fail on. */
function lostWith(
  c: Case,
  service: Ref,
  records: readonly AccessRecord[],
): { service: Ref; evidence: readonly Evidence[] }[] {
  const failed = records.filter((r) => r.failed);
  const u = unreadyTimes(c, service).find((x) => {
    const first = failed.find((r) => r.until.hi >= x.lo - NEAR);
    if (!first || Math.abs(first.at.lo - x.lo) > NEAR) return false;
    return failed.some((r) => r.until.hi - Math.max(first.at.lo, x.lo) >= SURE && r.at.lo <= x.hi);
  });
  return u ? [{ service, evidence: u.evidence }] : [];
}

/** Hosts that are routed to a Service. */
function hostsOf(c: Case, service: Ref): Ref[] {
  const hosts = new Map<string, Ref>();
  for (const r of c.to(service, 'routes-to')) {
    const from = c.entity(r.from)?.ref;
    if (from?.kind === 'Surface') hosts.set(from.name, from);
  }
  return [...hosts.values()];
}
