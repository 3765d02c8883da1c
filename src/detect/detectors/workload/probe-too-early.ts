import { inWords, SECOND } from '../../../base/index.js';
import { keyOf, labelOf } from '../../../model/index.js';
import {
  cite,
  declaredOnset,
  endsByContainer,
  podNamed,
  portNumber,
  probeFailures,
  probeSpec,
  severityOf,
  templateSince,
  type Case,
  type ContainerView,
  type ProbeFailure,
  type ProbeSpec,
} from '../../../world/index.js';
import { digList, digNumber } from '../../../base/index.js';
import type { Detector } from '../../detector.js';

/** A liveness probe that kills a container before it has had the time to start. */
export const probeTooEarly: Detector = {
  id: 'probe-too-early',
  layer: 'workload',
  what: 'The liveness probe begins and gives up before the program has started to listen: each run of the container lasts just as long as the probe allows (delay plus period times threshold), and it never gets further. A startup probe or a longer delay is missing.',
  lookAlikes:
    'A program that would never listen also looks so from outside; therefore this is inferred, and only for refused connections on a declared port, no startup probe, and runs cut short by the probe each time. A probe on a wrong port has a mechanism of its own.',
  sources: [
    'signatures.md 11 startup-probe-kill',
    'kubernetes docs: configure liveness, readiness and startup probes',
  ],
  emits: [
    {
      id: 'liveness-probe-timing',
      nature: 'fault',
      title: 'Liveness probe kills during start',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    const seen = new Set<string>();
    for (const f of probeFailures(c)) {
      if (f.kind !== 'liveness' || f.error !== 'refused' || seen.has(keyOf(f.workload))) continue;
      const view = podNamed(c, f.pod);
      const container = view?.containers.find((x) => x.name === f.container);
      const spec = probeSpec(container?.spec, 'liveness');
      if (!view || !container || !spec || probeSpec(container.spec, 'startup')) continue;
      const runs = cutShort(c, f, container, spec);
      if (runs === undefined) continue;
      seen.add(keyOf(f.workload));
      yield {
        type: 'liveness-probe-timing',
        entity: f.workload,
        onset: declaredOnset(templateSince(c, f.workload), f.since),
        severity: severityOf(c, f.workload, true),
        epistemic: 'inferred',
        statement: `The liveness probe of ${labelOf(f.workload)} allows ${inWords(allowance(spec))} from the start and kills the container before it listens.`,
        evidence: [
          cite(view.snapshot, ...container.specPath, 'livenessProbe'),
          ...f.evidence.slice(0, 2),
          ...runs,
        ],
        attrs: { seconds: allowance(spec) / SECOND, container: container.name },
        names: [f.pod],
      };
    }
  },
};

/** From the start of the container to the decision to kill it, at the earliest. */
function allowance(spec: ProbeSpec): number {
  return (spec.initialDelay + spec.period * spec.failures) * SECOND;
}

/** Ends of runs that the probe cut short; undefined when some run lasted longer or the port is not declared. */
function cutShort(c: Case, f: ProbeFailure, container: ContainerView, spec: ProbeSpec) {
  const port = portNumber(container, spec.port);
  const declaredPorts = digList(container.spec, 'ports').map((p) => digNumber(p, 'containerPort'));
  const killed = c
    .eventsAbout(f.pod)
    .find((e) => e.reason === 'Killing' && e.message.includes('failed liveness probe'));
  const ends = endsByContainer(c).get(`${keyOf(f.pod)} ${container.name}`) ?? [];
  if (port === undefined || !declaredPorts.includes(port) || !killed || container.restarts < 2)
    return undefined;
  const longest = allowance(spec) + 60 * SECOND;
  const short = ends.every((e) => e.started !== undefined && e.finished.lo - e.started.lo <= longest);
  return short && ends.length > 0 && container.ready !== true
    ? ends.slice(-1).map((e) => e.evidence)
    : undefined;
}
