import { groupBy, type Stamp } from '../../base/index.js';
import { keyOf, type Evidence, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { cite } from '../entity.js';
import { podSnapshots, workloadOf, type Termination } from './pods.js';

/** One end of a container that a snapshot of its pod tells of. */
export interface ContainerEnd extends Termination {
  readonly pod: Ref;
  readonly workload: Ref;
  readonly container: string;
  readonly init: boolean;
  readonly finished: Stamp;
  readonly evidence: Evidence;
}

/** All ends of containers that are still told of (the last two of each), oldest first. */
export function containerEnds(c: Case): readonly ContainerEnd[] {
  return c.fact(allEnds);
}

function allEnds(c: Case): readonly ContainerEnd[] {
  const seen = new Set<string>();
  const ends: ContainerEnd[] = [];
  for (const pod of podSnapshots(c)) {
    for (const container of pod.containers) {
      for (const [slot, end] of [
        ['lastState', container.last],
        ['state', container.terminated],
      ] as const) {
        if (!end?.finished) continue;
        const id = `${keyOf(pod.ref)} ${container.name} ${end.finished.lo}`;
        if (seen.has(id)) continue;
        seen.add(id);
        ends.push({
          ...end,
          finished: end.finished,
          pod: pod.ref,
          workload: workloadOf(c, pod.ref),
          container: container.name,
          init: container.init,
          evidence: cite(pod.snapshot, ...container.statusPath, slot, 'terminated'),
        });
      }
    }
  }
  return ends.sort((a, b) => a.finished.lo - b.finished.lo || (keyOf(a.pod) < keyOf(b.pod) ? -1 : 1));
}

/** True for an end that is how the container is meant to end: exit 0 of an init container or of a Job. */
export function isOrderly(end: ContainerEnd): boolean {
  return end.exitCode === 0 && (end.init || end.workload.kind === 'Job' || end.workload.kind === 'CronJob');
}

/** Ends by pod and container. */
export function endsByContainer(c: Case): ReadonlyMap<string, readonly ContainerEnd[]> {
  return c.fact(grouped);
}

function grouped(c: Case): ReadonlyMap<string, readonly ContainerEnd[]> {
  return groupBy(containerEnds(c), (e) => `${keyOf(e.pod)} ${e.container}`);
}

/** What signal numbers and shell conventions make of an exit code (signatures section 23). */
export function exitInWords(exitCode: number | undefined, reason: string | undefined): string {
  if (reason === 'OOMKilled') return 'was killed for memory (OOMKilled)';
  switch (exitCode) {
    case undefined:
      return reason === undefined ? 'ended' : `ended (${reason})`;
    case 0:
      return 'ended with exit code 0';
    case 126:
      return 'ended with exit code 126 (command not executable)';
    case 127:
      return 'ended with exit code 127 (command not found)';
    case 134:
      return 'ended with exit code 134 (SIGABRT)';
    case 137:
      return 'ended with exit code 137 (SIGKILL)';
    case 139:
      return 'ended with exit code 139 (SIGSEGV)';
    case 143:
      return 'ended with exit code 143 (SIGTERM)';
    default:
      return `ended with exit code ${exitCode}`;
  }
}
