import { byNumber, MINUTE, SECOND, type Instant } from '../../base/index.js';
import { keyOf, type Ref } from '../../model/index.js';
import { edges, endpointsReady, spread, type Case, type Edge, type Run } from '../../world/index.js';
import { equals, where, type Signal, type Step } from '../replay/signal.js';
import { ORIGIN, type PackRule } from './rule.js';

/**
 * What an external probe of a surface would have seen: the edge log's requests where there is one (between
 * a failed and a good request it is open), else the endpoints behind the route.
 */
export function probeSignals(c: Case): readonly Signal[] {
  return c.fact(allProbes);
}

function allProbes(c: Case): readonly Signal[] {
  const logged = edges(c).flatMap((e) => e.surfaces.map((s) => ({ ...fromEdge(e), entity: s })));
  const known = new Set(logged.map((s) => keyOf(s.entity)));
  const tracks = new Map(endpointsReady(c).map((t) => [keyOf(t.entity), t]));
  const routed = c.all('Surface').flatMap((surface): Signal[] => {
    if (known.has(surface.key)) return [];
    const behind = c.targets(surface.ref, 'routes-to').filter((e) => e.ref.kind === 'Service');
    const track = behind.length === 1 && behind[0] ? tracks.get(behind[0].key) : undefined;
    return track ? [{ ...where(track, (l) => equals(l, 0)), entity: surface.ref }] : [];
  });
  return [...logged, ...routed];
}

/** The outcome of the last request made holds until the next one; where they differ it is open. */
function fromEdge(edge: Edge): Signal {
  const steps: Step[] = [];
  let before: boolean | undefined;
  let until: Instant = -Infinity;
  for (const run of edge.runs) {
    const from = Math.max(run.first.hi, until);
    if (before !== undefined && before !== run.failed && from > until)
      steps.push({ from: until, truth: 'maybe' });
    steps.push({ from, truth: run.failed ? 'yes' : 'no' });
    before = run.failed;
    until = Math.max(until, run.last.hi);
  }
  return { entity: { kind: 'Surface', name: edge.id }, steps };
}

/** A Service that a route leads to has no ready endpoint. */
function routedWithoutEndpoints(c: Case): Signal[] {
  return endpointsReady(c)
    .filter((t) => isRouted(c, t.entity))
    .map((t) => where(t, (l) => equals(l, 0)));
}

function isRouted(c: Case, service: Ref): boolean {
  return c.to(service, 'routes-to').length > 0;
}

const BUCKET = 5 * SECOND;
const LOOKBACK = (3 * MINUTE) / BUCKET;

/** Share of failed requests over the last three minutes above 5 %. */
function errorShare(c: Case): Signal[] {
  return edges(c).map((e): Signal => {
    const all = bucketed(e.runs);
    const failed = bucketed(e.runs.filter((r) => r.failed));
    // Between these nothing changes, for however long nobody asked.
    const times = new Set([...all.keys()].flatMap((t) => [t, t + LOOKBACK * BUCKET]));
    const steps: Step[] = [];
    let total = 0;
    let bad = 0;
    for (const t of [...times].sort(byNumber)) {
      total += (all.get(t) ?? 0) - (all.get(t - LOOKBACK * BUCKET) ?? 0);
      bad += (failed.get(t) ?? 0) - (failed.get(t - LOOKBACK * BUCKET) ?? 0);
      steps.push({ from: t + BUCKET, truth: total === 0 ? 'missing' : bad / total > 0.05 ? 'yes' : 'no' });
    }
    return { entity: e.surfaces[0] ?? { kind: 'Surface', name: e.id }, steps };
  });
}

function bucketed(runs: readonly Run[]): ReadonlyMap<Instant, number> {
  const out = new Map<Instant, number>();
  for (const r of runs) {
    for (const [t, n] of spread(r.first.hi, Math.max(r.first.hi, r.last.hi), r.count, BUCKET)) {
      out.set(t, (out.get(t) ?? 0) + n);
    }
  }
  return out;
}

const community = { pack: 'proposed', origin: ORIGIN.community, enabled: false } as const;

/** Probes and edges: the community pack, and the rule that watches what users meet before they do. */
export const edgeRules: readonly PackRule[] = [
  {
    ...community,
    name: 'BlackboxProbeFailed',
    exporter: 'blackbox',
    wait: MINUTE,
    severity: 'critical',
    meaning: 'a probe from outside gets no good answer (status outside 200 to 399 counts as failed)',
    expression: /probe_success/,
    signals: probeSignals,
  },
  {
    ...community,
    name: 'EdgeHighHttp5xxErrorRate',
    exporter: 'edge',
    wait: MINUTE,
    severity: 'critical',
    meaning: 'more than 5 % of the requests of 3 min failed at the edge (HAProxy, NGINX, Traefik alike)',
    expression: /(haproxy|nginx|traefik|envoy).*(5xx|code=~"5)/i,
    signals: errorShare,
  },
  {
    pack: 'proposed',
    origin: ORIGIN.ours,
    enabled: false,
    name: 'RoutedServiceWithoutEndpoints',
    exporter: 'kube-state-metrics',
    wait: MINUTE,
    severity: 'critical',
    meaning: 'a Service that a route leads to has no ready endpoint',
    expression: /kube_endpoint(slice)?_?(address|endpoints)/,
    signals: routedWithoutEndpoints,
  },
];
