import { digList, digNumber, digText, listed } from '../../../base/index.js';
import { keyOf, labelOf, type Evidence, type Ref } from '../../../model/index.js';
import {
  backends,
  cite,
  complaintsAbout,
  containersOf,
  declared,
  isWanted,
  probeSpec,
  specWritten,
  seenBy,
  templates,
  type Backends,
  type Case,
  type ServicePort,
  type Template,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

interface Port {
  readonly name: string | undefined;
  readonly number: number;
  readonly protocol: string;
}

/** A Service forwards to a port that its pods do not have, or speaks another transport protocol. */
export const servicePortMismatch: Detector = {
  id: 'service-port-mismatch',
  layer: 'service',
  what: 'The targetPort of a Service names a container port that no container has, or a number that none declares while the pods are ready and listen elsewhere; or Service and container disagree about TCP and UDP. The endpoints look healthy and every connection is refused.',
  lookAlikes:
    'containerPort is documentation: a program may listen on a port that is not declared. So a number that is not declared is a fault only where connections to the Service fail, or where a probe shows the port that the program really has. A sidecar may hold the port.',
  sources: ['detectors.md 4.4 72', 'kubernetes pkg/api/v1/pod FindPort'],
  emits: [
    {
      id: 'service-target-port-mismatch',
      nature: 'fault',
      title: 'Service forwards to the wrong port',
      selfExplaining: true,
    },
    {
      id: 'service-port-protocol-mismatch',
      nature: 'fault',
      title: 'Service and container speak different protocols',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    for (const b of backends(c)) {
      const behind = templates(c).filter((t) =>
        c.from(b.service.ref, 'selects').some((r) => r.to === keyOf(t.workload)),
      );
      const t = behind[0];
      if (behind.length !== 1 || !t) continue;
      for (const port of b.service.ports) yield* judge(c, b, t, port);
    }
  },
};

function* judge(c: Case, b: Backends, t: Template, port: ServicePort): Iterable<Finding> {
  const have = portsOf(t);
  const declaredTarget = declared(b.service.entity, ...port.path, 'targetPort');
  const evidence: Evidence[] = [
    declaredTarget?.evidence ?? cite(b.service.snapshot, ...port.path),
    ...containersOf(t)
      .slice(0, 1)
      .map((x) => cite(t.snapshot, ...x.path, 'ports')),
  ];
  if (typeof port.target === 'string') {
    if (have.some((p) => p.name === port.target) || namedElsewhere(b, port.target)) return;
    if (namesUntold(t, have) && !isLeftOut(b)) return;
    yield finding(
      c,
      b,
      t,
      port,
      evidence,
      `names port ${port.target}, which no container of ${labelOf(t.workload)} has (${words(have)})`,
      3,
    );
    return;
  }
  const same = have.filter((p) => p.number === port.target);
  const other = same.find((p) => p.protocol !== port.protocol);
  if (other && !same.some((p) => p.protocol === port.protocol)) {
    yield {
      ...finding(
        c,
        b,
        t,
        port,
        evidence,
        `forwards ${port.protocol} to port ${port.target ?? ''}, which ${labelOf(t.workload)} declares as ${other.protocol}`,
        2,
      ),
      type: 'service-port-protocol-mismatch',
    };
    return;
  }
  if (same.length > 0 || have.length === 0 || port.target === undefined) return;
  const harm = harmOf(c, b.service.ref, port);
  const listening = probedPorts(t).filter((p) => p !== port.target);
  const serving = b.selected.some((p) => p.ready === true);
  if (probedPorts(t).includes(port.target)) return;
  const wanted = isWanted(c, b.service.ref);
  if (harm.length === 0 && !(wanted && serving && listening.length > 0 && others(b, t))) return;
  yield finding(
    c,
    b,
    t,
    port,
    [...evidence, ...harm],
    `forwards to port ${port.target}, while ${labelOf(t.workload)} listens on ${words(have)}`,
    harm.length > 0 ? 3 : 2,
  );
}

/** True when the Service has no other port that fits: it is not one odd port among good ones. */
function others(b: Backends, t: Template): boolean {
  const have = new Set(portsOf(t).map((p) => p.number));
  return !b.service.ports.some((p) => typeof p.target === 'number' && have.has(p.target));
}

function finding(
  c: Case,
  b: Backends,
  t: Template,
  port: ServicePort,
  evidence: Evidence[],
  what: string,
  severity: 2 | 3,
): Finding {
  return {
    type: 'service-target-port-mismatch',
    entity: b.service.ref,
    onset: specWritten(b.service.snapshot.object) ?? seenBy(c, b.service.entity.created),
    severity,
    statement: `${labelOf(b.service.ref)} ${what}: connections to port ${port.port ?? '?'} fail.`,
    evidence,
    attrs: { port: port.port ?? 0, target: port.target ?? '' },
    names: [t.workload],
  };
}

function portsOf(t: Template): Port[] {
  return containersOf(t).flatMap((x) =>
    digList(x.spec, 'ports').flatMap((p) => {
      const number = digNumber(p, 'containerPort');
      return number === undefined
        ? []
        : [{ name: digText(p, 'name'), number, protocol: digText(p, 'protocol') ?? 'TCP' }];
    }),
  );
}

/** Pods may carry containers that the template does not (injected sidecars). */
function namedElsewhere(b: Backends, name: string): boolean {
  return b.selected.some((p) =>
    p.containers.some((x) => digList(x.spec, 'ports').some((q) => digText(q, 'name') === name)),
  );
}

/** `kubectl describe` before 1.32 prints the numbers of ports and not their names. */
function namesUntold(t: Template, have: readonly Port[]): boolean {
  return t.snapshot.shape !== 'full' && have.every((p) => p.name === undefined);
}

/** The endpoints controller leaves out a ready pod that has no port of the name. */
function isLeftOut(b: Backends): boolean {
  return b.how === 'endpoints' && b.ready === 0 && b.selected.some((p) => p.ready === true);
}

function probedPorts(t: Template): number[] {
  return containersOf(t).flatMap((x) =>
    (['readiness', 'liveness'] as const).flatMap((kind) => {
      const port = probeSpec(x.spec, kind)?.port;
      if (typeof port === 'number') return [port];
      const named = digList(x.spec, 'ports').find((p) => digText(p, 'name') === port);
      return digNumber(named, 'containerPort') ?? [];
    }),
  );
}

function words(ports: readonly Port[]): string {
  return (
    listed(ports.map((p) => `${p.number}${p.name === undefined ? '' : ` (${p.name})`}`)) || 'none declared'
  );
}

/** Connections to the Service that failed: checks from inside the cluster, callers that complain. */
function harmOf(c: Case, service: Ref, port: ServicePort): Evidence[] {
  const checks = c.reportsOf('connectivity').flatMap((r) => {
    const target = digText(r.data, 'target') ?? r.about?.name;
    const ok = (r.data as { ok?: unknown } | undefined)?.ok;
    const at = digNumber(r.data, 'port');
    if (target?.split('.')[0] !== service.name || ok !== false || (at !== undefined && at !== port.port))
      return [];
    return [{ ...r.evidence, excerpt: r.text.slice(0, 400) }];
  });
  const said = complaintsAbout(c, service)
    .filter((x) => x.port === undefined || x.port === port.port)
    .slice(0, 2)
    .map((x) => c.citeMessage(x.message));
  return [...checks.slice(0, 1), ...said];
}
