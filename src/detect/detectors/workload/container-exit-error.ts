import { groupBy, HOUR, type Stamp } from '../../../base/index.js';
import { keyOf, labelOf } from '../../../model/index.js';
import {
  containerEnds,
  exitInWords,
  goneSince,
  isOrderly,
  loopBegan,
  podNamed,
  severityOf,
  type Case,
  type ContainerEnd,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

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
    const families = groupBy(
      containerEnds(c).filter(
        (e) => !isOrderly(e) && e.exitCode !== 0 && e.exitCode !== undefined && e.reason !== 'OOMKilled',
      ),
      (e) =>
        `${keyOf(isJob(e) ? e.workload : e.pod)} ${e.container} ${SIGNALS.includes(e.exitCode ?? 0) ? 'killed' : 'error'}`,
    );
    for (const ends of families.values()) yield* ofContainer(c, ends);
  },
};

function isJob(e: ContainerEnd): boolean {
  return e.workload.kind === 'Job' || e.workload.kind === 'CronJob';
}

/** Each pod of a Job has its own end; other containers loop. */
function began(c: Case, last: ContainerEnd): Stamp | undefined {
  return isJob(last) ? undefined : loopBegan(c, last.pod, last.container);
}

function* ofContainer(c: Case, ends: readonly ContainerEnd[]): Iterable<Finding> {
  const last = ends.at(-1);
  const first = ends[0];
  if (!last || !first) return;
  const now = podNamed(c, last.pod)?.containers.find((x) => x.name === last.container);
  const again = now?.runningSince && now.runningSince.lo >= last.finished.lo ? now.runningSince : undefined;
  const over = isJob(last) ? last.finished : (again ?? goneSince(c, last.pod, last.finished));
  const old = over !== undefined && c.asOf.hi - last.finished.hi > HOUR;
  yield {
    type: SIGNALS.includes(last.exitCode ?? 0) ? 'container-killed' : 'container-exit-error',
    entity: isJob(last) ? last.workload : last.pod,
    onset: began(c, last) ?? first.finished,
    ...(over ? { end: over } : {}),
    severity: old ? 0 : isJob(last) ? 1 : severityOf(c, last.workload, over === undefined) === 1 ? 1 : 2,
    statement: `Container ${last.container} of ${labelOf(isJob(last) ? last.workload : last.pod)} ${exitInWords(last.exitCode, last.reason)}${ends.length > 1 ? ` (${ends.length} times seen)` : ''}.`,
    evidence: ends.slice(-3).map((e) => e.evidence),
    episodes: ends.map((e) => e.finished),
    attrs: {
      container: last.container,
      exitCode: last.exitCode ?? 0,
      ...(last.reason === undefined ? {} : { reason: last.reason }),
      init: last.init ? 1 : 0,
    },
    names: [...(isJob(last) ? ends.slice(-5).map((e) => e.pod) : [last.workload])],
  };
}
