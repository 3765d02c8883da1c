import { keyOf, labelOf } from '../../../model/index.js';
import {
  cite,
  declaredOnset,
  podNamed,
  probeFailures,
  probeInWords,
  probeSpec,
  severityOf,
  templateSince,
} from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** A probe speaks another protocol than the port that it asks. */
export const probeWrongScheme: Detector = {
  id: 'probe-wrong-scheme',
  layer: 'workload',
  what: 'A probe speaks a protocol that the port does not: plain HTTP to a gRPC or TLS port, HTTPS to a plain one, gRPC to HTTP. Something answers, but not what the probe can read, so a healthy container counts as dead or unready.',
  lookAlikes:
    'A refused connection or a time-out says nothing of the protocol. A status code, however bad, shows that HTTP is right.',
  sources: [
    'detectors.md 4.8 117',
    'Go net/http "malformed HTTP response", "server gave HTTP response to HTTPS client"',
  ],
  emits: [
    {
      id: 'liveness-probe-wrong-scheme',
      nature: 'fault',
      title: 'Liveness probe speaks the wrong protocol',
      selfExplaining: true,
    },
    {
      id: 'readiness-probe-wrong-scheme',
      nature: 'fault',
      title: 'Readiness probe speaks the wrong protocol',
      selfExplaining: true,
    },
    {
      id: 'startup-probe-wrong-scheme',
      nature: 'fault',
      title: 'Startup probe speaks the wrong protocol',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    const seen = new Set<string>();
    for (const f of probeFailures(c)) {
      const id = `${keyOf(f.workload)} ${f.kind}`;
      if (f.error !== 'protocol' || seen.has(id)) continue;
      seen.add(id);
      const view = podNamed(c, f.pod);
      const container = view?.containers.find((x) => x.name === f.container);
      const spec = probeSpec(container?.spec, f.kind);
      yield {
        type: `${f.kind}-probe-wrong-scheme`,
        entity: f.workload,
        onset: declaredOnset(templateSince(c, f.workload), f.since),
        severity: severityOf(c, f.workload, true),
        statement: `The ${f.kind} probe of ${labelOf(f.workload)}${spec ? ` (${probeInWords(spec)})` : ''} speaks a protocol that the port does not.`,
        evidence: [
          ...(view && container ? [cite(view.snapshot, ...container.specPath, `${f.kind}Probe`)] : []),
          ...f.evidence.slice(0, 2),
        ],
        attrs: { ...(f.port === undefined ? {} : { port: f.port }), handler: spec?.handler ?? '' },
        names: [f.pod],
      };
    }
  },
};
