import type { Instant } from '../../base/index.js';
import type { Evidence, MetricRecord, Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { serviceNamed } from './callees.js';

/** What a metric measures, told by the words of its name (there is no registry of names). */
export type Role =
  'latency' | 'median' | 'rate' | 'received' | 'sent' | 'cpu' | 'throttled' | 'success' | 'retransmits';

/** A series of one role about one thing. */
export interface Gauge {
  readonly role: Role;
  /** Name as the source has it: a Service, a workload, a node. */
  readonly subject: string;
  /** Workload behind the name, or the node. */
  readonly entity: Ref | undefined;
  /** Milliseconds for latencies; as written for the rest. A latency of 0 is "nothing measured" and left out. */
  readonly points: readonly (readonly [Instant, number])[];
  readonly evidence: Evidence;
}

const ROLES: readonly (readonly [RegExp, Role])[] = [
  [/retr?ans/i, 'retransmits'],
  [/p9\d|quantile.?0?\.9|percentile.?9/i, 'latency'],
  [/p50|median|quantile.?0?\.5/i, 'median'],
  [/success/i, 'success'],
  [/(^|[_-])(rps|qps)|requests?[_-]?(rate|per)|throughput/i, 'rate'],
  [/receive|(^|[_-])rx([_-]|$)|inbound/i, 'received'],
  [/transmit|(^|[_-])tx([_-]|$)|outbound/i, 'sent'],
  [/(^|[_-])cpu([_-](usage|seconds|cores))?$/i, 'cpu'],
  [/(^|[_-])cpu[_-](cfs|throttl(ed|ing))([_-](seconds|time|rate))?$/i, 'throttled'],
];

const SUBJECTS = ['subject', 'service', 'workload', 'deployment', 'app', 'node', 'pod', 'instance'];

/** All series whose role and subject are known. */
export function gauges(c: Case): readonly Gauge[] {
  return c.fact((x) => x.metrics.flatMap((m) => gaugeOf(x, m)));
}

function gaugeOf(c: Case, m: MetricRecord): Gauge[] {
  const words =
    `${m.name} ${m.labels['quantile'] === undefined ? '' : `quantile${m.labels['quantile']}`}`.trim();
  const role = ROLES.find(([pattern]) => pattern.test(words))?.[1];
  const subject = SUBJECTS.flatMap((l) => m.labels[l] ?? [])[0];
  if (role === undefined || subject === undefined) return [];
  const isTime = role === 'latency' || role === 'median';
  const scale = isTime && /seconds?/i.test(m.name) ? 1000 : 1;
  const points = m.points
    .filter(([, v]) => Number.isFinite(v) && (!isTime || v > 0))
    .map(([t, v]) => [t, v * scale] as const);
  const evidence = { ...m.evidence, excerpt: `${m.name} of ${subject}` };
  return [
    {
      role,
      subject,
      entity: entityNamed(c, subject) ?? unknownService(c, m.labels, subject),
      points,
      evidence,
    },
  ];
}

/** In a capture that has metrics and no objects, a name is the name of a Service. */
function unknownService(c: Case, labels: MetricRecord['labels'], name: string): Ref | undefined {
  if (c.all('Pod').length > 0 || c.all('Service').length > 0) return undefined;
  if (labels['service'] === undefined && labels['workload'] === undefined && labels['subject'] === undefined)
    return undefined;
  return { kind: 'Service', namespace: labels['namespace'] ?? 'default', name };
}

/** The workload or node that a name stands for. */
export function entityNamed(c: Case, name: string): Ref | undefined {
  const node = c.entity({ kind: 'Node', name })?.ref;
  if (node) return node;
  const workloads = ['Deployment', 'StatefulSet', 'DaemonSet'].flatMap((kind) =>
    c.all(kind).filter((e) => e.ref.name === name),
  );
  if (workloads.length === 1) return workloads[0]?.ref;
  const service = serviceNamed(c, name, undefined);
  const behind = service ? c.targets(service, 'selects').filter((e) => e.ref.kind !== 'Pod') : [];
  return behind.length === 1 ? behind[0]?.ref : service;
}
