import { keyOf, labelOf, type Evidence, type Ref } from '../../../model/index.js';
import {
  cite,
  declaredOnset,
  podNamed,
  pods,
  severityOf,
  templateSince,
  workloadOf,
  type Case,
} from '../../../world/index.js';
import { type Stamp } from '../../../base/index.js';
import type { Detector } from '../../detector.js';

/** What the kubelet says before it would start a container (pkg/kubelet/kuberuntime/security_context_others.go). */
const REFUSED =
  /container has runAsNonRoot and image will run as root|container has runAsNonRoot and image has non-numeric user \(([^)]*)\)|container's runAsUser breaks non-root policy/;

/** The kubelet does not start a container that would run as root where its pod forbids that. */
export const runAsRootRefused: Detector = {
  id: 'run-as-root-refused',
  layer: 'workload',
  what: 'The pod demands runAsNonRoot, and the image would run as root or as a user that is given by name only, so that the kubelet cannot tell: the container is never created (CreateContainerConfigError).',
  lookAlikes:
    'Pod Security admission refuses the pod itself before it exists. A program that starts and is then denied a file runs already.',
  sources: [
    'kubernetes pkg/kubelet/kuberuntime/security_context_others.go verifyRunAsNonRoot',
    'core/v1 SecurityContext.runAsNonRoot',
  ],
  emits: [
    {
      id: 'run-as-root-refused',
      nature: 'fault',
      title: 'Container would run as root, which its pod forbids',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    const seen = new Set<string>();
    for (const s of sightings(c)) {
      const said = REFUSED.exec(s.text);
      const workload = workloadOf(c, s.pod);
      if (!said || seen.has(keyOf(workload))) continue;
      seen.add(keyOf(workload));
      const view = podNamed(c, s.pod);
      const open = view !== undefined && !view.entity.deleted && view.ready !== true;
      const user = said[1];
      yield {
        type: 'run-as-root-refused',
        entity: workload,
        onset: declaredOnset(templateSince(c, workload), s.at),
        severity: severityOf(c, workload, open, s.at),
        statement: `A container of ${labelOf(workload)} is not started: runAsNonRoot is set and its image would run as ${user === undefined ? 'root' : `user "${user}", which is no number`}.`,
        evidence: [s.evidence, ...(view ? [cite(view.snapshot, 'spec')] : [])],
        names: [s.pod],
      };
    }
  },
};

interface Sighting {
  readonly pod: Ref;
  readonly text: string;
  readonly at: Stamp;
  readonly evidence: Evidence;
}

function sightings(c: Case): Sighting[] {
  const events = c
    .eventsOf('Failed')
    .flatMap((e) =>
      e.about.kind === 'Pod'
        ? [{ pod: e.about, text: e.message, at: e.first, evidence: c.citeEvent(e) }]
        : [],
    );
  const states = pods(c).flatMap((p) =>
    p.containers.flatMap((x) =>
      x.waiting?.message === undefined
        ? []
        : [
            {
              pod: p.ref,
              text: x.waiting.message,
              at: p.entity.created ?? p.snapshot.at,
              evidence: cite(p.snapshot, ...x.statusPath, 'state'),
            },
          ],
    ),
  );
  return [...events, ...states];
}
