import { inWords, MINUTE } from '../../../base/index.js';
import { labelOf } from '../../../model/index.js';
import { cite, pods, seenBy, severityOf, workloadOf } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** A pod does not get past its init containers. */
export const initContainerStuck: Detector = {
  id: 'init-container-stuck',
  layer: 'workload',
  what: 'An init container does not come to its end (it waits for something, fails again and again, or cannot be started), so the containers of the pod are never started and have no log.',
  lookAlikes:
    'Init containers that copy or migrate data may rightly take minutes. A sidecar (restartPolicy Always) runs on for good.',
  sources: [
    'signatures.md 11 init-container-stuck',
    'pod condition Initialized=False ContainersNotInitialized',
  ],
  emits: [{ id: 'init-container-stuck', nature: 'symptom', title: 'Init container does not finish' }],
  *detect(c) {
    for (const pod of pods(c)) {
      if (pod.entity.deleted || pod.phase !== 'Pending') continue;
      const stuck = pod.containers.find(
        (x) =>
          x.init &&
          ((x.waiting !== undefined && x.waiting.reason !== 'PodInitializing') ||
            (x.runningSince !== undefined && x.ready !== true)),
      );
      if (!stuck) continue;
      const since = stuck.runningSince ?? pod.entity.created;
      const waited = since ? c.asOf.hi - since.lo : 0;
      if (stuck.waiting === undefined && waited < 2 * MINUTE) continue;
      const workload = workloadOf(c, pod.ref);
      yield {
        type: 'init-container-stuck',
        entity: pod.ref,
        onset: seenBy(c, since),
        severity: severityOf(c, workload, true),
        statement: `Init container ${stuck.name} of ${labelOf(pod.ref)} ${stuck.waiting ? `waits (${stuck.waiting.reason})` : `has run for ${inWords(waited)} without an end`}.`,
        evidence: [cite(pod.snapshot, ...stuck.statusPath, 'state')],
        attrs: {
          container: stuck.name,
          ...(stuck.waiting ? { reason: stuck.waiting.reason } : {}),
          restarts: stuck.restarts,
        },
        names: [workload],
      };
    }
  },
};
