import { digList, digNumber } from '../../../base/index.js';
import { keyOf, labelOf, type Ref } from '../../../model/index.js';
import {
  cite,
  containersOf,
  declaredOnset,
  podNamed,
  portNumber,
  probeFailures,
  probeSpec,
  severityOf,
  templateSince,
  type Case,
  type PodView,
  type ProbeFailure,
  type ProbeSpec,
  templateFor,
} from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** A probe aims at a port on which the container does not listen. */
export const probeWrongPort: Detector = {
  id: 'probe-wrong-port',
  layer: 'workload',
  what: 'A probe aims at a port that no container of the pod declares, and nobody answers there, while the program runs and its real port is declared (or answered by another probe). The container is healthy and is restarted or kept out of service all the same.',
  lookAlikes:
    'A program that crashed or still starts refuses on its right port. A probe on the declared port that is refused is no wrong port: the program does not listen (yet). Sidecars that rewrite probes use a port of their own that they declare.',
  sources: ['detectors.md 4.8 117', 'kubernetes core/v1 Probe'],
  emits: [
    {
      id: 'liveness-probe-wrong-port',
      nature: 'fault',
      title: 'Liveness probe on the wrong port',
      selfExplaining: true,
    },
    {
      id: 'readiness-probe-wrong-port',
      nature: 'fault',
      title: 'Readiness probe on the wrong port',
      selfExplaining: true,
    },
    {
      id: 'startup-probe-wrong-port',
      nature: 'fault',
      title: 'Startup probe on the wrong port',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    const seen = new Set<string>();
    for (const f of probeFailures(c)) {
      const id = `${keyOf(f.workload)} ${f.kind}`;
      if (seen.has(id) || (f.error !== 'refused' && f.error !== 'timeout')) continue;
      const view = podNamed(c, f.pod);
      const container = view?.containers.find((x) => x.name === f.container);
      const spec = probeSpec(container?.spec, f.kind);
      const port = portNumber(container, spec?.port);
      if (!view || !container || !spec || port === undefined || (f.port !== undefined && f.port !== port))
        continue;
      const declaredPorts = portsOf(view);
      if (
        declaredPorts.length === 0 ||
        declaredPorts.includes(port) ||
        isRewritten(spec) ||
        !lives(c, view, f)
      )
        continue;
      seen.add(id);
      const open = view.ready !== true || f.kind === 'liveness';
      yield {
        type: `${f.kind}-probe-wrong-port`,
        entity: f.workload,
        onset: declaredOnset(templateSince(c, f.workload), f.since),
        severity: open ? (Math.max(2, severityOf(c, f.workload, true)) === 3 ? 3 : 2) : 1,
        statement: `The ${f.kind} probe of container ${container.name} of ${labelOf(f.workload)} asks port ${port}, where nothing listens; the pod's ports are ${declaredPorts.join(', ')}.`,
        evidence: [
          cite(view.snapshot, ...container.specPath, `${f.kind}Probe`),
          cite(view.snapshot, ...container.specPath, 'ports'),
          ...templateEvidence(c, f.workload, container.name, f.kind),
          ...f.evidence.slice(0, 2),
        ],
        attrs: { port, declared: declaredPorts.join(' '), container: container.name },
        names: [f.pod],
      };
    }
  },
};

/** Istio sends the probes of the application to its own agent, which asks the real port. */
function isRewritten(spec: ProbeSpec): boolean {
  return spec.path?.startsWith('/app-health/') === true;
}

function portsOf(view: PodView): number[] {
  return view.containers.flatMap((x) =>
    digList(x.spec, 'ports').flatMap((p) => digNumber(p, 'containerPort') ?? []),
  );
}

/**
 * The probe has its way: it kills the container, or keeps it unready while it runs. A container that ends on
 * its own listens nowhere for a reason of its own; one that turned ready was asked on the right port.
 */
function lives(c: Case, view: PodView, f: ProbeFailure): boolean {
  const container = view.containers.find((x) => x.name === f.container);
  const killed = c
    .eventsAbout(view.ref)
    .some((e) => e.reason === 'Killing' && e.message.includes(`failed ${f.kind} probe`));
  if (f.kind !== 'readiness') return killed && (f.kind === 'liveness' || container?.ready !== true);
  return container?.ready !== true && container?.runningSince !== undefined;
}

function templateEvidence(c: Case, workload: Ref, name: string, kind: string) {
  const t = templateFor(c, workload);
  const container = t && containersOf(t).find((x) => x.name === name);
  return t && container ? [cite(t.snapshot, ...container.path, `${kind}Probe`)] : [];
}
