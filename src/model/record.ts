import type { Instant, Interval, Stamp } from '../base/index.js';
import type { Ref } from './entity.js';
import type { Locator, SourceId } from './evidence.js';

/**
 * What intake hands to world: what a source said, in the source's own names, before anyone judged it.
 * Every record keeps where its bytes lie.
 */
export type CaptureRecord =
  | ObjectRecord
  | EventRecord
  | MessageRecord
  | RequestRecord
  | AccessRecord
  | AlertRecord
  | AlertRuleRecord
  | StatementRecord
  | MetricRecord
  | ReportRecord;

interface Base {
  readonly evidence: Locator;
}

/** A Kubernetes object in the API's own JSON shape, whatever text it was read from. */
export interface ObjectRecord extends Base {
  readonly kind: 'object';
  readonly ref: Ref;
  readonly uid?: string;
  /** When it was seen so. Undefined until intake's settle step, when only the capture time tells. */
  readonly at: Stamp;
  readonly object: unknown;
  /**
   * full: the API's whole answer; described: read from `kubectl describe`, fields it does not print are
   * absent; row: read from a table; manifest: what was applied, says nothing of status;
   * change: a request or response body of the audit log; deleted: a watch frame that says it is gone.
   */
  readonly shape: 'full' | 'described' | 'row' | 'manifest' | 'change' | 'deleted';
}

/** A Kubernetes Event (either API group) or a row of an events table. */
export interface EventRecord extends Base {
  readonly kind: 'event';
  readonly about: Ref;
  readonly aboutUid?: string | undefined;
  /** "spec.containers{app}" */
  readonly fieldPath?: string | undefined;
  readonly related?: Ref | undefined;
  /** "Normal" or "Warning"; other words are kept as they are. */
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  /** Reporting component, e.g. "kubelet", "default-scheduler". */
  readonly component?: string | undefined;
  readonly host?: string | undefined;
  /** A lower bound (the client drops repeats). */
  readonly count: number;
  readonly first: Stamp;
  readonly last: Stamp;
  /** Identity of the event object, so that the same event in two snapshots is one. */
  readonly uid?: string | undefined;
  readonly name?: string | undefined;
  /** When the API server stored it, by its own clock, cut to the second; the other stamps are the sender's. */
  readonly storedAt?: Instant | undefined;
}

/** The event with fields of its own: of a large capture it may be a view, of which a spread would take nothing. */
export function ownEvent(e: EventRecord): EventRecord {
  const { about, aboutUid, fieldPath, related, component, host, uid, name, storedAt } = e;
  return {
    kind: 'event',
    about,
    ...(aboutUid === undefined ? {} : { aboutUid }),
    ...(fieldPath === undefined ? {} : { fieldPath }),
    ...(related === undefined ? {} : { related }),
    type: e.type,
    reason: e.reason,
    message: e.message,
    ...(component === undefined ? {} : { component }),
    ...(host === undefined ? {} : { host }),
    count: e.count,
    first: e.first,
    last: e.last,
    ...(uid === undefined ? {} : { uid }),
    ...(name === undefined ? {} : { name }),
    ...(storedAt === undefined ? {} : { storedAt }),
    evidence: e.evidence,
  };
}

/** Who wrote a log line. */
export interface LogOrigin {
  /** "kubelet", "containerd", "kube-apiserver", "etcd", "coredns", "kernel", or the container's name. */
  readonly program: string;
  readonly node?: string;
  readonly pod?: Ref;
  readonly container?: string;
  /** True for the log of the container instance before the last restart. */
  readonly previous?: boolean;
}

/**
 * A log line whose meaning the message catalogue knows (id), or an error line that it does not
 * (id "log-error", "log-warning" or "log-fatal", text the template with numbers and names cut out).
 * Runs of the same id, origin and captured fields are folded: first and last time, count.
 */
export interface MessageRecord extends Base {
  readonly kind: 'message';
  readonly id: string;
  readonly origin: LogOrigin;
  readonly at: Stamp;
  readonly until: Stamp;
  readonly count: number;
  readonly severity: 'fatal' | 'error' | 'warning' | 'info';
  /** The first line of the run, cleaned, at most 1000 characters. */
  readonly text: string;
  /** Named parts that the pattern captured: host, port, node, pod, image, took ... */
  readonly fields: Readonly<Record<string, string>>;
  readonly lastEvidence: Locator;
}

/** One request of the API server's audit log (a mutation, a failure, or a read by a person). */
export interface RequestRecord extends Base {
  readonly kind: 'request';
  readonly at: Stamp;
  readonly until: Stamp;
  readonly verb: string;
  readonly user: string;
  readonly groups: readonly string[];
  readonly userAgent?: string;
  readonly about: Ref;
  readonly subresource?: string;
  readonly code: number;
  readonly message?: string;
  readonly body?: unknown;
  readonly response?: unknown;
  readonly annotations: Readonly<Record<string, string>>;
  readonly requestUri?: string;
}

/**
 * A run of consecutive requests at an edge (load balancer, ingress controller, gateway, mesh sidecar)
 * with the same entrance, backend and outcome, in the order of the log.
 */
export interface AccessRecord extends Base {
  readonly kind: 'access';
  /** Frontend, host or listener as the log names it. */
  readonly entrance: string;
  readonly host?: string;
  /** Backend, upstream or Service as the log names it. */
  readonly backend?: string;
  readonly server?: string;
  readonly path?: string;
  readonly failed: boolean;
  /** HTTP status → how often. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly count: number;
  /** When the first and the last request of the run ended. */
  readonly at: Stamp;
  readonly until: Stamp;
  /** When the first request of the run began, where the log says it. */
  readonly began?: Stamp;
  /** When the last request of the run began, where the log says it. */
  readonly lastBegan?: Stamp;
  readonly slowestMs?: number;
  readonly totalMs?: number;
  /** Termination or response flags: haproxy "sC--", Envoy "UH". */
  readonly flags?: string;
  readonly lastEvidence: Locator;
  /** The lines of the first and the last request as they stand there, of the first runs of a source. */
  readonly lines?: { readonly first: string; readonly last: string };
}

export interface AlertRecord extends Base {
  readonly kind: 'alert';
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Firing start. */
  readonly at: Stamp;
  /** Pending start (Prometheus activeAt), where it is known. */
  readonly pendingSince?: Stamp;
  readonly ended?: Stamp;
  /** When the system last heard of it; the capture is later. */
  readonly heard?: Stamp;
  readonly state: 'firing' | 'pending' | 'resolved' | 'suppressed';
  readonly receivers: readonly string[];
  /** Where it was written down: "alertmanager", "prometheus", "pagerduty", "opsgenie". */
  readonly system: string;
  /** Acknowledged and closed by people, from a pager's export. */
  readonly acknowledged?: Stamp;
}

/** An alerting rule that was installed: Prometheus rules answer or PrometheusRule object. */
export interface AlertRuleRecord extends Base {
  readonly kind: 'alert-rule';
  readonly name: string;
  readonly expression: string;
  /** Microseconds. */
  readonly wait: number;
  readonly labels: Readonly<Record<string, string>>;
}

/** What a person wrote: a note, a chat message, a page. Grade D. */
export interface StatementRecord extends Base {
  readonly kind: 'statement';
  readonly at: Stamp;
  readonly text: string;
  readonly author?: string;
}

export interface MetricRecord extends Base {
  readonly kind: 'metric';
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** [instant, value], ascending. */
  readonly points: readonly (readonly [Instant, number])[];
}

/** The output of a tool that is neither an object nor a log; `topic` says which, `data` is its reading. */
export interface ReportRecord extends Base {
  readonly kind: 'report';
  readonly topic: ReportTopic;
  readonly node?: string;
  readonly about?: Ref;
  readonly at: Stamp;
  readonly data: unknown;
  readonly text: string;
}

/**
 * ip-addr: {interfaces: [{name, state, addresses[]}]}
 * iptables: {tables: {nat: {rules, serviceRules, rejects: [{namespace, service, port}]}}}
 * unit-status: {unit, load, active, sub, result?, since?, pid?, enabled?}
 * etcd-status: {members: [{endpoint, id, version, dbSizeBytes, leader, learner, term, index, errors}]}
 * connectivity: {target, port, ok, error?}    disk-usage: {filesystems: [{device, mount, usedPercent}]}
 * call-graph: {service, edges: [{from, to, path?}]}   routes: {routes: [{from, path, to}]}
 * listing: {command, kind, namespace?, names[], complete, empty?}: all names that `kubectl get` printed
 * command-error: {command, error}             alertmanager-status, version, and so on: as the tool prints it
 */
export type ReportTopic =
  | 'ip-addr'
  | 'ip-route'
  | 'iptables'
  | 'unit-status'
  | 'etcd-status'
  | 'connectivity'
  | 'disk-usage'
  | 'memory'
  | 'call-graph'
  | 'routes'
  | 'listing'
  | 'command-error'
  | 'alertmanager-status'
  | 'version'
  | 'other';

/** One file (or member of an archive) of the capture and how it was read. */
export interface SourceInfo {
  readonly id: SourceId;
  /** Path inside the capture, "/" between parts, "!" between an archive and its member; never absolute. */
  readonly path: string;
  readonly format: string;
  readonly status: 'read' | 'partial' | 'unrecognised' | 'empty' | 'refused';
  readonly records: number;
  readonly bytes: number;
  readonly entity?: Ref;
  readonly origin?: LogOrigin;
  /** First and last time that the source speaks of: its coverage. */
  readonly span?: Interval;
  readonly clock?: SourceClock;
  readonly problems: readonly SourceProblem[];
}

export interface SourceClock {
  /** "UTC", "+02:00", or "unknown" when the text prints none and nothing else tells. */
  readonly zone: string;
  readonly offsetMs?: { readonly lo: number; readonly hi: number };
  readonly how: string;
}

/** Claims about one clock that cannot all be true, and none of which can be left out of the clash. */
export interface ClockClash {
  readonly host: string;
  readonly claims: readonly ClockClaim[];
}

/** What two clocks said of one happening. */
export interface ClockClaim {
  readonly text: string;
  /** By the API server's clock. */
  readonly at: Instant;
  readonly evidence: Locator;
  readonly excerpt: string;
}

export interface SourceProblem {
  readonly message: string;
  readonly offset?: number;
  readonly line?: number;
}

/** All that intake read. */
export interface Capture {
  readonly sources: readonly SourceInfo[];
  readonly records: readonly CaptureRecord[];
  /** End of knowledge: when the last snapshot was taken. */
  readonly asOf: Stamp;
  /** True when a limit was hit: the result is partial (exit status 4). */
  readonly truncated: boolean;
  /** Clocks of hosts that contradict themselves. */
  readonly clashes?: readonly ClockClash[];
  /** Where there are more than one: what is read as one world is none. */
  readonly clusters?: readonly ClusterSeen[];
}

/** A cluster of several that one capture holds. */
export interface ClusterSeen {
  /** Where it shows that it is another one than the others. */
  readonly source: SourceId;
  readonly why: string;
  /** The folder that holds it and no other. */
  readonly only?: string;
}
