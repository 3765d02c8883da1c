import { groupBy, type Instant } from '../../base/index.js';
import { keyOf, ref, type MetricRecord, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { increases } from './exported.js';
import { entityNamed } from './telemetry.js';

/** The share of its requests that one thing failed, over time. */
export interface FailedShare {
  readonly entity: Ref;
  readonly points: readonly (readonly [Instant, number])[];
  readonly source: MetricRecord;
}

const STATUS = ['code', 'status', 'status_code', 'response_code', 'http_status', 'grpc_code'];
const SUBJECTS = [
  'destination_workload', 'destination_service_name', 'exported_service', 'service', 'workload', 'deployment', 'app', 'subject',
] as const; // prettier-ignore
const COUNTED = /(?:^|_)requests?(?:_count)?(?:_total)?$|_handled_total$/;
const SHARE = /err(?:or)?s?[_-]?(?:rate|ratio|percent|share)|fail(?:ed|ure)?[_-]?(?:rate|ratio)/i;

/** Failed shares from counters by status, from series that are shares, and from probes of an entrance. */
export function failedShares(c: Case): readonly FailedShare[] {
  return c.fact((x) => [...fromCounters(x), ...fromShares(x), ...fromProbes(x)]);
}

function fromCounters(c: Case): FailedShare[] {
  const counters = c.metrics.flatMap((m) => {
    const status = STATUS.flatMap((l) => m.labels[l] ?? [])[0];
    const entity = status === undefined || !COUNTED.test(m.name) ? undefined : subjectOf(c, m);
    return entity === undefined ? [] : [{ m, entity, failed: isFailure(status ?? '') }];
  });
  return [...groupBy(counters, (x) => `${keyOf(x.entity)} ${x.m.name}`).values()].flatMap((list) => {
    const first = list[0];
    if (!first || !list.some((x) => x.failed) || !list.some((x) => !x.failed)) return [];
    const all = new Map<Instant, [failed: number, total: number]>();
    for (const { m, failed } of list) {
      for (const [at, n] of increases(m.points)) {
        const [bad, total] = all.get(at) ?? [0, 0];
        all.set(at, [bad + (failed ? n : 0), total + n]);
      }
    }
    const points = [...all]
      .sort((a, b) => a[0] - b[0])
      .flatMap(([at, [bad, total]]) => (total > 0 ? [[at, bad / total] as const] : []));
    return [{ entity: first.entity, points, source: list.find((x) => x.failed)?.m ?? first.m }];
  });
}

/** Answers of the server's fault: 5xx, and the codes of gRPC that are none of the caller's. */
function isFailure(status: string): boolean {
  return (
    /^5/.test(status) ||
    /^(?:Unavailable|Internal|DeadlineExceeded|DataLoss|Unknown|2|4|13|14|15)$/.test(status)
  );
}

function fromShares(c: Case): FailedShare[] {
  return c.metrics.flatMap((m) => {
    const entity = SHARE.test(m.name) ? subjectOf(c, m) : undefined;
    if (entity === undefined) return [];
    const most = m.points.reduce((a, [, v]) => Math.max(a, v), 0);
    const scale = most > 1 && /percent/i.test(m.name) ? 100 : 1;
    return most / scale > 1
      ? []
      : [{ entity, points: m.points.map(([at, v]) => [at, v / scale] as const), source: m }];
  });
}

/** The blackbox exporter: 1 while the entrance answered as it should. */
function fromProbes(c: Case): FailedShare[] {
  return c.metrics.flatMap((m) => {
    const host = m.name === 'probe_success' ? hostOf(m.labels['instance'] ?? m.labels['target']) : undefined;
    if (host === undefined) return [];
    const points = m.points.map(([at, v]) => [at, v === 0 ? 1 : 0] as const);
    return [{ entity: ref('Surface', undefined, host), points, source: m }];
  });
}

function hostOf(target: string | undefined): string | undefined {
  return /^https?:\/\/([a-z0-9.-]+\.[a-z]+)(?:[:/]|$)/i.exec(target ?? '')?.[1]?.toLowerCase();
}

function subjectOf(c: Case, m: MetricRecord): Ref | undefined {
  const host = m.labels['host'];
  if (
    /ingress|traefik|haproxy|envoy|gateway/.test(m.name) &&
    host !== undefined &&
    /^[a-z0-9.-]+\.[a-z]+$/.test(host)
  )
    return ref('Surface', undefined, host);
  const name = SUBJECTS.flatMap((l) => m.labels[l] ?? [])[0];
  if (name === undefined) return undefined;
  const namespace =
    m.labels['destination_workload_namespace'] ?? m.labels['exported_namespace'] ?? m.labels['namespace'];
  return entityNamed(c, name) ?? ref('Service', namespace, name);
}
