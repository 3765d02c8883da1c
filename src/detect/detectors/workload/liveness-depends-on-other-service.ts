import { digText } from '../../../base/index.js';
import { keyOf, labelOf } from '../../../model/index.js';
import {
  cite,
  containersOf,
  probeFailures,
  probeSpec,
  seenBy,
  speakerOf,
  templateFor,
} from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** Failures that a program reports of something else: it answers, or answers too late, rather than not at all. */
const ANSWERED = new Set(['status', 'timeout']);

const NOBODY = { kind: '', name: '' };

/** A liveness probe that judges more than the process: it fails when a dependency does. */
export const livenessDependsOnOtherService: Detector = {
  id: 'liveness-depends-on-other-service',
  layer: 'workload',
  what: 'The handler of a liveness probe asks a dependency (database, cache, another service), so that a fault over there restarts healthy containers here. Restarting does not help, and the restart may fail for reasons of its own.',
  lookAlikes:
    'A process that hangs or lacks CPU answers too late as well. So this is told only where the log of the workload complains of a dependency in the same time as its liveness probe fails.',
  sources: ['signatures.md 11 liveness-timeout mitigation', 'kubernetes docs: liveness probes'],
  emits: [
    {
      id: 'liveness-depends-on-other-service',
      nature: 'weakness',
      title: 'Liveness probe asks a dependency',
    },
  ],
  *detect(c) {
    const seen = new Set<string>();
    for (const f of probeFailures(c)) {
      const key = keyOf(f.workload);
      if (f.kind !== 'liveness' || !ANSWERED.has(f.error) || seen.has(key)) continue;
      const t = templateFor(c, f.workload);
      const container = t && containersOf(t).find((x) => probeSpec(x.spec, 'liveness')?.handler === 'http');
      const complaint = c.messages.find(
        (m) =>
          m.severity !== 'info' &&
          (m.fields['host'] !== undefined || m.fields['service'] !== undefined) &&
          keyOf(speakerOf(c, m.origin) ?? NOBODY) === key &&
          m.until.hi >= f.since.lo - 60_000_000 &&
          m.at.lo <= f.last.hi + 60_000_000,
      );
      if (!t || !container || !complaint) continue;
      seen.add(key);
      const path = digText(container.spec, 'livenessProbe', 'httpGet', 'path') ?? '/';
      const callee = complaint.fields['host'] ?? complaint.fields['service'] ?? '';
      yield {
        type: 'liveness-depends-on-other-service',
        entity: t.workload,
        onset: seenBy(c, t.entity.created),
        severity: 0,
        epistemic: 'inferred',
        statement: `The liveness probe of ${labelOf(t.workload)} (${path}) fails while the program cannot reach ${callee}: it seems to judge that as well.`,
        evidence: [
          cite(t.snapshot, ...container.path, 'livenessProbe'),
          ...f.evidence.slice(0, 1),
          c.citeMessage(complaint),
        ],
        attrs: { path, callee },
      };
    }
  },
};
