import {
  dig,
  digNumber,
  digObject,
  digText,
  groupBy,
  MINUTE,
  sortedBy,
  type Stamp,
} from '../../base/index.js';
import { keyOf, ref, type Evidence, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { earliest, latest } from './onset.js';
import { podNamed } from './workloads.js';
import { workloadOf, type ContainerView } from './pods.js';

export type ProbeKind = 'liveness' | 'readiness' | 'startup';

/** How a probe did not get what it wanted. */
export type ProbeError = 'refused' | 'timeout' | 'status' | 'protocol' | 'no-route' | 'exec' | 'other';

/** A probe as declared, with the API's defaults (core/v1 defaults.go). */
export interface ProbeSpec {
  readonly handler: 'http' | 'tcp' | 'grpc' | 'exec';
  /** Number, or the name of a container port; undefined for exec. */
  readonly port: number | string | undefined;
  readonly scheme: 'HTTP' | 'HTTPS' | undefined;
  readonly path: string | undefined;
  readonly host: string | undefined;
  readonly initialDelay: number;
  readonly period: number;
  readonly timeout: number;
  readonly failures: number;
}

/** Failures of one probe of one container. */
export interface ProbeFailure {
  readonly pod: Ref;
  readonly workload: Ref;
  readonly container: string | undefined;
  readonly kind: ProbeKind;
  readonly error: ProbeError;
  readonly text: string;
  /** Port that was tried, where the text tells. */
  readonly port: number | undefined;
  readonly status: number | undefined;
  readonly count: number;
  readonly since: Stamp;
  readonly last: Stamp;
  readonly evidence: readonly Evidence[];
}

/** Reads the probe of a declared container. */
export function probeSpec(container: unknown, kind: ProbeKind): ProbeSpec | undefined {
  const probe = digObject(container, `${kind}Probe`);
  if (!probe) return undefined;
  const http = digObject(probe, 'httpGet');
  const tcp = digObject(probe, 'tcpSocket');
  const grpc = digObject(probe, 'grpc');
  const at = http ?? tcp ?? grpc;
  const port = digNumber(at, 'port') ?? digText(at, 'port');
  return {
    handler: http ? 'http' : tcp ? 'tcp' : grpc ? 'grpc' : 'exec',
    port: typeof port === 'string' && /^\d+$/.test(port) ? Number(port) : port,
    scheme: http ? (digText(http, 'scheme') === 'HTTPS' ? 'HTTPS' : 'HTTP') : undefined,
    path: digText(http, 'path'),
    host: digText(at, 'host'),
    initialDelay: digNumber(probe, 'initialDelaySeconds') ?? 0,
    period: digNumber(probe, 'periodSeconds') ?? 10,
    timeout: digNumber(probe, 'timeoutSeconds') ?? 1,
    failures: digNumber(probe, 'failureThreshold') ?? 3,
  };
}

/** "GET http :8080/healthz", "TCP :5432", "gRPC :50051", "exec". */
export function probeInWords(p: ProbeSpec): string {
  if (p.handler === 'exec') return 'exec';
  const scheme =
    p.scheme === 'HTTPS'
      ? 'HTTPS GET'
      : p.scheme === 'HTTP'
        ? 'HTTP GET'
        : p.handler === 'grpc'
          ? 'gRPC'
          : 'TCP';
  return `${scheme} on port ${p.port ?? '?'}${p.path === undefined ? '' : ` ${p.path}`}`;
}

const ERRORS: readonly (readonly [RegExp, ProbeError])[] = [
  [
    /malformed HTTP (?:response|status)|transport connection broken|server gave HTTP response to HTTPS client|first record does not look like a TLS handshake|HTTP request to an HTTPS server|error reading server preface|http2: frame too large|unexpected HTTP status code received from server|not a gRPC|Unimplemented|unknown service grpc\.health|tls: (?:unsupported|protocol|handshake)/,
    'protocol',
  ],
  [/connection refused/, 'refused'],
  [/no route to host|network is unreachable/, 'no-route'],
  [/statuscode: |status code/i, 'status'],
  [/deadline exceeded|i\/o timeout|timed? ?out|timeout: |Client\.Timeout|within \S+s/, 'timeout'],
  [/command |exit(?:ed)? (?:status|code|with)|OCI runtime exec|executable file not found/, 'exec'],
];

/** How a probe failed, by its text (pkg/probe, grpc-health-probe wording). */
export function probeError(text: string): ProbeError {
  return ERRORS.find(([pattern]) => pattern.test(text))?.[1] ?? 'other';
}

interface Sighting {
  readonly pod: Ref;
  readonly container: string | undefined;
  readonly kind: ProbeKind;
  readonly text: string;
  readonly first: Stamp;
  readonly last: Stamp;
  readonly count: number;
  readonly evidence: Evidence;
}

/** Every probe that failed at some time, by pod, container and kind, oldest first. */
export function probeFailures(c: Case): readonly ProbeFailure[] {
  return c.fact(allFailures);
}

function allFailures(c: Case): readonly ProbeFailure[] {
  const sightings = [...fromEvents(c), ...fromLogs(c)];
  const groups = groupBy(
    sightings,
    (s) => `${keyOf(s.pod)} ${s.kind} ${s.container ?? ''} ${portIn(s.text) ?? ''}`,
  );
  return [...groups.values()]
    .flatMap((list) => spells(list).flatMap((x) => together(c, x)))
    .sort((a, b) => a.since.lo - b.since.lo || (keyOf(a.pod) < keyOf(b.pod) ? -1 : 1));
}

/** Failures with more than this between them are two troubles: a start and something later. */
const APART = 2 * MINUTE;

function spells(list: readonly Sighting[]): Sighting[][] {
  const out: Sighting[][] = [];
  let until = -Infinity;
  for (const s of sortedBy(
    list,
    (x) => x.first.lo,
    (x) => x.last.lo,
  )) {
    const current = out.at(-1);
    if (current && s.first.lo <= until + APART) current.push(s);
    else out.push([s]);
    until = Math.max(until, s.last.hi);
  }
  return out;
}

function fromEvents(c: Case): Sighting[] {
  return c.eventsOf('Unhealthy', 'ProbeError').flatMap((e) => {
    const kind = /^(Liveness|Readiness|Startup) probe (?:failed|errored|error)/
      .exec(e.message)?.[1]
      ?.toLowerCase();
    if (e.about.kind !== 'Pod' || !isKind(kind)) return [];
    const container = /\{([^}]+)\}/.exec(e.fieldPath ?? '')?.[1];
    return [
      {
        pod: e.about,
        container,
        kind,
        text: e.message,
        first: e.first,
        last: e.last,
        count: e.count,
        evidence: c.citeEvent(e),
      },
    ];
  });
}

const LOGGED: Readonly<Record<string, ProbeKind>> = {
  'liveness-timeout': 'liveness',
  'liveness-failing': 'liveness',
  'readiness-failing': 'readiness',
  'startup-failing': 'startup',
};

function fromLogs(c: Case): Sighting[] {
  return c.messagesOf(...Object.keys(LOGGED)).flatMap((m) => {
    const kind = LOGGED[m.id];
    const at = m.fields['pod']?.split('/');
    if (!kind || at?.length !== 2) return [];
    const pod = ref('Pod', at[0], at[1] ?? '');
    return [
      {
        pod,
        container: m.fields['container'],
        kind,
        text: m.text,
        first: m.at,
        last: m.until,
        count: m.count,
        evidence: c.citeMessage(m),
      },
    ];
  });
}

function isKind(text: string | undefined): text is ProbeKind {
  return text === 'liveness' || text === 'readiness' || text === 'startup';
}

/** Port in the text of a failed probe: of the URL, the dialled address or the gRPC target. */
function portIn(text: string): number | undefined {
  const m =
    /https?:\/\/(?:\[[^\]]+\]|[\w.-]+):(\d+)|dial tcp (?:\[[^\]]+\]|[\w.-]+):(\d+)|service "(?:\[[^\]]+\]|[\w.-]*):(\d+)"/.exec(
      text,
    );
  const found = m?.[1] ?? m?.[2] ?? m?.[3];
  return found === undefined ? undefined : Number(found);
}

function together(c: Case, list: readonly Sighting[]): ProbeFailure[] {
  const since = earliest(list.map((s) => s.first));
  const last = latest(list.map((s) => s.last));
  const newest = list.reduce((a, b) => (b.last.hi >= a.last.hi ? b : a));
  if (!since || !last) return [];
  const status = /statuscode: (\d{3})/i.exec(newest.text)?.[1];
  const port = portIn(newest.text);
  return [
    {
      pod: newest.pod,
      workload: workloadOf(c, newest.pod),
      container: newest.container ?? probed(c, newest.pod, newest.kind, port),
      kind: newest.kind,
      error: probeError(newest.text),
      text: newest.text,
      port,
      status: status === undefined ? undefined : Number(status),
      count: list.reduce((n, s) => n + s.count, 0),
      since,
      last,
      evidence: list.slice(0, 3).map((s) => s.evidence),
    },
  ];
}

/** The container whose probe of that kind it must be: the only one, or the one with that port. */
function probed(c: Case, at: Ref, kind: ProbeKind, port: number | undefined): string | undefined {
  const view = podNamed(c, at);
  const having = (view?.containers ?? []).filter((x) => probeSpec(x.spec, kind) !== undefined);
  const exact = having.filter((x) => portNumber(x, probeSpec(x.spec, kind)?.port) === port);
  return (exact.length === 1 ? exact : having.length === 1 ? having : [])[0]?.name;
}

/** A port given by number or name, as a number, by the container's declared ports. */
export function portNumber(
  container: ContainerView | undefined,
  port: number | string | undefined,
): number | undefined {
  if (typeof port === 'number' || port === undefined) return port;
  const list = dig(container?.spec, 'ports');
  const named = Array.isArray(list)
    ? (list as unknown[]).find((p) => digText(p, 'name') === port)
    : undefined;
  return digNumber(named, 'containerPort');
}

/** The words of a failure without who says it: the error, or that a command failed without output. */
export function probeText(f: ProbeFailure): string {
  const bare = f.text
    .replace(/^\w+ probe (?:(?:failed|errored|error): ?|for \S+ (?:failed|errored)[^:]*: ?)/, '')
    .replace(/\s+/g, ' ')
    .replace(/\.$/, '')
    .trim();
  return bare === '' ? 'its command failed' : bare.slice(0, 220);
}
