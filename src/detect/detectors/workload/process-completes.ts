import { groupBy } from '../../../base/index.js';
import { keyOf, labelOf } from '../../../model/index.js';
import { endsByContainer, cite, loopBegan, pods, severityOf, workloadOf, type Case, type ContainerView, type PodView } from '../../../world/index.js'; // prettier-ignore
import type { Detector } from '../../detector.js';

/** So many runs that all ended well are no accident. */
const RUNS = 3;

/** A container that does its work, ends, and is started again for ever. */
export const processCompletes: Detector = {
  id: 'process-completes',
  layer: 'workload',
  what: 'Every run of a container ends with exit code 0 within its restart back-off, under a restart policy of Always: the command is no server. It printed its usage, did one task, or put the server into the background. The kubelet starts it again and again as if it crashed.',
  lookAlikes:
    'A container that ends with another code crashes. A program that was told to stop (liveness probe, SIGTERM) may end with 0 as well: then a Killing event stands before it. Jobs and init containers are to end.',
  sources: ['kubernetes pkg/kubelet/container ShouldContainerBeRestarted', 'signatures.md 23 exit code 0'],
  emits: [{ id: 'process-completes', nature: 'fault', title: 'Container ends by itself' }],
  *detect(c) {
    const found = pods(c).flatMap((pod) =>
      pod.containers.flatMap((x) =>
        completes(c, pod, x) ? [{ pod, x, workload: workloadOf(c, pod.ref) }] : [],
      ),
    );
    for (const list of groupBy(found, (f) => `${keyOf(f.workload)} ${f.x.name}`).values()) {
      const first = list[0];
      if (!first) continue;
      const { pod, x, workload } = first;
      yield {
        type: 'process-completes',
        entity: workload,
        onset: loopBegan(c, pod.ref, x.name) ??
          x.last?.finished ?? { lo: c.asOf.lo, hi: c.asOf.hi, grade: 'X' },
        severity: severityOf(c, workload, true),
        statement: `Container ${x.name} of ${labelOf(workload)} ends by itself with exit code 0 soon after each start (${x.restarts} restarts): its command is no long-running process.`,
        evidence: [
          cite(pod.snapshot, ...x.statusPath, 'lastState'),
          cite(pod.snapshot, ...x.statusPath, 'state'),
        ],
        attrs: { container: x.name, restarts: x.restarts },
        names: list.slice(0, 10).map((f) => f.pod.ref),
      };
    }
  },
};

function completes(c: Case, pod: PodView, x: ContainerView): boolean {
  if (x.init || x.waiting?.reason !== 'CrashLoopBackOff' || x.restarts < RUNS) return false;
  const ends = endsByContainer(c).get(`${keyOf(pod.ref)} ${x.name}`) ?? [];
  if (x.last?.exitCode !== 0 || ends.some((e) => e.exitCode !== 0)) return false;
  return !c.eventsAbout(pod.ref).some((e) => e.reason === 'Killing');
}
