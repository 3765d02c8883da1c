import { groupBy } from '../../../base/index.js';
import { keyOf, labelOf } from '../../../model/index.js';
import { earliest, lastingRefusals, latest, severityOf } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** A controller asks for pods and the API server refuses: there is no pod, and so no event of a pod. */
export const replicasetCreateFailed: Detector = {
  id: 'replicaset-create-failed',
  layer: 'admission',
  what: 'The API server refuses the pods that a ReplicaSet, Job, StatefulSet or DaemonSet wants to create. No pod object exists, so the reason stands only in the events and conditions of the owner.',
  lookAlikes:
    'In the first minute of a namespace the ServiceAccount or ConfigMap may come after the workload: the next try succeeds. "already exists" is a retry.',
  sources: ['signatures.md 10 replicaset-create-failed', 'Event FailedCreate, condition ReplicaFailure'],
  emits: [{ id: 'replicaset-create-failed', nature: 'symptom', title: 'Pod creation is refused' }],
  *detect(c) {
    for (const list of groupBy(lastingRefusals(c), (r) => keyOf(r.workload)).values()) {
      const first = list[0];
      const onset = earliest(list.map((r) => r.since));
      const open = list.some((r) => r.end === undefined);
      const end = latest(list.map((r) => r.end));
      if (!first || !onset) continue;
      yield {
        type: 'replicaset-create-failed',
        entity: first.workload,
        onset,
        ...(open || !end ? {} : { end }),
        severity: severityOf(c, first.workload, open, onset),
        statement: `The API server ${open ? 'refuses' : 'refused'} to create pods of ${labelOf(first.workload)}: ${reasonOf(first.message)}.`,
        evidence: list.flatMap((r) => r.evidence).slice(0, 6),
        attrs: { kind: first.kind, count: list.reduce((n, r) => n + r.count, 0) },
        names: list.map((r) => r.owner),
      };
    }
  },
};

/** Error without the controller's "Error creating: pods "x" is forbidden:". */
function reasonOf(message: string): string {
  return message
    .replace(/^(?:Error creating: |create Pod \S+ in StatefulSet \S+ failed error: )/, '')
    .replace(/^pods "[^"]*" is forbidden: /, '')
    .replace(/\s+/g, ' ')
    .replace(/\.$/, '')
    .slice(0, 240);
}
