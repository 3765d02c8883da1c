import { keyOf, labelOf } from '../../../model/index.js';
import {
  cite,
  declaredOnset,
  podNamed,
  probeFailures,
  probeSpec,
  severityOf,
  templateSince,
} from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** A probe asks for a path that the program does not serve to it. */
export const probeWrongPath: Detector = {
  id: 'probe-wrong-path',
  layer: 'workload',
  what: 'A probe gets 404, 405, 401 or 403: the program answers, but has no such path or wants to know who asks. It was never going to succeed, whatever the state of the program.',
  lookAlikes:
    "Codes of 500 and above are the program's own judgement of its state. A path that worked before and is gone since a rollout points at the new revision.",
  sources: ['detectors.md 4.8 117', 'kubernetes pkg/probe/http "HTTP probe failed with statuscode"'],
  emits: [
    {
      id: 'liveness-probe-wrong-path',
      nature: 'fault',
      title: 'Liveness probe asks a wrong path',
      selfExplaining: true,
    },
    {
      id: 'readiness-probe-wrong-path',
      nature: 'fault',
      title: 'Readiness probe asks a wrong path',
      selfExplaining: true,
    },
    {
      id: 'startup-probe-wrong-path',
      nature: 'fault',
      title: 'Startup probe asks a wrong path',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    const seen = new Set<string>();
    for (const f of probeFailures(c)) {
      const id = `${keyOf(f.workload)} ${f.kind}`;
      if (f.status === undefined || ![401, 403, 404, 405].includes(f.status) || seen.has(id) || f.count < 3)
        continue;
      seen.add(id);
      const view = podNamed(c, f.pod);
      const container = view?.containers.find((x) => x.name === f.container);
      const spec = probeSpec(container?.spec, f.kind);
      const cured = f.kind !== 'liveness' && view?.ready === true;
      yield {
        type: `${f.kind}-probe-wrong-path`,
        entity: f.workload,
        onset: declaredOnset(templateSince(c, f.workload), f.since),
        ...(cured ? { end: f.last } : {}),
        severity: severityOf(c, f.workload, !cured),
        statement: `The ${f.kind} probe of ${labelOf(f.workload)} asks ${spec?.path ?? 'a path'} and gets status ${f.status}.`,
        evidence: [
          ...(view && container ? [cite(view.snapshot, ...container.specPath, `${f.kind}Probe`)] : []),
          ...f.evidence.slice(0, 2),
        ],
        attrs: { status: f.status, path: spec?.path ?? '' },
        names: [f.pod],
      };
    }
  },
};
