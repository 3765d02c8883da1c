import { HOUR } from '../../../base/index.js';
import { labelOf } from '../../../model/index.js';
import { endsByContainer, exitInWords, harmTo, isOrderly, pods } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** Killed from outside: SIGKILL and SIGTERM. What killed it has detectors of its own. */
const SIGNALS = [137, 143];

/** A container ended with an error of its own, or was killed. */
export const containerExitError: Detector = {
  id: 'container-exit-error',
  layer: 'workload',
  what: 'A container ended on its own with a code other than zero (container-exit-error), or was killed by SIGKILL or SIGTERM without an out-of-memory record (container-killed): by its probe, a deletion, the node or a person.',
  lookAlikes:
    'Exit code 137 with reason OOMKilled is the memory limit. Init containers and Jobs end with zero as they should. An end long before the rest is history.',
  sources: ['signatures.md 11 container-exit-error', 'signatures.md 23 exit codes'],
  emits: [
    { id: 'container-exit-error', nature: 'symptom', title: 'Container ended with an error' },
    { id: 'container-killed', nature: 'symptom', title: 'Container was killed' },
  ],
  *detect(c) {
    const live = new Map(pods(c).map((p) => [p.entity.key, p]));
    for (const ends of endsByContainer(c).values()) {
      const bad = ends.filter(
        (e) => !isOrderly(e) && e.exitCode !== 0 && e.exitCode !== undefined && e.reason !== 'OOMKilled',
      );
      const last = bad.at(-1);
      const first = bad[0];
      if (!last || !first) continue;
      const view = live.get(`Pod/${last.pod.namespace ?? ''}/${last.pod.name}`);
      const now = view?.containers.find((x) => x.name === last.container);
      const running =
        now?.runningSince && now.runningSince.lo >= last.finished.lo ? now.runningSince : undefined;
      const old = c.asOf.hi - last.finished.hi > HOUR && running !== undefined;
      const killed = SIGNALS.includes(last.exitCode ?? 0);
      yield {
        type: killed ? 'container-killed' : 'container-exit-error',
        entity: last.pod,
        onset: first.finished,
        ...(running ? { end: running } : {}),
        severity: old ? 0 : running ? 1 : harmTo(c, last.workload) > 1 ? 2 : 1,
        statement: `Container ${last.container} of ${labelOf(last.pod)} ${exitInWords(last.exitCode, last.reason)}.`,
        evidence: bad.slice(-3).map((e) => e.evidence),
        episodes: bad.map((e) => e.finished),
        attrs: {
          container: last.container,
          exitCode: last.exitCode ?? 0,
          ...(last.reason === undefined ? {} : { reason: last.reason }),
          init: last.init ? 1 : 0,
        },
        names: [last.workload],
      };
    }
  },
};
